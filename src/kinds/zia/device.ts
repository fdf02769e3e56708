import { defineLookup } from "../kind.ts";

export const device = defineLookup({
  name: "zia/device",
  title: "device",
  summary: "A managed device.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/deviceGroups/devices", paging: { style: "until-empty", size: 1000 } },
});
