import { governed } from "../governed.ts";
import { lookup } from "../lookup.ts";

export const serviceEdgeGroup = lookup("zpa/service-edge-group", "serviceEdgeGroup", {
  always: { ...governed, microtenantName: "Default" },
});
