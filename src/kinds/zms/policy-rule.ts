import { integer, oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { protocolPorts } from "./protocol-ports.ts";
import { targets } from "./targets.ts";

const groups = { managed: "zms/managed-resource-group", unmanaged: "zms/unmanaged-resource-group" } as const;

/**
 * The lowest priority is looked at first, and no two rules share one [vendor help]. Which groups a rule names is ASSUMED
 * on the wire (docs/zms.md), so a change of a group is not judged by its rules.
 */
export const policyRule = defineKind({
  name: "zms/policy-rule",
  title: "policy rule",
  summary: "Which resource groups may talk to which.",
  activation: "none",
  handles: true,
  api: {
    style: "graphql",
    operation: "ListPolicyRules",
    root: "policyRules",
    select: [
      ...["id", "name", "action", "priority", "description", "deleted", "sourceTargetType", "destinationTargetType"],
      ...["appZoneScopeTargetType", "modifiedTime", "lastHit"],
      "portAndProtocols { protocol portRanges { startPort endPort } }",
    ],
    assumed: {
      sourceTargetIds: "sourceTargetIds",
      destinationTargetIds: "destinationTargetIds",
      appZoneScopeTargetIds: "appZoneScopeTargetIds",
    },
    create: { field: "policyRuleCreate", input: "PolicyRuleCreateInput" },
    update: { field: "policyRuleUpdate", input: "PolicyRuleUpdateInput" },
    remove: { field: "policyRuleDelete" },
  },
  // Rules that are gone may still be listed. [SDK]
  isGone: ({ deleted }) => deleted === true,
  // A simulated block lets pass, and reports what it would have stopped. [SDK]
  rule: { action: "action", allow: ["ALLOW"], block: ["BLOCK"], observe: ["SIM_BLOCK"] },
  fields: {
    description: text({ about: "Free text" }),
    action: oneOf(["ALLOW", "BLOCK", "SIM_BLOCK"], { about: "What happens", role: "decision", required: true }),
    priority: integer({
      about: "1 to 5000, the lowest first; unique",
      min: 1,
      max: 5000,
      role: "effect",
      required: true,
    }),
    sources: targets({
      about: "Where the traffic comes from: `[ANY]`, or up to 10 groups",
      choice: "sourceTargetType",
      some: "RESOURCE_GROUP",
      ids: "sourceTargetIds",
      kinds: groups,
      role: "match",
      asks: "from",
      required: true,
    }),
    destinations: targets({
      about: "Where it goes: `[ANY]`, or up to 10 groups; never ANY on both sides",
      choice: "destinationTargetType",
      some: "RESOURCE_GROUP",
      ids: "destinationTargetIds",
      kinds: groups,
      role: "match",
      asks: "where",
      required: true,
    }),
    appZones: targets({
      about: "Zones the rule holds in: `[ANY]`, or names",
      choice: "appZoneScopeTargetType",
      some: "APP_ZONE",
      ids: "appZoneScopeTargetIds",
      kinds: { zone: "zms/app-zone" },
      role: "match",
      required: true,
    }),
    ports: protocolPorts({
      about: "Ports with their protocol; none means any",
      wire: "portAndProtocols",
      role: "match",
    }),
  },
  readOnly: ["id", "deleted", "creationTime", "modifiedTime", "lastHit"],
});
