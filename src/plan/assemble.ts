import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { precondition } from "../kinds/fingerprint.ts";
import type { Specs } from "../kinds/specs.ts";
import { type KindName, productOf } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { formatVersion, type OrderChange, type Plan, type Summary } from "../model/plan.ts";
import type { LiveObject } from "../model/resource.ts";
import { costOf } from "./cost.ts";
import { digestOf } from "./digest.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import { orderChange } from "./order-change.ts";
import { joinImpact, type Moved, movedIn, type Ordered } from "./ordered.ts";
import type { Judged } from "./phases.ts";
import type { Schedule } from "./schedule.ts";
import { activationTarget } from "./targets.ts";

const changeOf = (
  { draft, verdict }: Judged,
  moved: Moved | undefined,
  unsafe: string | undefined,
  specs: Specs,
): Change => {
  const { kind, resource, live } = draft;
  const impact = joinImpact(verdict.impact, moved?.impact ?? "neutral");
  const reason = [verdict.reason, moved?.reason].filter((part) => part !== undefined).join("; ");
  return {
    address: resource.address,
    kind: kind.name,
    name: resource.name,
    action: live === undefined ? "create" : "update",
    id: live?.id ?? null,
    managed: true,
    cause: "commit",
    takeover: false,
    impact,
    ...(reason === "" ? {} : { impactReason: reason }),
    ...(unsafe === undefined ? {} : { unsafePrefix: unsafe }),
    fields: moved === undefined ? draft.fields : [...draft.fields, moved.field],
    precondition: live === undefined ? null : precondition(kind, live, specs.of(kind, live)),
    source: resource.source,
  };
};

const countUnmanaged = (input: PlanInput, drafts: readonly Draft[]): number => {
  const managed = new Set<LiveObject>(drafts.flatMap(({ live }) => live ?? []));
  const kinds = new Set(drafts.map(({ kind }) => kind.name));
  return [...kinds].reduce(
    (sum, name) =>
      sum +
      (input.live.listings.get(name)?.objects.filter((object) => object.standing === "custom" && !managed.has(object))
        .length ?? 0),
    0,
  );
};

const summaryOf = (
  changes: readonly Change[],
  drafts: readonly Draft[],
  moves: number,
  unmanaged: number,
): Summary => ({
  create: changes.filter(({ action }) => action === "create").length,
  update: changes.filter(({ action }) => action === "update").length,
  delete: 0,
  move: moves,
  unchanged: drafts.length - changes.length,
  takeover: 0,
  unmanaged,
  drift: 0,
  broadens: changes.filter(({ impact }) => impact === "broadens").length,
});

const ordersOf = (ordered: readonly Ordered[]): Readonly<Record<KindName, OrderChange>> =>
  Object.fromEntries(
    ordered.flatMap(({ domain, view, names }) => {
      const tail = domain.listing.objects.filter(({ standing }) => standing === "last").map(({ name }) => name);
      const change = orderChange(view, [...domain.moves.keys()], names, tail);
      return change === undefined ? [] : [[domain.kind.name, change] as const];
    }),
  );

export const assemble = (
  input: PlanInput,
  drafts: readonly Draft[],
  judged: readonly Judged[],
  ordered: readonly Ordered[],
  work: Schedule,
  specs: Specs,
  diagnostics: readonly Diagnostic[],
): Plan => {
  const byKind = new Map(ordered.map((one) => [one.domain.kind.name, one]));
  const changes = judged.flatMap((one) => {
    const { draft } = one;
    const moved = movedIn(byKind.get(draft.kind.name), draft.live?.id ?? draft.resource.address, specs);
    if (draft.live !== undefined && draft.fields.length === 0 && moved === undefined) return [];
    return [changeOf(one, moved, work.unsafe.get(draft.resource.address), specs)];
  });
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
      countUnmanaged(input, drafts),
    ),
    changes,
    orders: ordersOf(ordered),
    requests,
    activation: { zia: activates },
    staged: input.staged,
    notTouched: [],
    cost: costOf(requests),
    diagnostics,
  };
  return { ...plan, digest: digestOf(plan) };
};
