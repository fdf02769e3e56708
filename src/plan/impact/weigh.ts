import type { Draft } from "../draft.ts";
import { effectTendency } from "./effects.ts";
import { listed, type Parts } from "./parts.ts";
import { decidesInstead } from "./strictness.ts";
import { type Tendency, tendencyOf } from "./tendency.ts";

/** What a rule, or all rules that use an object, do with what they match. */
export type Use = "allow" | "guarded" | "block";

const effectOf = ({ kind, before, after }: Draft, { joins }: Parts, name: string): Tendency =>
  joins?.get(name) ?? effectTendency(kind.fields[name]!, before, after);

/** What every part of a change does that leaves a user on its side. */
export const tendenciesOf = (draft: Draft, parts: Parts, use: Use): readonly Tendency[] => [
  ...parts.extents.map(({ relation }) => tendencyOf(relation, use)),
  ...parts.effects.map((name) => effectOf(draft, parts, name)),
  ...(parts.decisions.length === 0 ? [] : [decidesInstead(draft.kind, draft.before, draft.after)]),
];

const effectsThat = (draft: Draft, parts: Parts, tendency: Tendency): readonly string[] =>
  parts.effects.filter((name) => effectOf(draft, parts, name) === tendency);

/** Effects that let more through, or have less inspected. */
export const looserEffects = (draft: Draft, parts: Parts): readonly string[] => effectsThat(draft, parts, "looser");

const sentences: readonly (readonly [Tendency, (names: string) => string])[] = [
  ["looser", (names) => `${names} lets more through or has less inspected`],
  ["stricter", (names) => `${names} lets less through or has more inspected`],
  ["unknown", (names) => `what ${names} does to traffic is not known here`],
];

/** What the effects of a change do, in words. */
export const effectWords = (draft: Draft, parts: Parts): readonly string[] =>
  sentences.flatMap(([tendency, sentence]) => {
    const names = effectsThat(draft, parts, tendency);
    return names.length === 0 ? [] : [sentence(names.join(", "))];
  });

const loosely = { allow: "allows more", guarded: "guards other traffic than before", block: "blocks less" };
const strictly = { allow: "allows less", guarded: "", block: "blocks more" };

/** What the criteria of a rule do, in words. */
export const extentWords = ({ extents }: Parts, use: Use): readonly string[] => {
  const tendencies = extents.map(({ relation }) => tendencyOf(relation, use)).filter((one) => one !== "same");
  if (tendencies.length === 0) return [];
  return [`${tendencies.includes("looser") ? loosely[use] : strictly[use]}: ${listed(extents)}`];
};
