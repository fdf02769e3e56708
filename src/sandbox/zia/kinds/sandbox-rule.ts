import type { Wire } from "../../json.ts";
import { categories, int, object, objects, oneOf, shownFlag, someOf } from "../field.ts";
import { common, ownedFlags, ruleTable } from "../rule-table.ts";
import { fileProtocols, sandboxFileTypes, sandboxThreats } from "../vocabulary.ts";

/** Sheet: an isolated browser needs its profile, and what is done at first only counts when it is switched on. */
function check(rule: Wire): string | undefined {
  if (rule.firstTimeOperation === "QUARANTINE_ISOLATE" && rule.cbiProfile === undefined)
    return "Isolation profile is required";
  return undefined;
}

export const sandboxRule = ruleTable({
  kind: "zia/sandbox-rule",
  path: "sandboxRules",
  audit: ["POLICY", "sandboxRules"],
  check,
  fields: {
    ...common,
    baRuleAction: oneOf("ALLOW BLOCK", { required: "baRuleAction cannot be null" }),
    firstTimeEnable: shownFlag(),
    firstTimeOperation: oneOf("ALLOW_SCAN QUARANTINE ALLOW_NOSCAN QUARANTINE_ISOLATE"),
    mlActionEnabled: shownFlag(),
    byThreatScore: int({ initial: 0 }),
    protocols: someOf(fileProtocols, { required: "protocols cannot be null" }),
    fileTypes: someOf(sandboxFileTypes, { required: "fileTypes cannot be null" }),
    baPolicyCategories: someOf(sandboxThreats),
    urlCategories: categories(),
    cbiProfile: object({ only: "list" }),
    cbiProfileId: int({ readOnly: true, shown: 0 }),
    zpaAppSegments: objects(),
    defaultRule: ownedFlags.defaultRule,
  },
});
