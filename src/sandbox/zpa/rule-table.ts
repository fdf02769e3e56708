import { bit, flag, idOf, object, oneOf, refs, text } from "./fields.ts";
import type { ZpaKind } from "./kind.ts";
import { governed } from "./lookup.ts";
import type { PolicyType } from "./policy-types.ts";

/** What an action does not go without (recorded for ISOLATE, the provider's for INSPECT). */
const needed: Readonly<Record<string, string>> = {
  ISOLATE: "zpnIsolationProfileId",
  INSPECT: "zpnInspectionProfileId",
};

/** How the service stores rules of one policy type. */
export const ruleTable = ({ kind, type, number: wireNumber, actions, defaultRule }: PolicyType): ZpaKind => ({
  kind,
  nameKey: "name",
  writable: true,
  policyType: type,
  word: "Policy",
  always: {
    policyType: wireNumber,
    operator: "AND",
    disabled: "0",
    ...(type === "ACCESS_POLICY" ? { extranetEnabled: false } : {}),
    devicePostureFailureNotificationEnabled: false,
    // Recorded: on every rule of a set that lists a default rule.
    ...(defaultRule ? { defaultRuleName: "Default_Rule" } : {}),
    defaultRule: false,
    ...governed,
  },
  notOnPost: ["policySetId", "extranetEnabled"],
  check: (row) => {
    const key = needed[String(row.action)];
    return key !== undefined && row[key] === undefined ? key : undefined;
  },
  fields: {
    name: text({ required: true }),
    description: text(),
    action: oneOf(actions.join(" "), { required: true }),
    operator: oneOf("AND OR", { initial: "AND" }),
    disabled: bit(),
    customMsg: text(),
    reauthTimeout: text(),
    reauthIdleTimeout: text(),
    zpnIsolationProfileId: idOf("zpa/isolation-profile"),
    zpnInspectionProfileId: idOf("zpa/inspection-profile"),
    // SDK changelog: leaving a reference list out is no reliable way to clear it.
    appServerGroups: refs("zpa/server-group", { omitted: "keep" }),
    appConnectorGroups: refs("zpa/app-connector-group", { omitted: "keep" }),
    serviceEdgeGroups: refs("zpa/service-edge-group", { omitted: "keep" }),
    credential: object(),
    credentialPool: object(),
    privilegedCapabilities: object(),
    privilegedPortalCapabilities: object(),
    extranetEnabled: flag(undefined),
    extranetDTO: object(),
    devicePostureFailureNotificationEnabled: flag(undefined),
  },
});
