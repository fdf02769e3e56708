import type { JsonObject } from "../../../src/model/json.ts";
import type { Example } from "../../support/kind-example.ts";

const source = ({ id }: JsonObject): readonly JsonObject[] => [
  { sourceTargetType: "RESOURCE_GROUP", sourceTargetIds: [id!] },
];

export const example: Example = {
  minimal: {},
  portal: { action: "ALLOW", priority: 4711, destinationTargetType: "ANY", appZoneScopeTargetType: "ANY" },
  names: { "zms/managed-resource-group": source, "zms/unmanaged-resource-group": source },
};
