import { isWire, textsOf, type Wire } from "../json.ts";
import { bit, flag, idOf, object, oneOf, refs, text } from "./fields.ts";
import { governed } from "./governed.ts";
import type { ZpaKind } from "./kind.ts";
import type { PolicyType } from "./policy-types.ts";

/** What an action does not go without (recorded for ISOLATE, the provider's for the others). */
const needed: Readonly<Record<string, string>> = {
  ISOLATE: "zpnIsolationProfileId",
  INSPECT: "zpnInspectionProfileId",
  CHECK_CAPABILITIES: "privilegedCapabilities",
};

/** SDK and provider. */
const sessionCapabilities = new Set(
  "CLIPBOARD_COPY CLIPBOARD_PASTE FILE_UPLOAD FILE_DOWNLOAD INSPECT_FILE_UPLOAD INSPECT_FILE_DOWNLOAD MONITOR_SESSION RECORD_SESSION SHARE_SESSION JOIN_SESSION CONTROL_SESSION".split(
    " ",
  ),
);

/** SDK: files are uploaded as they are, or inspected first. The word is the field that is blamed. */
function checkRule(row: Wire): string | undefined {
  const key = needed[String(row.action)];
  if (key !== undefined && row[key] === undefined) return key;
  const { capabilities } = isWire(row.privilegedCapabilities) ? row.privilegedCapabilities : {};
  const words = textsOf(capabilities);
  const isUnknown = words.some((word) => !sessionCapabilities.has(word));
  const isBoth = words.includes("FILE_UPLOAD") && words.includes("INSPECT_FILE_UPLOAD");
  return isUnknown || isBoth ? "privilegedCapabilities" : undefined;
}

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
  check: checkRule,
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
