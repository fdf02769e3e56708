import { meaningOf } from "../kinds/meaning.ts";
import type { Spec } from "../model/resource.ts";
import type { Arrangement } from "./arrange.ts";
import type { Draft } from "./draft.ts";
import type { Verdict } from "./impact/verdict.ts";

export type WritePhase = "stricter" | "looser";
export const writePhases: readonly WritePhase[] = ["stricter", "looser"];

/** A draft with its split content. */
export interface Judged {
  readonly draft: Draft;
  readonly verdict: Verdict;
  /** Of a shared object: rules are known that use it, before or after the plan. */
  readonly isUsed?: boolean;
}

const has = (spec: Spec): boolean => Object.keys(spec).length > 0;

/** What each phase writes; fields without effect on traffic ride on the last write. */
export const contentOf = ({ draft, verdict }: Judged): Readonly<Record<WritePhase, Spec | undefined>> => {
  const isLooser = has(verdict.looser) || !has(verdict.stricter);
  const rides = has(verdict.neutral) || draft.rename !== undefined;
  const looser = isLooser && (has(verdict.looser) || rides) ? { ...verdict.looser, ...verdict.neutral } : undefined;
  const stricter = has(verdict.stricter)
    ? isLooser
      ? verdict.stricter
      : { ...verdict.stricter, ...verdict.neutral }
    : undefined;
  return { stricter, looser };
};

/** A new object or rule is made in one write. */
export const creationPhase = ({ verdict }: Judged): WritePhase => (has(verdict.stricter) ? "stricter" : "looser");

/** Allowing rules give more the higher they stand, blocking rules the lower. */
const natural = (direction: "allow" | "block", way: "up" | "down"): WritePhase =>
  (direction === "block") === (way === "up") ? "stricter" : "looser";

export interface MovePlan {
  readonly phase: WritePhase;
  readonly unsafe?: string;
}

const unsafeMove = (what: string): string =>
  `it moves past other rules while ${what}, and no order of writes is known to be safe`;

/** The content write and the move are one request here (ZIA), so a rule that changes sides moves with that write. */
const numberedMove = (judged: Judged, way: "up" | "down"): MovePlan => {
  const { draft } = judged;
  const [old, now] = [meaningOf(draft.kind, draft.before), meaningOf(draft.kind, draft.after)];
  const direction = {
    old: old.direction === "observe" ? "allow" : old.direction,
    now: now.direction === "observe" ? "allow" : now.direction,
  };
  if (!old.on && !now.on) return { phase: "looser" };
  if ((old.on && direction.old === "unknown") || (now.on && direction.now === "unknown")) {
    return { phase: "looser", unsafe: unsafeMove("the direction of its action is not known") };
  }
  if (!old.on) return { phase: direction.now === "block" ? "stricter" : "looser" };
  if (!now.on) return { phase: direction.old === "allow" ? "stricter" : "looser" };
  if (direction.old !== direction.now) return { phase: direction.now === "block" ? "stricter" : "looser" };
  return { phase: natural(direction.now as "allow" | "block", way) };
};

/** Moves are made by one call at the end of each phase, after the content writes of that phase. */
const bulkMove = (judged: Judged, way: "up" | "down"): MovePlan => {
  const { draft, verdict } = judged;
  const midway = { ...draft.before, ...verdict.stricter };
  const [middle, now] = [meaningOf(draft.kind, midway), meaningOf(draft.kind, draft.after)];
  if (!middle.on) return { phase: "stricter" };
  const direction = middle.direction === "observe" ? "allow" : middle.direction;
  if (direction === "unknown")
    return { phase: "looser", unsafe: unsafeMove("the direction of its action is not known") };
  const phase = natural(direction, way);
  const turns = now.on && direction === "block" && now.direction !== "block";
  return phase === "looser" && turns ? { phase, unsafe: unsafeMove("it turns from blocking to allowing") } : { phase };
};

/** Whether a rule leaves a block of one number upwards with no rule above to step over: on its way it stands below. */
const isCornered = ({ list, moving, final }: Arrangement, key: string): boolean => {
  const order = list.find((slot) => slot.key === key)?.order ?? 0;
  const stays = new Set(final.map((slot) => slot.key).filter((other) => !moving.has(other)));
  const still = list.filter((slot) => stays.has(slot.key));
  return (
    moving.get(key) === "up" && still.some((slot) => slot.order === order) && !still.some((slot) => slot.order < order)
  );
};

const cornered = (plan: MovePlan, { draft }: Judged): MovePlan => {
  const old = meaningOf(draft.kind, draft.before);
  if (plan.unsafe !== undefined || !old.on || old.direction !== "block") return plan;
  return {
    ...plan,
    unsafe: "it blocks and shares its number with the top rule, so it has to go below that one before it can go above",
  };
};

/** When each rule that has to move does so. */
export const movePhases = (
  arrangement: Arrangement,
  judgedOf: (key: string) => Judged | undefined,
  style: "numbered" | "bulk",
): ReadonlyMap<string, MovePlan> =>
  new Map(
    [...arrangement.moving].map(([key, way]): [string, MovePlan] => {
      const judged = judgedOf(key);
      if (judged === undefined) return [key, { phase: "looser" }];
      if (style === "bulk") return [key, bulkMove(judged, way)];
      const plan = numberedMove(judged, way);
      return [key, isCornered(arrangement, key) ? cornered(plan, judged) : plan];
    }),
  );
