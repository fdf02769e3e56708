import type { Specs } from "../../kinds/specs.ts";
import type { Impact } from "../../model/change.ts";
import type { Moved, Ordered } from "../ordered.ts";
import type { Judged } from "../phases.ts";
import type { Wordings } from "./clause.ts";
import { movedWordings } from "./moved-rule.ts";
import { fitting } from "./names.ts";
import { objectWordings } from "./object.ts";
import { ruleWordings } from "./rule.ts";
import type { Surroundings } from "./surroundings.ts";

/** Why a change has its impact, and whether that names who and where already. */
export interface Reason {
  readonly text: string;
  readonly isSentence: boolean;
}

/** A sentence never says the opposite of the judgement. */
const agrees = (impact: Impact, { opens }: Wordings): boolean =>
  impact === "broadens" ? opens !== false : impact === "narrows" ? opens !== true : true;

const told = (impact: Impact, reason: string | undefined, tell: () => Wordings | undefined): readonly Reason[] => {
  const wordings = impact === "neutral" ? undefined : tell();
  const { otherwise } = wordings ?? {};
  const fit = wordings !== undefined && agrees(impact, wordings);
  const sentence = fitting(fit ? wordings.wordings : otherwise === undefined ? [] : [otherwise]);
  if (sentence !== undefined) return [{ text: sentence, isSentence: true }];
  return reason === undefined ? [] : [{ text: reason, isSentence: false }];
};

/** What a reason is made from: the judged change, and its move where it takes another place. */
export interface Telling {
  readonly judged: Judged;
  readonly moved: Moved | undefined;
  readonly ordered: Ordered | undefined;
  readonly specs: Specs;
  readonly around: Surroundings;
}

/**
 * What a change means for traffic, in one sentence where who and where are known: `Finance can now reach ERP`. Holds text
 * of the tenant as it is.
 */
export const reasonFor = ({ judged, moved, ordered, specs, around }: Telling): Reason | undefined => {
  const { draft, verdict } = judged;
  const key = draft.live?.id ?? draft.resource.address;
  const parts = [
    ...told(verdict.impact, verdict.reason, () =>
      draft.kind.rule === undefined ? objectWordings(draft, around) : ruleWordings(draft, around),
    ),
    ...(verdict.besides === undefined ? [] : [{ text: verdict.besides, isSentence: false }]),
    ...(moved === undefined || ordered === undefined
      ? []
      : told(moved.impact, moved.reason, () =>
          movedWordings(ordered, key, moved.impact === "broadens", specs, around),
        )),
  ];
  if (parts.length === 0) return undefined;
  return { text: parts.map(({ text }) => text).join("; "), isSentence: parts.every(({ isSentence }) => isSentence) };
};
