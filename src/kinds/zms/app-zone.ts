import { defineLookup } from "../kind.ts";

export const appZone = defineLookup({
  name: "zms/app-zone",
  title: "app zone",
  summary: "A boundary that rules are scoped to.",
  activation: "none",
  nameKey: "appZoneName",
  api: { style: "graphql", operation: "ListAppZones", root: "appZones", select: ["id", "appZoneName", "description"] },
});
