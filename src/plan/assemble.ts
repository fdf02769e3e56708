import { precondition } from "../kinds/fingerprint.ts";
import type { Specs } from "../kinds/specs.ts";
import { addressOf, productOf } from "../model/address.ts";
import type { Cause, Change } from "../model/change.ts";
import type { DomainName } from "../model/domain.ts";
import { formatVersion, type OrderChange, type Plan, type Summary, type Untouched } from "../model/plan.ts";
import type { LiveObject } from "../model/resource.ts";
import type { Claims } from "./claims.ts";
import { costOf } from "./cost.ts";
import { digestOf } from "./digest.ts";
import { type Draft, domainOfDraft } from "./draft.ts";
import type { Judgement } from "./guard.ts";
import type { PlanInput } from "./input.ts";
import { orderChange } from "./order-change.ts";
import { joinImpact, type Moved, movedIn, type Ordered } from "./ordered.ts";
import type { Judged } from "./phases.ts";
import type { Schedule } from "./schedule.ts";
import { type Reason, reasonFor } from "./sentence/sentence.ts";
import { surroundingsOf } from "./sentence/surroundings.ts";
import { activationTarget } from "./targets.ts";

const actionOf = ({ live, isDelete }: Draft): Change["action"] =>
  isDelete ? "delete" : live === undefined ? "create" : "update";

/** A rule that only moves does so because of what changed the order. */
const causeOf = (draft: Draft, { scope }: Claims): Cause => {
  const { cause, fields, live, isDelete } = draft;
  return isDelete || live === undefined || fields.length > 0
    ? cause
    : (scope.orderCauseOf(domainOfDraft(draft)) ?? "drift");
};

/** What a change was computed from; of lists that others fill as well, our part. */
const preconditionOf = ({ kind, resource, live, held }: Draft): string | null =>
  live === undefined ? null : precondition(kind, live, held, resource.lifecycle.additive);

const isDeclared = ({ isDelete }: Draft): boolean => isDelete === undefined;

const changeOf = (
  { draft, verdict }: Judged,
  moved: Moved | undefined,
  reason: Reason | undefined,
  unsafe: string | undefined,
  input: PlanInput,
): Change => {
  const { kind, resource, live } = draft;
  const impact = joinImpact(verdict.impact, moved?.impact ?? "neutral");
  const domain = domainOfDraft(draft);
  return {
    address: resource.address,
    kind: kind.name,
    ...(domain === kind.name ? {} : { domain }),
    name: resource.name,
    action: actionOf(draft),
    id: live?.id ?? null,
    managed: true,
    cause: causeOf(draft, input.claims),
    takeover: draft.takeover,
    impact,
    ...(reason === undefined ? {} : { impactReason: reason.text }),
    ...(reason?.isSentence ? { impactTold: true } : {}),
    ...(unsafe === undefined ? {} : { unsafePrefix: unsafe }),
    fields: moved === undefined ? draft.fields : [...draft.fields, moved.field],
    precondition: preconditionOf(draft),
    ...(isDeclared(draft) ? { source: resource.source } : {}),
  };
};

/** What counts as drift is not told as unmanaged as well. */
const countUnmanaged = (input: PlanInput, drafts: readonly Draft[], drifted: readonly Untouched[]): number => {
  const managed = new Set<LiveObject>(drafts.flatMap(({ live }) => live ?? []));
  const told = new Set(drifted.map(({ address }) => address));
  const kinds = new Set(input.desired.resources.map(({ kind }) => kind));
  return [...kinds].reduce(
    (sum, name) =>
      sum +
      (input.live.listings
        .get(name)
        ?.objects.filter(
          (object) => object.standing === "custom" && !managed.has(object) && !told.has(addressOf(name, object.name)),
        ).length ?? 0),
    0,
  );
};

/** An object that stays as it is, wherever it may stand afterwards. */
export const isUnwritten = ({ isDelete, live, fields }: Draft): boolean =>
  isDelete === undefined && live !== undefined && fields.length === 0;

const summaryOf = (
  changes: readonly Change[],
  drafts: readonly Draft[],
  moves: number,
  unmanaged: number,
  drifted: readonly Untouched[],
): Summary => ({
  create: changes.filter(({ action }) => action === "create").length,
  update: changes.filter(({ action }) => action === "update").length,
  delete: changes.filter(({ action }) => action === "delete").length,
  move: moves,
  unchanged: drafts.length - changes.length - keptIn(drafts, drifted),
  takeover: drafts.filter(({ takeover }) => takeover).length,
  unmanaged,
  drift: drifted.length + changes.filter(({ cause }) => cause === "drift").length,
  broadens: changes.filter(({ impact }) => impact === "broadens").length,
});

/** Drifted objects that stand among the drafts, because they keep their place. */
const keptIn = (drafts: readonly Draft[], drifted: readonly Untouched[]): number => {
  const addresses = new Set(drafts.map(({ resource }) => resource.address));
  return drifted.filter(({ address }) => addresses.has(address)).length;
};

const ordersOf = (ordered: readonly Ordered[]): Readonly<Record<DomainName, OrderChange>> =>
  Object.fromEntries(
    ordered.flatMap(({ domain, view, names }) => {
      const tail = domain.listing.objects.filter(({ standing }) => standing === "last").map(({ name }) => name);
      const change = orderChange(view, [...domain.moves.keys()], names, tail);
      return change === undefined ? [] : [[domain.name, change] as const];
    }),
  );

/** What a plan is put together from. */
export interface Parts {
  readonly drafts: readonly Draft[];
  readonly judged: readonly Judged[];
  readonly ordered: readonly Ordered[];
  readonly work: Schedule;
  readonly untouched: readonly Untouched[];
}

/** Every difference that is written, in the words of a plan. */
export const changesOf = (
  input: PlanInput,
  { drafts, judged, ordered, work }: Parts,
  specs: Specs,
): readonly Change[] => {
  const byDomain = new Map(ordered.map((one) => [one.domain.name, one]));
  const around = surroundingsOf(input, specs, drafts);
  return judged.flatMap((one) => {
    const { draft } = one;
    const list = byDomain.get(domainOfDraft(draft));
    const moved = draft.isDelete ? undefined : movedIn(list, draft.live?.id ?? draft.resource.address, specs);
    if (isUnwritten(draft) && moved === undefined) return [];
    const reason = reasonFor({ judged: one, moved, ordered: list, specs, around });
    return [changeOf(one, moved, reason, work.unsafe.get(draft.resource.address), input)];
  });
};

export const assemble = (
  input: PlanInput,
  { drafts, ordered, work, untouched }: Parts,
  changes: readonly Change[],
  { diagnostics, consents }: Judgement,
): Plan => {
  const writesZia = work.steps.some(({ kind }) => productOf(kind) === "zia");
  const activates = writesZia || input.staged?.by === "ours";
  const requests = [...work.steps.map(({ request }) => request), ...(activates ? [activationTarget] : [])];
  const plan: Omit<Plan, "digest"> = {
    formatVersion,
    tenant: input.tenant,
    binding: input.binding,
    summary: summaryOf(
      changes,
      drafts,
      ordered.reduce((sum, { domain }) => sum + domain.moves.size, 0),
      countUnmanaged(input, drafts, untouched),
      untouched,
    ),
    changes,
    orders: ordersOf(ordered),
    requests,
    activation: { zia: activates },
    staged: input.staged,
    notTouched: untouched,
    consents,
    cost: costOf(requests),
    diagnostics,
  };
  return { ...plan, digest: digestOf(plan) };
};
