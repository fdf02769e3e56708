import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { actionOf, meaningOf } from "../kinds/meaning.ts";
import { askedFor, fieldsOf, isFilled } from "./criteria.ts";
import type { Check, Finding } from "./finding.ts";
import { heldBy, isCustom, type PolicyObject, ruleLists } from "./policy.ts";

/** An enabled rule, read once. */
interface Asked {
  readonly rule: PolicyObject;
  readonly index: number;
  readonly fields: readonly Field[];
  /** Rules that fill the same fields have the same shape. */
  readonly shape: string;
}

const asked = (rule: PolicyObject, index: number): Asked => {
  const fields = askedFor(rule);
  return { rule, index, fields, shape: fields.map(({ name }) => name).join(" ") };
};

const criterionOf = ({ criterion, name }: Field): string => criterion ?? name;

/**
 * Whether a rule of one shape can cover one of another: in every criterion the upper one asks for, both fill the same
 * fields. Users and groups may be joined by OR or by AND; then it holds either way.
 */
const canCover = (upper: Asked, lower: Asked): boolean => {
  const criteria = new Set(upper.fields.map(criterionOf));
  const common = lower.fields.filter((field) => criteria.has(criterionOf(field)));
  return common.length === upper.fields.length && common.every((field) => upper.fields.includes(field));
};

const isInverted = ({ invertedBy }: Field, { kind, spec }: PolicyObject): boolean => {
  const flag = invertedBy === undefined ? undefined : kind.fields[invertedBy];
  return flag !== undefined && flag.canonical(spec[flag.name]) !== flag.canonical(flag.empty);
};

const isWithin = (lower: PolicyObject, upper: PolicyObject, field: Field): boolean => {
  if (isInverted(field, lower) || isInverted(field, upper)) return false;
  const relation = field.extent?.relate(heldBy(upper, field), heldBy(lower, field));
  return relation === "equal" || relation === "narrower";
};

/**
 * A rule whose criteria say all it matches, and that ends the search. Quotas, validity times and the like may let
 * traffic go on to the next rule, and built-in rules may ask for things that no field shows.
 */
const isTerminal = ({ rule }: Asked): boolean => {
  const { direction, isPartial } = meaningOf(rule.kind, rule.spec);
  return (
    !isPartial &&
    (direction === "allow" || direction === "block") &&
    isCustom(rule) &&
    rule.hidden !== true &&
    !fieldsOf(rule.kind, "effect").some((field) => isFilled(rule, field))
  );
};

/** Terminal rules above the one that is looked at, by shape. */
type Above = Map<string, Asked[]>;

const remember = (above: Above, rule: Asked): void => {
  const known = above.get(rule.shape);
  if (known === undefined) above.set(rule.shape, [rule]);
  else known.push(rule);
};

const firstCover = (lower: Asked, above: Above): Asked | undefined => {
  let best: Asked | undefined;
  for (const rules of above.values()) {
    if (!canCover(rules[0]!, lower)) continue;
    for (const upper of rules) {
      if (best !== undefined && upper.index > best.index) break;
      if (!upper.fields.every((field) => isWithin(lower.rule, upper.rule, field))) continue;
      best = upper;
      break;
    }
  }
  return best;
};

const findingOf = (upper: PolicyObject, lower: PolicyObject): Finding => {
  const [above, below] = [actionOf(upper.kind, upper.spec), actionOf(lower.kind, lower.spec)];
  const places = [
    { object: lower, path: [] },
    { object: upper, path: [] },
  ];
  // A rule that says only some of its fields may leave its action to the tenant.
  const verdict = above === "" || below === "" ? "" : ` and says ${above}, not ${below}`;
  return above === below && above !== ""
    ? {
        message: `"${lower.name}" is redundant: "${upper.name}" above it takes all its traffic and says ${above} too`,
        hint: `remove "${lower.name}", or narrow "${upper.name}"`,
        places,
      }
    : {
        message: `"${lower.name}" never takes effect: "${upper.name}" above it takes all its traffic${verdict}`,
        hint: `move "${lower.name}" above "${upper.name}", or narrow one of them`,
        places,
      };
};

const findIn = (kind: Kind, rules: readonly PolicyObject[]): readonly Finding[] => {
  const above: Above = new Map();
  const enabled = rules.filter(({ spec }) => meaningOf(kind, spec).on).map(asked);
  return enabled.flatMap((lower) => {
    const upper = isCustom(lower.rule) ? firstCover(lower, above) : undefined;
    if (isTerminal(lower)) remember(above, lower);
    return upper === undefined ? [] : [findingOf(upper.rule, lower.rule)];
  });
};

/** Enabled rules that no traffic reaches, because one rule above takes all of theirs. Each names the highest such rule. */
export const shadowedRules: Check = {
  code: "shadowed-rule",
  find: (policy) =>
    [...policy].flatMap(([kind, rules]) =>
      kind.rule === undefined || kind.order === undefined
        ? []
        : ruleLists(kind, rules).flatMap((list) => findIn(kind, list)),
    ),
};
