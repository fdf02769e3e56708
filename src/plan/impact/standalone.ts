import type { Field } from "../../kinds/field.ts";
import type { Spec } from "../../model/resource.ts";
import { isSame } from "../diff.ts";
import type { Draft } from "../draft.ts";
import { effectTendency } from "./effects.ts";
import { type Parts, partsOf, pick } from "./parts.ts";
import { impactOf } from "./tendency.ts";
import { heldBy, sharedValue, unitedValue } from "./values.ts";
import { atOnce, between, type Verdict } from "./verdict.ts";
import { effectWords, tendenciesOf } from "./weigh.ts";

/** What a list that gains and loses entries holds on the way: only what takes traffic away is written first. */
const midway = (field: Field, { before, after }: Draft): unknown =>
  field.loosens === "additions"
    ? (sharedValue(field, before, after) ?? field.empty)
    : field.loosens === "removals"
      ? unitedValue(field, before, after)
      : undefined;

/** The stricter half of a field that ends looser; nothing where there is none. */
const stricterHalf = (field: Field, draft: Draft): Spec => {
  const value = midway(field, draft);
  return value === undefined || isSame(field, value, heldBy(draft.before, field)) ? {} : { [field.name]: value };
};

/** What is in force by itself: each field is written in the phase its change belongs to. */
export const judgeStandalone = (draft: Draft): Verdict => {
  const parts: Parts = partsOf(draft);
  const tendencies = tendenciesOf(draft, parts, "allow");
  const words = effectWords(draft, parts);
  const [impact, reason] = [impactOf(tendencies), words.length === 0 ? undefined : words.join("; ")];
  if (tendencies.includes("unknown")) return between("other", atOnce("looser", draft, parts.neutral, impact, reason));
  const fields = parts.effects.map((name) => draft.kind.fields[name]!);
  const opening = fields.filter((field) => effectTendency(field, draft.before, draft.after) === "looser");
  const closing = fields.filter((field) => !opening.includes(field));
  return {
    stricter: Object.assign(
      pick(
        draft.differing,
        closing.map(({ name }) => name),
      ),
      ...opening.map((field) => stricterHalf(field, draft)),
    ),
    looser: pick(
      draft.differing,
      opening.map(({ name }) => name),
    ),
    neutral: parts.neutral,
    impact,
    ...(reason === undefined ? {} : { reason }),
  };
};
