import type { JsonObject } from "../../model/json.ts";
import type { NameOf } from "../field.ts";
import { named } from "../fields/named.ts";
import { readTexts } from "../fields/shape.ts";
import { defineReferrer } from "../kind.ts";

const groups = ["zms/managed-resource-group", "zms/unmanaged-resource-group"] as const;

/** Ids do not tell which of the two kinds they are of; names are unique over both. ASSUMED [portal form] */
const targetsIn =
  (key: string) =>
  (wire: JsonObject, nameOf: NameOf): readonly string[] | undefined =>
    readTexts(wire, key)?.map((id) => groups.map((kind) => nameOf(kind, id)).find((name) => name !== `#${id}`) ?? id);

/** Public sources show that a rule has targets, not which: both lists of ids are ASSUMED. [SDK: the list itself] */
export const policyRule = defineReferrer({
  name: "zms/policy-rule",
  title: "policy rule",
  summary: "Which resource groups may talk to which.",
  activation: "none",
  api: {
    style: "graphql",
    operation: "ListPolicyRules",
    root: "policyRules",
    select: ["id", "name", "deleted"],
    assumed: { sourceTargetIds: "sourceTargetIds", destinationTargetIds: "destinationTargetIds" },
  },
  // Rules that are gone may still be listed. [SDK]
  names: ({ name, id, deleted }) =>
    deleted === true ? [] : [typeof name === "string" && name !== "" ? name : String(id)],
  fields: {
    sourceTargetIds: named(groups, { about: "Groups the traffic comes from", read: targetsIn("sourceTargetIds") }),
    destinationTargetIds: named(groups, { about: "Groups it goes to", read: targetsIn("destinationTargetIds") }),
  },
});
