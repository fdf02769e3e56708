import { identityOf } from "../model/address.ts";
import type { DomainName } from "../model/domain.ts";
import type { Listing } from "../model/live.ts";
import { type FoundAnchors, findAnchors } from "./anchors.ts";
import { type Bounds, boundsOf } from "./bounds.ts";
import type { PlanInput } from "./input.ts";
import type { Judged } from "./phases.ts";
import type { RuleList } from "./rule-list.ts";

/** A declared rule that has a place in the order. */
export interface Listed {
  /** The live id, or the address of a rule to be made. */
  readonly key: string;
  /** Where it stands in the declared list of its domain. */
  readonly index: number;
  readonly judged: Judged;
}

/** What a domain declares: its rules in order, those that leave, and where documents want theirs. */
export interface Sequence {
  readonly rules: readonly Listed[];
  readonly leaving: ReadonlyMap<string, Judged>;
  readonly anchors: FoundAnchors;
  readonly bounds: Bounds;
  /** Rules that `first` or `last` holds at an end of the list. */
  readonly toEnds: ReadonlySet<string>;
}

const heldAtEnds = (rules: readonly Listed[], { found }: FoundAnchors): ReadonlySet<string> =>
  new Set(
    rules
      .filter((_, at) =>
        found.some(
          ({ position, from, to }) => (position === "first" && at < to) || (position === "last" && at >= from),
        ),
      )
      .map(({ key }) => key),
  );

/** A catch-all has no place of its own: declared or not, it stands below all others. */
const listedRules = (
  input: PlanInput,
  domain: DomainName,
  list: RuleList,
  judged: readonly Judged[],
): readonly Listed[] => {
  const placed = new Set(list.map(({ key }) => key));
  const byAddress = new Map(judged.map((one) => [one.draft.resource.address, one]));
  return (input.desired.order.get(domain) ?? []).flatMap(({ address }, index): readonly Listed[] => {
    const one = byAddress.get(address);
    const live = one?.draft.live;
    if (one === undefined || (live !== undefined && !placed.has(live.id))) return [];
    return [{ key: live?.id ?? address, index, judged: one }];
  });
};

export const sequenceOf = (
  input: PlanInput,
  domain: DomainName,
  listing: Listing,
  list: RuleList,
  all: readonly Judged[],
): Sequence => {
  const { kind } = listing;
  const leaving = new Map(all.filter(({ draft }) => draft.isDelete).map((one) => [one.draft.live!.id, one]));
  const judged = all.filter(({ draft }) => !draft.isDelete);
  const rules = listedRules(input, domain, list, judged);
  const declared = new Set(judged.flatMap(({ draft }) => draft.live?.id ?? []));
  const names = new Set(judged.map(({ draft }) => identityOf(draft.resource.name)));
  const remaining = list.filter(({ key }) => !leaving.has(key));
  const placed = new Set(remaining.map(({ key }) => key));
  const anchors = findAnchors(input.desired.anchors.get(domain) ?? [], {
    kind,
    find: (name) => input.find(kind, name).filter((object) => listing.objects.includes(object)),
    isDeclared: (name, object) => declared.has(object?.id ?? "") || names.has(identityOf(name)),
    isLeaving: ({ id }) => leaving.has(id),
    hasPlace: ({ id }) => placed.has(id),
    candidates: listing.objects.filter(({ id }) => placed.has(id) && !declared.has(id)).map(({ name }) => name),
    countBefore: (index) => rules.filter((one) => one.index < index).length,
  });
  const bounds = boundsOf(
    remaining,
    rules.map(({ key }) => key),
    anchors.found,
    new Set(listing.objects.filter(({ standing }) => standing === "fixed").map(({ id }) => id)),
  );
  return { rules, leaving, anchors, bounds, toEnds: heldAtEnds(rules, anchors) };
};
