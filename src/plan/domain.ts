import type { Kind } from "../kinds/kind.ts";
import { writtenName } from "../model/address.ts";
import { type DomainName, orderAddress } from "../model/domain.ts";
import type { Listing } from "../model/live.ts";
import type { Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import type { Arrangement } from "./arrange.ts";
import { type Board, drop, orderIn, put, stepAside } from "./board.ts";
import { contentOf, creationPhase, type Judged, type MovePlan, type WritePhase } from "./phases.ts";
import { type PathFacts, targetOf } from "./targets.ts";

/** One ordering domain with everything its writes depend on. */
export interface Domain {
  readonly name: DomainName;
  readonly kind: Kind;
  /** The rules of the domain only. */
  readonly listing: Listing;
  readonly arrangement: Arrangement;
  /** Declared rules by key, in their order. */
  readonly judged: ReadonlyMap<string, Judged>;
  /** Rules to be deleted, by live id. */
  readonly leaving: ReadonlyMap<string, Judged>;
  /** Rules that a position holds at the top or the end of the list. */
  readonly toEnds: ReadonlySet<string>;
  readonly moves: ReadonlyMap<string, MovePlan>;
  readonly ranks: ReadonlyMap<string, number>;
  readonly facts: PathFacts;
}

const isNew = (judged: Judged): boolean => judged.draft.live === undefined;
const keysIn = (domain: Domain): readonly string[] => domain.arrangement.declared.map(({ key }) => key);

const write = (
  domain: Domain,
  judged: Judged,
  phase: WritePhase,
  set: Spec,
  place: { readonly order?: number },
): Step => {
  const { draft } = judged;
  const { kind, resource, live } = draft;
  const verb = live === undefined ? "create" : "update";
  const isLastWrite = contentOf(judged).looser === undefined || phase === "looser";
  const rank = domain.ranks.get(resource.address);
  return {
    phase,
    verb,
    kind: kind.name,
    address: resource.address,
    id: live?.id ?? null,
    set,
    ...(live === undefined
      ? { name: writtenName(resource.name) }
      : draft.rename !== undefined && isLastWrite
        ? { name: writtenName(draft.rename) }
        : {}),
    ...(place.order === undefined ? {} : { order: place.order }),
    ...(verb === "create" && rank !== undefined && set.rank === undefined ? { rank } : {}),
    request: targetOf(kind, verb, resource.address, live?.id ?? null, phase, domain.facts),
  };
};

/** The rules that go in a phase; the service closes the gap of each. */
const deletes = (domain: Domain, board: Board, part: Part): readonly Step[] =>
  [...domain.leaving].flatMap(([id, { draft, verdict }]) => {
    if ((verdict.removal ?? "looser") !== part) return [];
    drop(board, id);
    const { kind, resource } = draft;
    const request = targetOf(kind, "delete", resource.address, id, part, domain.facts);
    return [{ phase: part, verb: "delete", kind: kind.name, address: resource.address, id, set: {}, request }];
  });

/** What cannot be ordered is written between the stricter and the looser writes; the plan counts it as looser. */
export type Part = "stricter" | "between" | "looser";

const phaseOf = (part: Part): WritePhase => (part === "stricter" ? "stricter" : "looser");
const isIn = (part: Part, { verdict }: Judged): boolean =>
  part === "stricter" || (verdict.pivot === undefined) === (part === "looser");

/** Each rule carries its number in its own write. */
const numberedSteps = (domain: Domain, board: Board, part: Part): readonly Step[] => {
  const phase = phaseOf(part);
  const own = (): readonly (readonly [string, Judged])[] =>
    keysIn(domain).flatMap((key) => {
      const judged = domain.judged.get(key);
      return judged !== undefined && isIn(part, judged) ? [[key, judged] as const] : [];
    });
  const creates = (): readonly Step[] =>
    own().flatMap(([key, judged]) =>
      isNew(judged) && creationPhase(judged) === phase
        ? [write(domain, judged, phase, judged.draft.differing, { order: put(board, key) })]
        : [],
    );
  const edits = (): readonly Step[] =>
    own().flatMap(([key, judged]) => {
      const set = isNew(judged) ? undefined : contentOf(judged)[phase];
      if (set === undefined || domain.moves.get(key)?.phase === phase) return [];
      const order = orderIn(board, key);
      return [write(domain, judged, phase, set, order === undefined ? {} : { order })];
    });
  const moves = (): readonly Step[] =>
    own().flatMap(([key, judged]) =>
      domain.moves.get(key)?.phase === phase
        ? [
            ...stepAside(board, key, phase).map((order) => write(domain, judged, phase, {}, { order })),
            write(domain, judged, phase, contentOf(judged)[phase] ?? {}, { order: put(board, key) }),
          ]
        : [],
    );
  // Each step is played on the board in the order it will run, so that its number is right when it is sent.
  const writes = part === "stricter" ? [...creates(), ...edits(), ...moves()] : [...edits(), ...moves(), ...creates()];
  return [...writes, ...deletes(domain, board, part)];
};

const reorderStep = ({ name, kind, listing, facts }: Domain, phase: WritePhase, keys: readonly string[]): Step => {
  const last = listing.objects.filter(({ standing }) => standing === "last").map(({ id }) => id);
  const address = orderAddress(name);
  return {
    phase,
    verb: "reorder",
    kind: kind.name,
    address,
    id: null,
    set: {},
    sequence: [...keys, ...last],
    request: targetOf(kind, "reorder", address, null, phase, facts),
  };
};

/** New rules go last, and one call at the end of the phase puts all rules that exist then in order. */
const bulkSteps = (domain: Domain, board: Board, part: Part): readonly Step[] => {
  const phase = phaseOf(part);
  const all = keysIn(domain).flatMap((key) => domain.judged.get(key) ?? []);
  const madeIn = (one: Part): readonly Judged[] =>
    all.filter((judged) => isNew(judged) && creationPhase(judged) === phase && isIn(one, judged));
  const creates = madeIn(part).map((judged) => write(domain, judged, phase, judged.draft.differing, {}));
  const edits = all.flatMap((judged) => {
    const set = isNew(judged) || !isIn(part, judged) ? undefined : contentOf(judged)[phase];
    return set === undefined ? [] : [write(domain, judged, phase, set, {})];
  });
  const writes = part === "stricter" ? [...creates, ...edits] : [...edits, ...creates];
  if (part === "between") return writes;
  // A rule that allows goes before the reorder, which then need not name it; one that blocks goes last of all.
  const early = part === "stricter" ? deletes(domain, board, part) : [];
  const made = part === "looser" ? [...madeIn("between"), ...madeIn("looser")] : madeIn(part);
  const before = [...board.list.map(({ key }) => key), ...made.map(({ draft }) => draft.resource.address as string)];
  for (const key of keysIn(domain)) {
    const judged = domain.judged.get(key);
    const isMade = judged !== undefined && isNew(judged) && creationPhase(judged) === phase;
    if (isMade || domain.moves.get(key)?.phase === phase) put(board, key);
  }
  const after = board.list.map(({ key }) => key);
  const isSame = after.join("\u0000") === before.join("\u0000");
  const late = part === "looser" ? deletes(domain, board, part) : [];
  return [...writes, ...early, ...(isSame ? [] : [reorderStep(domain, phase, after)]), ...late];
};

export interface DomainSteps {
  readonly steps: Readonly<Record<Part, readonly Step[]>>;
  /** Keys in effective order when all is done. */
  readonly after: readonly string[];
}

export const domainSteps = (domain: Domain): DomainSteps => {
  const { list, staying, final } = domain.arrangement;
  const board: Board = { list, inPlace: new Set(staying), final: final.map(({ key }) => key), judged: domain.judged };
  const stepsIn = domain.kind.order?.writes === "bulk" ? bulkSteps : numberedSteps;
  const stricter = stepsIn(domain, board, "stricter");
  const between = stepsIn(domain, board, "between");
  const looser = stepsIn(domain, board, "looser");
  return { steps: { stricter, between, looser }, after: board.list.map(({ key }) => key) };
};
