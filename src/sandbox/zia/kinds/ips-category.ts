import { flag } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const ipsCategory = lookup("zia/ips-category", "ipsCategories", "firewall", {
  paging: { size: 100, max: 1000, by: "id" },
  fields: { ...named, predefined: flag() },
});
