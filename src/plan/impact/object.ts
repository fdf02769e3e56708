import { combine } from "../../kinds/fields/extent.ts";
import type { Draft } from "../draft.ts";
import type { Usage } from "../usage.ts";
import type { Joins } from "./joining.ts";
import { listed, type Parts, partsOf, pick } from "./parts.ts";
import { splitWrites } from "./same-direction.ts";
import { impactOf } from "./tendency.ts";
import { atOnce, between, type Verdict } from "./verdict.ts";
import { effectWords, looserEffects, tendenciesOf, type Use } from "./weigh.ts";

/** What its users, who are of one side, get to match. */
const forUsers = (draft: Draft, parts: Parts, use: Use): Verdict => {
  const relation = combine(parts.extents.map((part) => part.relation));
  const users = use === "block" ? "block" : "allow";
  const grows = `${relation === "narrower" ? "shrinks" : relation === "wider" ? "grows" : "changes"} for rules that ${users}: ${listed(parts.extents)}`;
  const reason = [...(relation === "equal" ? [] : [grows]), ...effectWords(draft, parts)].join("; ");
  const impact = impactOf(tendenciesOf(draft, parts, use));
  const joining = parts.effects.some((name) => draft.kind.fields[name]?.joins);
  if (joining) return between("joining", atOnce("looser", draft, parts.neutral, impact, reason));
  // Effects that say nothing of who reaches what ride on the last write.
  const neutral = { ...parts.neutral, ...pick(draft.differing, parts.effects) };
  return { ...splitWrites(draft, parts, users), neutral, impact, reason };
};

const byUsage = (draft: Draft, parts: Parts, usage: Usage): Verdict => {
  const relation = combine(parts.extents.map((part) => part.relation));
  const { neutral } = parts;
  switch (usage) {
    case "none":
      return atOnce("looser", draft, neutral, "neutral", "no rule that was read uses it");
    case "unread": {
      const phase = relation === "narrower" && parts.effects.length === 0 ? "stricter" : "looser";
      return atOnce(phase, draft, neutral, "unknown", "which rules use it, and how, cannot be read");
    }
    case "unknown": {
      const reason = "a rule whose action has no known direction uses it";
      const unsafe = `${reason}, so no order of writes is known to be safe`;
      return between("other", atOnce("looser", draft, neutral, "unknown", reason, unsafe));
    }
    case "mixed": {
      const reason = "rules that allow and rules that block both use it";
      const unsafe = "allowing and blocking rules both use it, so no order of writes is safe for both";
      return between("other", atOnce("looser", draft, neutral, "broadens", reason, unsafe));
    }
    default:
      return forUsers(draft, parts, usage);
  }
};

/** A shared object that is live and changes. */
export const judgeObject = (draft: Draft, usage: Usage, joins?: Joins): Verdict => {
  const parts: Parts = { ...partsOf(draft), ...(joins === undefined ? {} : { joins }) };
  const isEqual = parts.extents.every(({ relation }) => relation === "equal");
  if (isEqual && parts.effects.length === 0)
    return { stricter: {}, looser: {}, neutral: parts.neutral, impact: "neutral" };
  const verdict = byUsage(draft, parts, usage);
  // Traffic that goes around the service asks no rule.
  if (verdict.impact === "broadens" || looserEffects(draft, parts).length === 0) return verdict;
  return { ...verdict, impact: "broadens", reason: [verdict.reason, ...effectWords(draft, parts)].join("; ") };
};

/** A new object that joins one in use (a segment in a group) takes effect at once; any other waits for its first user. */
export const createdObject = (draft: Draft, usage: Usage): Verdict => {
  const joins = Object.values(draft.kind.fields).some(({ joins }) => joins);
  if (!joins || usage === "none" || usage === "block") {
    return { stricter: draft.differing, looser: {}, neutral: {}, impact: usage === "block" ? "narrows" : "neutral" };
  }
  const base = {
    stricter: {},
    looser: draft.differing,
    neutral: {},
    impact: "broadens" as const,
    reason: "rules that allow use the group it joins",
  };
  if (usage === "unread")
    return { ...base, impact: "unknown", reason: "which rules use the group it joins cannot be read" };
  if (usage === "unknown") {
    const reason = "a rule whose action has no known direction uses the group it joins";
    return { ...base, impact: "unknown", reason, unsafe: `${reason}, so no order of writes is known to be safe` };
  }
  return usage === "mixed" ? { ...base, unsafe: "allowing and blocking rules both use the group it joins" } : base;
};
