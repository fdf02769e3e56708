import type { Kind } from "../kinds/kind.ts";
import { meaningOf } from "../kinds/meaning.ts";
import { askedFor } from "./criteria.ts";
import type { Check, Finding } from "./finding.ts";
import { isCustom, type PolicyObject } from "./policy.ts";

const isBare = (rule: PolicyObject): boolean =>
  isCustom(rule) && rule.hidden !== true && meaningOf(rule.kind, rule.spec).on && askedFor(rule).length === 0;

const findingOf = (rule: PolicyObject): Finding => ({
  message: `"${rule.name}" asks for nothing, so it matches all traffic that reaches it`,
  hint: `give it a criterion, or switch it off; where matching everything is meant, set analysis: {rule-without-criteria: off}`,
  places: [{ object: rule, path: [] }],
});

/** Default rules that can be declared have nothing to ask for. */
const canAsk = ({ rule, fields }: Kind): boolean =>
  rule !== undefined && Object.values(fields).some(({ role }) => role === "match");

/** Enabled rules that match everything. The vendor's own default rules are meant to. */
export const rulesWithoutCriteria: Check = {
  code: "rule-without-criteria",
  find: (policy) => [...policy].flatMap(([kind, rules]) => (canAsk(kind) ? rules.filter(isBare).map(findingOf) : [])),
};
