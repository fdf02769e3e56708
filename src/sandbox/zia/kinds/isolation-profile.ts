import { text } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const isolationProfile = lookup("zia/isolation-profile", "browserIsolation/profiles", "isolation", {
  fields: { ...named, id: text({ readOnly: true }) },
});
