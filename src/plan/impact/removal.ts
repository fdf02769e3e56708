import { actionOf, meaningOf, offOf } from "../../kinds/meaning.ts";
import type { Draft } from "../draft.ts";
import type { Usage } from "../usage.ts";
import type { Verdict } from "./verdict.ts";

const nothing = { stricter: {}, looser: {}, neutral: {} } as const;

/** A rule that goes: what it let through is let through no more, what it stopped is stopped no more. */
const removedRule = (draft: Draft): Verdict => {
  const { on, direction, isGuarded } = meaningOf(draft.kind, draft.before);
  if (!on) return { ...nothing, removal: "looser", impact: "neutral", reason: "the rule was switched off" };
  if (direction === "block")
    return { ...nothing, removal: "looser", impact: "broadens", reason: "a blocking rule is deleted" };
  if (direction === "unknown") {
    const action = actionOf(draft.kind, draft.before);
    return {
      ...nothing,
      removal: "looser",
      pivot: "other",
      impact: "unknown",
      reason: `what action ${action} does cannot be ordered`,
      unsafe: `the direction of action ${action} is not known, so no order of writes is known to be safe`,
    };
  }
  if (isGuarded) return { ...nothing, removal: "stricter", impact: "broadens", reason: "a guarding rule is deleted" };
  return { ...nothing, removal: "stricter", impact: "narrows", reason: "an allowing rule is deleted" };
};

/**
 * Nobody names the object any more when it goes, so most deletes change nothing. One that joined an object in use (a
 * segment its group) takes effect with it; it can be switched off first where something is opened meanwhile.
 */
const removedObject = (draft: Draft, usage: Usage): Verdict => {
  const joins = Object.values(draft.kind.fields).some((field) => field.joins && draft.before[field.name] !== undefined);
  const base = { ...nothing, removal: "cleanup" as const };
  if (!joins || usage === "none") return { ...base, impact: "neutral" };
  const off = offOf(draft.kind) ?? {};
  if (usage === "allow")
    return { ...base, stricter: off, impact: "narrows", reason: "rules that allow use the group it is in" };
  if (usage === "guarded")
    return { ...base, stricter: off, impact: "broadens", reason: "rules that guard use the group it is in" };
  if (usage === "block") return { ...base, impact: "broadens", reason: "rules that block use the group it is in" };
  if (usage === "mixed")
    return {
      ...base,
      stricter: off,
      impact: "broadens",
      reason: "rules that block use the group it is in",
      unsafe: "allowing and blocking rules both use the group it is in, so no order of writes is safe for both",
    };
  return { ...base, stricter: off, impact: "unknown", reason: "which rules use the group it is in is not known" };
};

/** @param usage who uses the object before the plan */
export const judgeRemoval = (draft: Draft, usage: Usage): Verdict =>
  draft.kind.rule === undefined ? removedObject(draft, usage) : removedRule(draft);
