import type { Field, Relation } from "../kinds/field.ts";
import { combine, invert } from "../kinds/fields/extent.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Impact } from "../model/change.ts";
import type { Spec } from "../model/resource.ts";
import type { Draft } from "./draft.ts";
import { meaningOf } from "./meaning.ts";
import type { Usage } from "./usage.ts";

/**
 * How the content of one change is split over the two phases, and what it means for traffic. Every value set in the
 * stricter phase only takes traffic away from the old policy, every value set in the looser phase only gives traffic
 * that the new policy has.
 */
export interface Verdict {
  readonly stricter: Spec;
  readonly looser: Spec;
  /** Fields without effect on traffic; they ride on the last write of the object. */
  readonly neutral: Spec;
  readonly impact: Impact;
  readonly reason?: string;
  /** One sentence when no safe order exists. */
  readonly unsafe?: string;
  /** Set when the change is neither stricter nor looser: it is written at once, between the phases. */
  readonly pivot?: Pivot;
  /** The phase in which a rule is deleted: one that allows in the stricter phase, one that blocks in the looser. */
  readonly removal?: "stricter" | "looser";
}

/**
 * What the stricter phase leaves is within the old policy, and with one such change made it is within the new one: one is
 * always safe there. So are several rules that allow before and after, and several objects that join another group.
 */
export type Pivot = "allowing" | "joining" | "other";

const isAny = (spec: Spec): boolean => Object.keys(spec).length > 0;
const pick = (spec: Spec, names: readonly string[]): Spec =>
  Object.fromEntries(names.filter((name) => name in spec).map((name) => [name, spec[name]]));

/** null clears; the extents work on real values. */
const heldBy = (spec: Spec, field: Field): unknown => spec[field.name] ?? field.empty;

const isInverted = ({ invertedBy }: Field, ...specs: readonly Spec[]): boolean =>
  invertedBy !== undefined && specs.some((spec) => spec[invertedBy] === true || spec[invertedBy] === "OR");

const relate = (field: Field, before: Spec, after: Spec): Relation => {
  if (isInverted(field, before, after)) return "both";
  return field.extent?.relate(heldBy(before, field), heldBy(after, field)) ?? "both";
};

/** Undefined where nothing is shared: the API would refuse an empty list on the way, or read it as any. */
const sharedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isInverted(field, before, after) ? undefined : field.extent?.share(heldBy(before, field), heldBy(after, field));

const unitedValue = (field: Field, before: Spec, after: Spec): unknown =>
  isInverted(field, before, after) ? field.empty : field.extent?.unite(heldBy(before, field), heldBy(after, field));

interface Parts {
  readonly extents: readonly { readonly field: Field; readonly relation: Relation }[];
  readonly effects: readonly string[];
  readonly decisions: readonly string[];
  readonly neutral: Spec;
}

const partsOf = ({ kind, differing, before, after }: Draft): Parts => {
  const fields = Object.keys(differing).map((name) => kind.fields[name]!);
  return {
    extents: fields
      .filter(({ role }) => role === "match" || role === "content")
      .map((field) => ({ field, relation: relate(field, before, after) })),
    effects: fields.filter(({ role }) => role === "effect").map(({ name }) => name),
    decisions: fields.filter(({ role }) => role === "decision").map(({ name }) => name),
    neutral: pick(
      differing,
      fields.filter(({ role }) => role === "plain").map(({ name }) => name),
    ),
  };
};

const securityFields = (draft: Draft): Spec =>
  pick(
    draft.differing,
    Object.keys(draft.differing).filter((name) => draft.kind.fields[name]?.role !== "plain"),
  );

const atOnce = (
  phase: "stricter" | "looser",
  draft: Draft,
  neutral: Spec,
  impact: Impact,
  reason?: string,
  unsafe?: string,
): Verdict => ({
  stricter: phase === "stricter" ? securityFields(draft) : {},
  looser: phase === "looser" ? securityFields(draft) : {},
  neutral,
  impact,
  ...(reason === undefined ? {} : { reason }),
  ...(unsafe === undefined ? {} : { unsafe }),
});

const between = (pivot: Pivot, verdict: Verdict): Verdict => ({ ...verdict, pivot });

const listed = (extents: Parts["extents"]): string => extents.map(({ field }) => field.name).join(", ");

const impactOf = (loosens: boolean, tightens: boolean): Impact =>
  loosens ? "broadens" : tightens ? "narrows" : "neutral";

/** What takes a rule, or an object that has a switch, out of use. */
const offOf = ({ rule, fields }: Kind): Spec | undefined => {
  if (rule !== undefined) return rule.off;
  const flag = Object.values(fields).find(({ role, empty }) => role === "content" && typeof empty === "boolean");
  return flag === undefined ? undefined : { [flag.name]: false };
};

/** The half-way values between old and new: what both share for an allowing user, what either has for a blocking one. */
const halfway = (draft: Draft, extents: Parts["extents"], tightens: Relation): Spec | undefined => {
  const values: Record<string, unknown> = {};
  const canBeOff = offOf(draft.kind) !== undefined;
  for (const { field, relation } of extents) {
    if (relation === tightens) values[field.name] = draft.after[field.name];
    if (relation !== "both") continue;
    // A category may stand for nothing on the way; what can be switched off is, because nobody knows if it may be empty.
    const value =
      tightens === "narrower"
        ? (sharedValue(field, draft.before, draft.after) ?? (canBeOff ? undefined : field.empty))
        : unitedValue(field, draft.before, draft.after);
    if (value === undefined) return undefined;
    values[field.name] = value;
  }
  return values;
};

/** Fields whose new value stands already after the stricter write need no second one. */
const remaining = (draft: Draft, extents: Parts["extents"], tightens: Relation): Spec =>
  pick(
    draft.differing,
    extents.filter(({ relation }) => relation !== tightens && relation !== "equal").map(({ field }) => field.name),
  );

/** A rule that allows on both sides, or blocks on both sides. */
const sameDirection = (draft: Draft, parts: Parts, direction: "allow" | "block"): Verdict => {
  const tightens: Relation = direction === "allow" ? "narrower" : "wider";
  const relation = combine(parts.extents.map((part) => part.relation));
  const loosens = relation !== "equal" && relation !== tightens;
  const restricts = relation !== "equal" && relation !== invert(tightens);
  const reason =
    relation === "equal"
      ? undefined
      : `${direction === "allow" ? (loosens ? "allows more" : "allows less") : loosens ? "blocks less" : "blocks more"}: ${listed(parts.extents)}`;
  const neutral = { ...parts.neutral, ...pick(draft.differing, parts.decisions) };
  if (parts.effects.length > 0) {
    const names = parts.effects.join(", ");
    const words = reason ?? `what ${names} does to traffic is not known here`;
    const pivot: Pivot = direction === "allow" ? "allowing" : "other";
    return between(pivot, atOnce("looser", draft, parts.neutral, loosens ? "broadens" : "unknown", words));
  }
  const decided = parts.decisions.length > 0 && !loosens ? "unknown" : impactOf(loosens, restricts);
  const words =
    reason ??
    (parts.decisions.length > 0 ? `${parts.decisions.join(", ")} changes between actions of one direction` : undefined);
  const base = { neutral, impact: decided, ...(words === undefined ? {} : { reason: words }) };
  if (!loosens || !restricts)
    return {
      ...base,
      stricter: restricts
        ? pick(
            draft.differing,
            parts.extents.map(({ field }) => field.name),
          )
        : {},
      looser: loosens
        ? pick(
            draft.differing,
            parts.extents.map(({ field }) => field.name),
          )
        : {},
    };
  const middle = halfway(draft, parts.extents, tightens);
  if (middle !== undefined) return { ...base, stricter: middle, looser: remaining(draft, parts.extents, tightens) };
  const off = offOf(draft.kind) ?? {};
  return {
    ...base,
    stricter: off,
    looser: {
      ...pick(
        draft.differing,
        parts.extents.map(({ field }) => field.name),
      ),
      ...Object.fromEntries(
        Object.keys(off).map((name) => [name, draft.after[name] ?? draft.kind.fields[name]?.empty]),
      ),
    },
  };
};

const judgeRule = (draft: Draft): Verdict => {
  const parts = partsOf(draft);
  const old = meaningOf(draft.kind, draft.before);
  const now = meaningOf(draft.kind, draft.after);
  if (!old.on && !now.on) return atOnce("looser", draft, parts.neutral, "neutral", "the rule is switched off");
  const isUnknown = (old.on && old.direction === "unknown") || (now.on && now.direction === "unknown");
  if (isUnknown) {
    if (!isAny(securityFields(draft))) return { stricter: {}, looser: {}, neutral: parts.neutral, impact: "neutral" };
    const action = String((old.direction === "unknown" ? draft.before : draft.after)[draft.kind.rule!.action]);
    const reason = `what action ${action} does cannot be ordered`;
    const unsafe = `the direction of action ${action} is not known, so no order of writes is known to be safe`;
    return between("other", atOnce("looser", draft, parts.neutral, "unknown", reason, unsafe));
  }
  const was = old.on ? (old.direction === "block" ? "block" : "allow") : "off";
  const is = now.on ? (now.direction === "block" ? "block" : "allow") : "off";
  if (was === is) return sameDirection(draft, parts, is as "allow" | "block");
  if (was === "allow" || is === "block") {
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

const judgeObject = (draft: Draft, usage: Usage): Verdict => {
  const parts = partsOf(draft);
  const relation = combine(parts.extents.map((part) => part.relation));
  const { neutral } = parts;
  if (relation === "equal" && parts.effects.length === 0)
    return { stricter: {}, looser: {}, neutral, impact: "neutral" };
  if (usage === "none") return atOnce("looser", draft, neutral, "neutral", "no rule that was read uses it");
  if (usage === "unread") {
    const phase = relation === "narrower" && parts.effects.length === 0 ? "stricter" : "looser";
    return atOnce(phase, draft, neutral, "unknown", "which rules use it, and how, cannot be read");
  }
  if (usage === "unknown") {
    const reason = "a rule whose action has no known direction uses it";
    const unsafe = `${reason}, so no order of writes is known to be safe`;
    return between("other", atOnce("looser", draft, neutral, "unknown", reason, unsafe));
  }
  if (usage === "mixed") {
    const reason = "rules that allow and rules that block both use it";
    const unsafe = "allowing and blocking rules both use it, so no order of writes is safe for both";
    return between("other", atOnce("looser", draft, neutral, "broadens", reason, unsafe));
  }
  const effects = parts.effects.join(", ");
  const loosens = relation !== "equal" && relation !== (usage === "allow" ? "narrower" : "wider");
  const grows = `${relation === "narrower" ? "shrinks" : relation === "wider" ? "grows" : "changes"} for rules that ${usage}: ${listed(parts.extents)}`;
  const reason = [
    ...(relation === "equal" ? [] : [grows]),
    ...(effects === "" ? [] : [`what ${effects} does to traffic is not known here`]),
  ].join("; ");
  const impact = loosens ? "broadens" : effects === "" ? "narrows" : "unknown";
  const joining = parts.effects.some((name) => draft.kind.fields[name]?.joins);
  if (joining) return between("joining", atOnce("looser", draft, neutral, impact, reason));
  // Effects that say nothing of who reaches what ride on the last write.
  const riding = { ...neutral, ...pick(draft.differing, parts.effects) };
  return { ...sameDirection(draft, { ...parts, effects: [], neutral: riding }, usage), impact, reason };
};

const createdRule = (draft: Draft): Verdict => {
  const { direction, on } = meaningOf(draft.kind, draft.after);
  const all = draft.differing;
  if (!on) return { stricter: {}, looser: all, neutral: {}, impact: "neutral", reason: "the rule is switched off" };
  if (direction === "block")
    return { stricter: all, looser: {}, neutral: {}, impact: "narrows", reason: "a new blocking rule" };
  if (direction === "unknown") {
    const action = String(draft.after[draft.kind.rule!.action]);
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
  return { stricter: {}, looser: all, neutral: {}, impact: "broadens", reason: "a new allowing rule" };
};

/** A new object that joins one in use (a segment in a group) takes effect at once; any other waits for its first user. */
const createdObject = (draft: Draft, usage: Usage): Verdict => {
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

/**
 * @param oldUsage who uses the object before the plan (creates)
 * @param usage who uses it before or after (updates)
 */
export const judge = (draft: Draft, kind: Kind, oldUsage: Usage, usage: Usage): Verdict => {
  if (draft.live === undefined) return kind.rule === undefined ? createdObject(draft, oldUsage) : createdRule(draft);
  return kind.rule === undefined ? judgeObject(draft, usage) : judgeRule(draft);
};
