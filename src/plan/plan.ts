import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import type { NameOf } from "../kinds/field.ts";
import { precondition } from "../kinds/fingerprint.ts";
import type { Kind } from "../kinds/kind.ts";
import { createSpecs, type Specs } from "../kinds/specs.ts";
import { type Address, type KindName, productOf } from "../model/address.ts";
import type { Change, FieldChange, Impact } from "../model/change.ts";
import { type DesiredState, declaredIn } from "../model/desired.ts";
import type { Listing, LiveState } from "../model/live.ts";
import {
  type Binding,
  formatVersion,
  type OrderChange,
  type Plan,
  type Summary,
  type TenantName,
} from "../model/plan.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import { checkDraft, checkFixed, checkMoves, liveDuplicate, unreadableFields, unsendableUpdate } from "./admit.ts";
import { arrange, type Declared, positions } from "./arrange.ts";
import { costOf } from "./cost.ts";
import { diff } from "./diff.ts";
import { digestOf } from "./digest.ts";
import { type Domain, plannedOrder } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { judge } from "./judge.ts";
import { type OrderView, orderChange, orderView, passesOpposite, type RuleNames } from "./order-change.ts";
import { type Judged, movePhases } from "./phases.ts";
import { checkRankSteps, checkRanks, ranksOf } from "./ranks.ts";
import { checkReferences, type World } from "./resolve.ts";
import { respell } from "./respell.ts";
import { type Schedule, schedule } from "./schedule.ts";
import { activationTarget } from "./targets.ts";
import { buildUsage, type Holder } from "./usage.ts";

export interface PlanInput {
  readonly desired: DesiredState;
  /** Everything declared, also what this plan leaves out: a reference to it is no mistake. */
  readonly also: readonly Resource[];
  /** Live ids that may move; others keep their place where they can. Absent: any. */
  readonly movable?: ReadonlySet<string>;
  /** Live ids of rules that an interrupted run made and has not put in their place yet. */
  readonly unplaced?: ReadonlySet<string>;
  /** Fields an interrupted run has to put back, by kind and live id. */
  readonly restore?: ReadonlyMap<string, Spec>;
  readonly live: LiveState;
  readonly nameOf: NameOf;
  readonly find: World["find"];
  readonly namesOf: World["namesOf"];
  readonly kindOf: (name: KindName) => Kind | undefined;
  readonly tenant: TenantName;
  readonly binding: Binding;
  /** ZIA changes waiting for activation; `ours` are finished by this plan. */
  readonly staged: Plan["staged"];
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan with the steps that execute it; without a value when something is wrong. */
export type Planned =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly steps: readonly Step[];
      readonly finalOrders: ReadonlyMap<string, readonly string[]>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const worldOf = (input: PlanInput): World => {
  const declared = declaredIn(input.also);
  const names = new Map<KindName, string[]>();
  for (const { kind, name } of input.also) names.set(kind, [...(names.get(kind) ?? []), name]);
  return {
    live: input.live,
    find: input.find,
    namesOf: input.namesOf,
    declared,
    declaredNames: (kind) => names.get(kind) ?? [],
    kindOf: input.kindOf,
  };
};

interface Drafted {
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
}

const unreadable = (kind: Kind, reason: string): Diagnostic => ({
  severity: "error",
  code: "unreadable-kind",
  message: `${kind.name} could not be read: ${reason}`,
  hint: "nothing is planned for a kind that cannot be read; check the API client's role and the tenant's licences",
});

/** Compares every resource with its live object, and says what cannot be done. */
const draftAll = (input: PlanInput, world: World, specs: Specs): Drafted => {
  const drafts: Draft[] = [];
  const diagnostics: Diagnostic[] = [];
  const blind = new Set<KindName>();
  for (const declared of input.desired.resources) {
    const kind = input.kindOf(declared.kind);
    const listing = input.live.listings.get(declared.kind);
    if (kind === undefined) continue;
    if (listing === undefined) {
      if (!blind.has(kind.name))
        diagnostics.push(unreadable(kind, input.live.unreadable.get(kind.name) ?? "it was not asked for"));
      blind.add(kind.name);
      continue;
    }
    const found = input.find(kind.name, declared.name);
    // What an interrupted run changed on its way only is put back as if it were declared.
    const restore = found.length === 1 ? input.restore?.get(`${kind.name}\u0000${found[0]!.id}`) : undefined;
    const resource: Resource = { ...declared, spec: { ...restore, ...respell(kind, declared.spec, input.find) } };
    const hidden = unreadableFields(resource, listing);
    if (hidden.length > 0) {
      diagnostics.push(...hidden);
      continue;
    }
    if (found.length > 1) {
      diagnostics.push(
        liveDuplicate(
          kind,
          resource,
          found.map(({ id }) => id),
        ),
      );
      continue;
    }
    const live = found[0];
    const draft = diff(kind, resource, live, live === undefined ? {} : specs.of(kind, live));
    const unsendable = unsendableUpdate(draft, listing);
    if (unsendable.length > 0) {
      diagnostics.push(...unsendable);
      continue;
    }
    diagnostics.push(...checkDraft(draft), ...checkReferences(kind, resource, world));
    drafts.push(draft);
  }
  return { drafts, diagnostics };
};

/** Rules and joining objects of a kind, old or new. */
const holdersOf = (
  input: PlanInput,
  specs: Specs,
  drafts: readonly Draft[],
  side: "before" | "after",
): readonly Holder[] => {
  const drafted = new Map(drafts.flatMap((draft) => (draft.live === undefined ? [] : [[draft.live, draft] as const])));
  const live = [...input.live.listings.values()].flatMap((listing) => {
    const kind = input.kindOf(listing.kind);
    if (kind === undefined || (kind.rule === undefined && !Object.values(kind.fields).some(({ joins }) => joins)))
      return [];
    return listing.objects.map(
      (object): Holder => ({
        kind,
        name: object.name,
        spec: (side === "after" ? drafted.get(object)?.after : undefined) ?? specs.of(kind, object),
      }),
    );
  });
  // A new object that joins one in use has that one's users from its first moment, so it counts on both sides.
  const made = drafts
    .filter(({ kind, live }) => live === undefined && (side === "after" || kind.rule === undefined))
    .map(({ kind, resource, after }): Holder => ({ kind, name: resource.name, spec: after }));
  return [...live, ...made];
};

const judgeAll = (input: PlanInput, specs: Specs, drafts: readonly Draft[]): readonly Judged[] => {
  const universe = [...input.live.listings.keys()]
    .flatMap((name) => input.kindOf(name) ?? [])
    .filter(({ metByAny }) => metByAny);
  let usages: { readonly old: ReturnType<typeof buildUsage>; readonly both: ReturnType<typeof buildUsage> } | undefined;
  const usage = () => {
    usages ??= ((old) => ({
      old: buildUsage(old, universe),
      both: buildUsage([...old, ...holdersOf(input, specs, drafts, "after")], universe),
    }))(holdersOf(input, specs, drafts, "before"));
    return usages;
  };
  return drafts.map((draft) => {
    const { kind, resource } = draft;
    if (kind.rule !== undefined || draft.fields.length === 0)
      return { draft, verdict: judge(draft, kind, "none", "none") };
    // Without the kinds that may refer to it, nobody can say who uses an object (ZMS groups: rules cannot be read yet).
    if (kind.referredBy.length === 0 || kind.referredBy.some((name) => input.live.unreadable.has(name)))
      return { draft, verdict: judge(draft, kind, "unread", "unread") };
    const live = draft.live?.name ?? resource.name;
    return { draft, verdict: judge(draft, kind, usage().old(kind.name, live), usage().both(kind.name, live)) };
  });
};

interface Ordered {
  readonly domain: Domain;
  readonly view: OrderView;
  readonly names: RuleNames;
}

/** Built-ins that cannot be written cannot be moved either. */
const movableIn = (listing: Listing, movable: PlanInput["movable"]): PlanInput["movable"] => {
  if (!listing.objects.some(({ standing }) => standing === "fixed")) return movable;
  const written = listing.objects.filter(({ id, standing }) => standing !== "fixed" && (movable?.has(id) ?? true));
  return new Set(written.map(({ id }) => id));
};

const orderDomain = (input: PlanInput, kind: Kind, judged: readonly Judged[]): Ordered => {
  const listing = input.live.listings.get(kind.name)!;
  const list = positions(listing.objects, kind.order!.key);
  const placed = new Set(list.map(({ key }) => key));
  const byAddress = new Map(judged.map((one) => [one.draft.resource.address, one]));
  // A catch-all has no place of its own: declared or not, it stands below all others.
  const sequence = (input.desired.order.get(kind.name) ?? [])
    .flatMap(({ address }) => byAddress.get(address) ?? [])
    .filter(({ draft: { live } }) => live === undefined || placed.has(live.id));
  const keyed = sequence.map((one): readonly [string, Judged] => [
    one.draft.live?.id ?? one.draft.resource.address,
    one,
  ]);
  const declared = keyed.map(([key, { draft }]): Declared => ({ key, isNew: draft.live === undefined }));
  const byKey = new Map(keyed);
  const arrangement = arrange(list, declared, movableIn(listing, input.movable), input.unplaced);
  const objects = new Map(listing.objects.map((object) => [object.id, object]));
  const domain: Domain = {
    kind,
    listing,
    arrangement,
    judged: byKey,
    moves: movePhases(arrangement, (key) => byKey.get(key), kind.order!.writes),
    ranks: ranksOf(
      kind,
      listing,
      keyed.map(([key, { draft }]) => [key, draft]),
    ),
    facts: { customerId: input.tenant.customerId, ...(listing.scope === undefined ? {} : { scope: listing.scope }) },
  };
  const names: RuleNames = {
    nameOf: (key) => byKey.get(key)?.draft.resource.name ?? objects.get(key)?.name ?? key,
    isDeclared: (key) => byKey.has(key),
  };
  return {
    domain,
    names,
    view: orderView(
      arrangement.list.map(({ key }) => key),
      plannedOrder(arrangement),
      names,
    ),
  };
};

const worse: Readonly<Record<Impact, number>> = { neutral: 0, narrows: 1, unknown: 2, broadens: 3 };
const joinImpact = (a: Impact, b: Impact): Impact => (worse[a] >= worse[b] ? a : b);

const mayBreakRanks = ({ kind, live, differing }: Draft): boolean =>
  live === undefined || (kind.order?.rank ?? "") in differing;

interface Moved {
  readonly field: FieldChange;
  readonly impact: Impact;
  readonly reason?: string;
}

const movedIn = (ordered: Ordered | undefined, key: string, specs: Specs): Moved | undefined => {
  if (ordered === undefined) return undefined;
  const { domain, view } = ordered;
  const judged = domain.judged.get(key);
  if (judged === undefined) return undefined;
  const field = view.position(key);
  if (judged.draft.live === undefined) return { field, impact: "neutral" };
  const move = domain.moves.get(key);
  if (move === undefined) return undefined;
  if (!passesOpposite(domain, view, key, specs)) return { field, impact: "neutral" };
  if (move.unsafe !== undefined) return { field, impact: "unknown", reason: "moves past rules that decide otherwise" };
  const isLooser = move.phase === "looser";
  return {
    field,
    impact: isLooser ? "broadens" : "narrows",
    reason: `moves past rules that ${isLooser ? "decide more strictly" : "decide less strictly"}`,
  };
};

const moveImpacts = (ordered: readonly Ordered[], specs: Specs): ReadonlyMap<Address, Impact> =>
  new Map(
    ordered.flatMap((one) =>
      [...one.domain.moves.keys()].flatMap((key): [Address, Impact][] => {
        const address = one.domain.judged.get(key)?.draft.resource.address;
        return address === undefined ? [] : [[address, movedIn(one, key, specs)?.impact ?? "neutral"]];
      }),
    ),
  );

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

const kindsWithOrder = (input: PlanInput, drafts: readonly Draft[]): readonly Kind[] => [
  ...new Set(
    drafts.filter(({ kind }) => kind.order !== undefined && input.live.listings.has(kind.name)).map(({ kind }) => kind),
  ),
];

const assemble = (
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

/**
 * Compares desired and live state and orders the writes. Pure: the same input gives the same plan, byte for byte,
 * whatever order the API answered in.
 */
export const buildPlan = (input: PlanInput): Planned => {
  const specs = createSpecs(input.nameOf);
  const world = worldOf(input);
  const { drafts, diagnostics } = draftAll(input, world, specs);
  const found = [...input.diagnostics, ...diagnostics];
  if (found.some(isError)) return { ok: false, diagnostics: found };
  const judged = judgeAll(input, specs, drafts);
  const ordered = kindsWithOrder(input, drafts).map((kind) =>
    orderDomain(
      input,
      kind,
      judged.filter(({ draft }) => draft.kind === kind),
    ),
  );
  const orderProblems = ordered.flatMap(({ domain, view, names }) => [
    ...checkMoves(domain),
    ...checkFixed(domain, view.before, view.after),
    ...(domain.moves.size === 0 && ![...domain.judged.values()].some(({ draft }) => mayBreakRanks(draft))
      ? []
      : checkRanks(view.after, domain.ranks, names.nameOf, (key) => domain.judged.get(key)?.draft)),
  ]);
  if (orderProblems.length > 0) return { ok: false, diagnostics: [...found, ...orderProblems] };
  const objects = judged.filter(
    ({ draft }) => draft.kind.order === undefined && (draft.live === undefined || draft.fields.length > 0),
  );
  const work = schedule(
    objects,
    ordered.map(({ domain }) => domain),
    input.live,
    input.tenant.customerId,
    moveImpacts(ordered, specs),
  );
  const stepProblems = ordered.flatMap(({ domain, names }) =>
    checkRankSteps(
      domain,
      work.steps.filter(({ kind }) => kind === domain.kind.name),
      names.nameOf,
    ),
  );
  if (stepProblems.length > 0) return { ok: false, diagnostics: [...found, ...stepProblems] };
  return {
    ok: true,
    plan: assemble(input, drafts, judged, ordered, work, specs, found),
    steps: work.steps,
    finalOrders: new Map([...work.domains].map(([kind, { after }]) => [kind, after])),
  };
};
