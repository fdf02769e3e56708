import { meaningOf } from "../kinds/meaning.ts";
import type { Check, Finding } from "./finding.ts";
import { heldBy, isCustom, type PolicyObject } from "./policy.ts";
import { type Switches, switchesIn } from "./switches.ts";

const findingOf = (
  rule: PolicyObject,
  named: PolicyObject,
  off: PolicyObject,
  path: readonly (string | number)[],
): Finding => {
  const [what, title] = [`"${off.name}"`, off.kind.title];
  return {
    message:
      named === off
        ? `"${rule.name}" names the ${title} ${what}, which is switched off`
        : `"${rule.name}" names the ${named.kind.title} "${named.name}", whose ${title} ${what} is switched off`,
    hint: `switch ${what} on, or take "${named.name}" out of the rule`,
    places: [
      { object: rule, path },
      { object: off, path: [] },
      { object: named, path: [] },
    ],
  };
};

const findIn = (rule: PolicyObject, { find, offBy }: Switches): readonly Finding[] => {
  const found = new Map<PolicyObject, Finding>();
  for (const field of Object.values(rule.kind.fields)) {
    for (const { kind, name, path } of field.references(heldBy(rule, field))) {
      const named = find(kind, name);
      const off = named === undefined ? undefined : offBy(named);
      if (named === undefined || off === undefined || found.has(named)) continue;
      found.set(named, findingOf(rule, named, off, [field.name, ...path]));
    }
  }
  return [...found.values()];
};

const isDeciding = (rule: PolicyObject): boolean => {
  const { on, direction } = meaningOf(rule.kind, rule.spec);
  return on && isCustom(rule) && (direction === "allow" || direction === "block");
};

/** Enabled rules that ask for something nobody can reach. */
export const disabledReferences: Check = {
  code: "disabled-reference",
  find(policy) {
    const switches = switchesIn(policy);
    return [...policy].flatMap(([kind, rules]) =>
      kind.rule === undefined ? [] : rules.filter(isDeciding).flatMap((rule) => findIn(rule, switches)),
    );
  },
};
