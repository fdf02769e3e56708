import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { rulesIn } from "../kinds/live-domain.ts";
import type { Specs } from "../kinds/specs.ts";
import type { Address } from "../model/address.ts";
import type { FieldChange, Impact } from "../model/change.ts";
import { type DomainName, kindOfDomain, typeOfDomain } from "../model/domain.ts";
import type { Listing } from "../model/live.ts";
import { anchorConflicts } from "./anchors.ts";
import { arrange, positions } from "./arrange.ts";
import { exclusions } from "./bounds.ts";
import { mayReorder } from "./claims.ts";
import type { Domain } from "./domain.ts";
import { type Draft, domainOfDraft } from "./draft.ts";
import { moveImpact } from "./impact/move.ts";
import type { PlanInput } from "./input.ts";
import { type OrderView, orderView, type RuleNames } from "./order-change.ts";
import { type Judged, movePhases } from "./phases.ts";
import type { Declared } from "./placement.ts";
import { ranksOf } from "./ranks.ts";
import { sequenceOf } from "./sequence.ts";

export interface Ordered {
  readonly domain: Domain;
  readonly view: OrderView;
  readonly names: RuleNames;
  /** What is wrong with the documents' positions. */
  readonly problems: readonly Diagnostic[];
}

/** Built-ins that cannot be written cannot be moved either. */
const movableIn = (listing: Listing, movable: PlanInput["movable"]): PlanInput["movable"] => {
  if (!listing.objects.some(({ standing }) => standing === "fixed")) return movable;
  const written = listing.objects.filter(({ id, standing }) => standing !== "fixed" && (movable?.has(id) ?? true));
  return new Set(written.map(({ id }) => id));
};

const factsOf = (input: PlanInput, name: DomainName, { scope }: Listing): Domain["facts"] => {
  const type = typeOfDomain(name);
  return {
    customerId: input.tenant.customerId,
    ...(scope === undefined ? {} : { scope }),
    ...(type === undefined ? {} : { type }),
  };
};

/** @param all everything judged, of whatever kind and domain */
export const orderDomain = (input: PlanInput, name: DomainName, all: readonly Judged[]): Ordered => {
  const kind = input.kindOf(kindOfDomain(name))!;
  const listing = rulesIn(kind, input.live.listings.get(kind.name)!, name);
  const judged = all.filter(({ draft }) => draft.kind === kind && domainOfDraft(draft) === name);
  const list = positions(listing.objects, kind.order!.key);
  const { rules, leaving, anchors, bounds, toEnds } = sequenceOf(input, name, listing, list, judged);
  const byKey = new Map(rules.map((rule) => [rule.key, rule.judged]));
  const declared = rules.map((rule): Declared => ({ key: rule.key, isNew: rule.judged.draft.live === undefined }));
  const arrangement = arrange(list, declared, {
    movable: movableIn(listing, input.movable),
    unplaced: input.unplaced,
    bounds,
    leaving: new Set(leaving.keys()),
    isFrozen: !mayReorder(name, input.claims),
  });
  const objects = new Map(listing.objects.map((object) => [object.id, object]));
  const domain: Domain = {
    name,
    kind,
    listing,
    arrangement,
    judged: byKey,
    leaving,
    toEnds,
    moves: movePhases(arrangement, (key) => byKey.get(key), kind.order!.writes),
    ranks: ranksOf(
      kind,
      listing,
      rules.map((rule) => [rule.key, rule.judged.draft]),
    ),
    facts: factsOf(input, name, listing),
  };
  const names: RuleNames = {
    nameOf: (key) => byKey.get(key)?.draft.resource.name ?? objects.get(key)?.name ?? key,
    isDeclared: (key) => byKey.has(key),
  };
  return {
    domain,
    names,
    view: orderView(
      list,
      arrangement.final.map(({ key }) => key),
      names,
    ),
    problems: [...anchors.diagnostics, ...anchorConflicts(exclusions(bounds), anchors.found, names.nameOf)],
  };
};

const worse: Readonly<Record<Impact, number>> = { neutral: 0, narrows: 1, unknown: 2, broadens: 3 };

export const joinImpact = (a: Impact, b: Impact): Impact => (worse[a] >= worse[b] ? a : b);

export interface Moved {
  readonly field: FieldChange;
  readonly impact: Impact;
  readonly reason?: string;
}

export const movedIn = (ordered: Ordered | undefined, key: string, specs: Specs): Moved | undefined => {
  if (ordered === undefined) return undefined;
  const { domain, view } = ordered;
  const judged = domain.judged.get(key);
  if (judged === undefined) return undefined;
  const field = view.position(key);
  if (judged.draft.live === undefined) return { field, impact: "neutral" };
  const move = domain.moves.get(key);
  if (move === undefined) return undefined;
  const impact = moveImpact(domain, view, key, specs);
  if (impact === "neutral") return { field, impact };
  if (move.unsafe !== undefined) return { field, impact: "unknown", reason: "moves past rules that decide otherwise" };
  if (impact === "unknown") return { field, impact, reason: "moves past rules that decide otherwise" };
  return {
    field,
    impact,
    reason: `moves past rules that ${impact === "broadens" ? "decide more strictly" : "decide less strictly"}`,
  };
};

export const moveImpacts = (ordered: readonly Ordered[], specs: Specs): ReadonlyMap<Address, Impact> =>
  new Map(
    ordered.flatMap((one) =>
      [...one.domain.moves.keys()].flatMap((key): [Address, Impact][] => {
        const address = one.domain.judged.get(key)?.draft.resource.address;
        return address === undefined ? [] : [[address, movedIn(one, key, specs)?.impact ?? "neutral"]];
      }),
    ),
  );

/** A document without rules may still have a position, which has to be right. */
export const domainsToOrder = (input: PlanInput, drafts: readonly Draft[]): readonly DomainName[] => {
  const positioned = [...input.desired.anchors].flatMap(([name, { length }]) => (length === 0 ? [] : [name]));
  const all = [...drafts.filter(({ kind }) => kind.order !== undefined).map(domainOfDraft), ...positioned];
  return [...new Set(all)].filter((name) => {
    const kind = kindOfDomain(name);
    return input.kindOf(kind)?.order !== undefined && input.live.listings.has(kind);
  });
};
