import { lookup, named } from "../lookup.ts";

export const device = lookup("zia/device", "deviceGroups/devices", "device", {
  fields: named,
  paging: { size: 100, max: 1000, by: "id" },
});
