import { words } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { integer } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";

const protocols =
  "ANY_RULE HTTP_RULE HTTPS_RULE FTP_RULE FOHTTP_RULE SSL_RULE TUNNEL_RULE TUNNELSSL_RULE WEBSOCKET_RULE WEBSOCKETSSL_RULE DOHTTPS_RULE HTTP_PROXY".split(
    " ",
  );
const { description, state, rank, labels, locations, locationGroups, timeWindows } = ruleFields;

/** Evaluated top-down; the default rule at the largest order takes what no rule matched. [recorded] */
export const bandwidthControlRule = defineKind({
  name: "zia/bandwidth-control-rule",
  title: "bandwidth control rule",
  summary: "How much of a line some traffic gets at least and at most; the first match decides.",
  bystander: true,
  terraform: ["zia_bandwidth_control_rule"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/bandwidthControlRules",
    paging: "whole",
    create: "/zia/api/v1/bandwidthControlRules",
    update: "/zia/api/v1/bandwidthControlRules/{id}",
    remove: "/zia/api/v1/bandwidthControlRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  standing: ruleStanding,
  fields: {
    ...{ description, state, rank, labels, locations, locationGroups, timeWindows },
    protocols: words(protocols, {
      about: "Protocols; ANY_RULE means any",
      role: "match",
      required: true,
      any: ["ANY_RULE"],
    }),
    bandwidthClasses: refs("zia/bandwidth-class", {
      about: "Classes of traffic it holds for",
      form: "number",
      role: "match",
      required: true,
    }),
    minBandwidth: integer({ about: "Percent of the line it gets at least", min: 0, max: 100, required: true }),
    maxBandwidth: integer({ about: "Percent of the line it gets at most", min: 0, max: 100, required: true }),
  },
  readOnly: ruleReadOnly,
  createDefaults: { state: "ENABLED", rank: 7 },
});
