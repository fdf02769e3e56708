import type { Relation } from "../../kinds/field.ts";
import { combine, invert } from "../../kinds/fields/extent.ts";
import { offOf } from "../../kinds/meaning.ts";
import type { Impact } from "../../model/change.ts";
import type { Draft } from "../draft.ts";
import { halfway, remaining } from "./halfway.ts";
import { listed, type Parts, pick } from "./parts.ts";
import { atOnce, between, type Pivot, type Verdict } from "./verdict.ts";

const impactOf = (loosens: boolean, tightens: boolean): Impact =>
  loosens ? "broadens" : tightens ? "narrows" : "neutral";

/** A rule that allows on both sides, or blocks on both sides. */
export const sameDirection = (draft: Draft, parts: Parts, direction: "allow" | "block"): Verdict => {
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
