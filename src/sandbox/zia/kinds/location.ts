import { refs, texts } from "../field.ts";
import { byName, lookup, named } from "../lookup.ts";

export const location = lookup("zia/location", "locations", "organisation", {
  fields: { ...named, ipAddresses: texts(), staticLocationGroups: refs("zia/location-group", { shown: [] }) },
  paging: byName,
  word: "LOCATION",
  listed: (row) => Number(row.parentId ?? 0) === 0 && row.$pseudo !== true,
  liteOnly: (row) => row.$pseudo === true,
});
