import type { Wire } from "../../json.ts";
import { flag, int, refs, someOf } from "../field.ts";
import { common, ruleTable } from "../rule-table.ts";

const protocols =
  "ANY_RULE WEBSOCKETSSL_RULE WEBSOCKET_RULE DOHTTPS_RULE TUNNELSSL_RULE HTTP_PROXY FOHTTP_RULE FTP_RULE HTTPS_RULE HTTP_RULE SSL_RULE TUNNEL_RULE";

const { departments: _departments, groups: _groups, users: _users, workloadGroups: _workloads, ...fields } = common;

/** Provider: percentages. */
function checkBandwidthRule(rule: Wire): string | undefined {
  const wrong = ["minBandwidth", "maxBandwidth"].find((key) => Number(rule[key]) < 0 || Number(rule[key]) > 100);
  return wrong === undefined ? undefined : `Invalid ${wrong}`;
}

export const bandwidthControlRule = ruleTable({
  kind: "zia/bandwidth-control-rule",
  path: "bandwidthControlRules",
  // Recorded: the whole rule answers a write.
  echo: "full",
  audit: ["BANDWIDTH_CONTROL", "BANDWIDTH_CONTROL_POLICY"],
  maxRows: 125,
  check: checkBandwidthRule,
  defaultRuleKeys: ["description", "labels"],
  fields: {
    ...fields,
    bandwidthClasses: refs("zia/bandwidth-class", { required: "bandwidthClasses cannot be null" }),
    minBandwidth: int({ required: "minBandwidth cannot be null" }),
    maxBandwidth: int({ required: "maxBandwidth cannot be null" }),
    protocols: someOf(protocols, { required: "protocols cannot be null" }),
    defaultRule: flag({ readOnly: true, shown: false }),
  },
});
