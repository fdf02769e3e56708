import type { Kind } from "../../kinds/kind.ts";
import { actionOf, type Meaning, meaningOf } from "../../kinds/meaning.ts";
import type { Draft } from "../draft.ts";
import { type Parts, partsOf, securityFields } from "./parts.ts";
import { sameDirection } from "./same-direction.ts";
import { atOnce, between, type Verdict } from "./verdict.ts";

/** Whether nothing that it let pass confirmed or isolated may now pass as it is, by a rule below or by none. */
const stillGuards = ({ rule }: Kind, { extents, effects }: Parts, is: "allow" | "block" | "off"): boolean =>
  is === "block" &&
  // A rule that blocks needs no quota.
  effects.every((name) => rule?.guardedBy?.includes(name) && !rule.gradedBy?.includes(name)) &&
  extents.every(({ relation }) => relation === "equal" || relation === "wider");

/** Whether it matches nothing that it did not match: an effect whose order is known says what passes, not what it matches. */
const matchesNoMore = ({ fields }: Kind, { extents, effects }: Parts): boolean =>
  effects.every((name) => fields[name]?.loosens !== undefined) &&
  extents.every(({ relation }) => relation === "equal" || relation === "narrower");

/** A block that some may pass lets them pass what a rule below stopped, unless all it matches was let through as it is. */
const softBlock = (draft: Draft, parts: Parts, old: Meaning): Verdict => {
  const isNarrower = old.on && !old.isGuarded && matchesNoMore(draft.kind, parts);
  const reason = old.on
    ? "a rule that allowed now blocks, but some may pass"
    : "a blocking rule that some may pass is switched on";
  return atOnce("stricter", draft, parts.neutral, isNarrower ? "narrows" : "broadens", reason);
};

/** A rule that is live and changes. */
export const judgeRule = (draft: Draft): Verdict => {
  const parts = partsOf(draft);
  const old = meaningOf(draft.kind, draft.before);
  const now = meaningOf(draft.kind, draft.after);
  if (!old.on && !now.on) return atOnce("looser", draft, parts.neutral, "neutral", "the rule is switched off");
  const isUnknown = (old.on && old.direction === "unknown") || (now.on && now.direction === "unknown");
  if (isUnknown) {
    if (Object.keys(securityFields(draft)).length === 0)
      return { stricter: {}, looser: {}, neutral: parts.neutral, impact: "neutral" };
    const action = actionOf(draft.kind, old.direction === "unknown" ? draft.before : draft.after);
    const reason = `what action ${action} does cannot be ordered`;
    const unsafe = `the direction of action ${action} is not known, so no order of writes is known to be safe`;
    return between("other", atOnce("looser", draft, parts.neutral, "unknown", reason, unsafe));
  }
  const was = old.on ? (old.direction === "block" ? "block" : "allow") : "off";
  const is = now.on ? (now.direction === "block" ? "block" : "allow") : "off";
  if (was === is) return sameDirection(draft, parts, is as "allow" | "block");
  if (is === "block" && now.isSoft) return softBlock(draft, parts, old);
  if (was === "allow" || is === "block") {
    if (old.on && old.isGuarded && (now.isPartial || !stillGuards(draft.kind, parts, is))) {
      const reason =
        is === "off" ? "a guarding rule is switched off" : "a guarding rule now blocks, but not all it guarded";
      return atOnce("stricter", draft, parts.neutral, "broadens", reason);
    }
    return atOnce(
      "stricter",
      draft,
      parts.neutral,
      "narrows",
      is === "off"
        ? "an allowing rule is switched off"
        : was === "off"
          ? "a blocking rule is switched on"
          : "a rule that allowed now blocks",
    );
  }
  return atOnce(
    "looser",
    draft,
    parts.neutral,
    "broadens",
    is === "off"
      ? "a blocking rule is switched off"
      : was === "off"
        ? "an allowing rule is switched on"
        : "a rule that blocked now allows",
  );
};

/** A rule that is made. */
export const createdRule = (draft: Draft): Verdict => {
  const { direction, on, isGuarded, isSoft } = meaningOf(draft.kind, draft.after);
  const all = draft.differing;
  if (!on) return { stricter: {}, looser: all, neutral: {}, impact: "neutral", reason: "the rule is switched off" };
  if (direction === "block" && isSoft)
    return {
      stricter: all,
      looser: {},
      neutral: {},
      impact: "broadens",
      reason: "a new blocking rule that some may pass",
    };
  if (direction === "block")
    return { stricter: all, looser: {}, neutral: {}, impact: "narrows", reason: "a new blocking rule" };
  if (direction === "unknown") {
    const action = actionOf(draft.kind, draft.after);
    return {
      stricter: {},
      looser: all,
      neutral: {},
      pivot: "other",
      impact: "unknown",
      reason: `what action ${action} does cannot be ordered`,
      unsafe: `the direction of action ${action} is not known, so no order of writes is known to be safe`,
    };
  }
  // Where nothing is stopped, the rules it stands above let it pass as well, perhaps with less.
  if (isGuarded && draft.kind.rule?.block.length === 0)
    return {
      stricter: {},
      looser: all,
      neutral: {},
      impact: "unknown",
      reason: "whether it guards better than the rules below it is not known here",
    };
  return { stricter: {}, looser: all, neutral: {}, impact: "broadens", reason: "a new allowing rule" };
};
