import { wiresOf } from "../../json.ts";
import { refs } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const locationGroup = lookup("zia/location-group", "locations/groups", "organisation", {
  fields: { ...named, locations: refs("zia/location") },
  paging: { size: 100, max: 1000, by: "id" },
  computed: { locationsCount: (_look, row) => wiresOf(row.locations).length },
});
