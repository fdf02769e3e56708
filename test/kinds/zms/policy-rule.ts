import type { JsonObject } from "../../../src/model/json.ts";
import type { Example } from "../../support/kind-example.ts";

const source = ({ id }: JsonObject): readonly JsonObject[] => [
  { sourceTargetType: "RESOURCE_GROUP", sourceTargetIds: [id!] },
];

export const example: Example = {
  minimal: {
    action: "BLOCK",
    priority: 4711,
    sources: ["ANY"],
    destinations: [{ managed: "ERP production" }],
    appZones: ["ANY"],
  },
  values: {
    action: ["ALLOW", "BLOCK"],
    priority: [4001, 4002],
    sources: [[{ managed: "ERP production" }], [{ managed: "ERP production" }, { unmanaged: "Plant floor Köln" }]],
    destinations: [[{ unmanaged: "Plant floor Köln" }], ["ANY"]],
    ports: [["TCP/443"], ["TCP/443", "UDP/8000-8010"]],
  },
  refers: { "zms/managed-resource-group": source, "zms/unmanaged-resource-group": source },
};
