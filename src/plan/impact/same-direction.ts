import type { Relation } from "../../kinds/field.ts";
import { combine, invert } from "../../kinds/fields/extent.ts";
import { meaningOf, offOf } from "../../kinds/meaning.ts";
import type { Draft } from "../draft.ts";
import { halfway, remaining } from "./halfway.ts";
import { type Parts, pick } from "./parts.ts";
import { decidesInstead } from "./strictness.ts";
import { impactOf } from "./tendency.ts";
import { atOnce, between, type Verdict } from "./verdict.ts";
import { effectWords, extentWords, tendenciesOf, type Use } from "./weigh.ts";

type Writes = Pick<Verdict, "stricter" | "looser" | "pivot">;

/** What the two phases write of the criteria, or the content, of a user that stays on its side. */
export const splitWrites = (draft: Draft, { extents }: Parts, direction: "allow" | "block"): Writes => {
  const tightens: Relation = direction === "allow" ? "narrower" : "wider";
  const relation = combine(extents.map((part) => part.relation));
  const all = pick(
    draft.differing,
    extents.map(({ field }) => field.name),
  );
  if (relation === "equal") return { stricter: {}, looser: {} };
  if (relation === tightens) return { stricter: all, looser: {} };
  if (relation === invert(tightens)) return { stricter: {}, looser: all };
  const middle = halfway(draft, extents, tightens);
  if (middle !== undefined) return { stricter: middle, looser: remaining(draft, extents, tightens) };
  const off = offOf(draft.kind);
  if (off === undefined) return { stricter: {}, looser: all, pivot: "other" };
  const on = Object.keys(off).map((name) => [name, draft.after[name] ?? draft.kind.fields[name]?.empty]);
  return { stricter: off, looser: { ...all, ...Object.fromEntries(on) } };
};

const reasonOf = (draft: Draft, parts: Parts, use: Use): string | undefined => {
  const words = [...extentWords(parts, use), ...effectWords(draft, parts)];
  if (words.length > 0) return words.join("; ");
  return parts.decisions.length === 0
    ? undefined
    : `${parts.decisions.join(", ")} changes between actions of one direction`;
};

/** When another action of one direction is written: one that guards less, or other things, with what opens. */
const decisionPhase = ({ kind, before, after }: Draft): "stricter" | "looser" | "neutral" => {
  const tendency = decidesInstead(kind, before, after);
  if (tendency === "same") return "neutral";
  return tendency === "stricter" ? "stricter" : "looser";
};

/** A rule that allows on both sides, or blocks on both sides. */
export const sameDirection = (draft: Draft, parts: Parts, direction: "allow" | "block"): Verdict => {
  // A block that some may pass takes on what a block below stopped for all.
  const isGuarded = meaningOf(draft.kind, draft.before).isGuarded || meaningOf(draft.kind, draft.after).isSoft;
  const use = isGuarded ? "guarded" : direction;
  const impact = impactOf(tendenciesOf(draft, parts, use));
  const reason = reasonOf(draft, parts, use);
  if (parts.effects.length > 0)
    return between(
      direction === "allow" ? "allowing" : "other",
      atOnce("looser", draft, parts.neutral, impact, reason),
    );
  const writes = splitWrites(draft, parts, direction);
  const decisions = pick(draft.differing, parts.decisions);
  const phase = decisionPhase(draft);
  return {
    ...writes,
    neutral: parts.neutral,
    [phase]: { ...(phase === "neutral" ? parts.neutral : writes[phase]), ...decisions },
    impact,
    ...(reason === undefined ? {} : { reason }),
  };
};
