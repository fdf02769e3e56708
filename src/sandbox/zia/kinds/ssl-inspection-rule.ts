import { isWire, type Wire } from "../../json.ts";
import { categories, object, objects, refs, shownFlag, someOf, texts } from "../field.ts";
import { common, ownedFlags, ruleTable } from "../rule-table.ts";
import { userAgents } from "../vocabulary.ts";

const types = ["DECRYPT", "DO_NOT_DECRYPT", "BLOCK"];
const certificates = ["ALLOW", "BLOCK", "PASS_THRU"];
const parts: Readonly<Record<string, string>> = {
  DECRYPT: "decryptSubActions",
  DO_NOT_DECRYPT: "doNotDecryptSubActions",
};

/** Sheet (provider and recordings): types, which of the two objects goes with which, and notifications. */
function check({ action }: Wire): string | undefined {
  if (!isWire(action) || !types.includes(String(action.type))) return "Invalid action type";
  for (const [type, key] of Object.entries(parts)) {
    const part = action[key];
    if (part === undefined || part === null) continue;
    if (type !== action.type) return `${key} is not supported for the ${String(action.type)} action`;
    if (!isWire(part)) return `Invalid ${key}`;
    if (part.serverCertificates !== undefined && !certificates.includes(String(part.serverCertificates)))
      return "Invalid serverCertificates";
  }
  if (action.type === "DECRYPT" && (action.showEUN === true || action.showEUNATP === true))
    return "End user notification is not supported for the DECRYPT action";
  if (action.type === "BLOCK" && action.showEUNATP === true) return "showEUNATP is not supported for the BLOCK action";
  return undefined;
}

export const sslInspectionRule = ruleTable({
  kind: "zia/ssl-inspection-rule",
  path: "sslInspectionRules",
  audit: ["POLICY", "sslInspectionRules"],
  check,
  fields: {
    ...common,
    // Recorded: here the action is an object.
    action: object({ required: "action cannot be null" }),
    urlCategories: categories({ vanishes: "ANY" }),
    cloudApplications: texts(),
    platforms: someOf("SCAN_IOS SCAN_ANDROID SCAN_MACOS SCAN_WINDOWS SCAN_LINUX NO_CLIENT_CONNECTOR"),
    userAgentTypes: someOf(userAgents),
    roadWarriorForKerberos: shownFlag(),
    sourceIpGroups: refs("zia/ip-source-group"),
    destIpGroups: refs("zia/ip-destination-group"),
    proxyGateways: objects(),
    zpaAppSegments: objects(),
    endPointApplications: objects({ shown: [], only: "list" }),
    endPointApplicationGroups: objects({ shown: [], only: "list" }),
    ...ownedFlags,
  },
});
