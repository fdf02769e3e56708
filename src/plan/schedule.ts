import { type Address, type Product, productOf, products, writtenName } from "../model/address.ts";
import type { Impact } from "../model/change.ts";
import type { DomainName } from "../model/domain.ts";
import type { LiveState } from "../model/live.ts";
import type { Step } from "../model/step.ts";
import { type Domain, type DomainSteps, domainSteps, type Part } from "./domain.ts";
import { writesOf } from "./list-writes.ts";
import { contentOf, creationPhase, type Judged, type WritePhase, writePhases } from "./phases.ts";
import { targetOf } from "./targets.ts";

/** All writes of a plan in the order they run, and what follows from that order. */
export interface Schedule {
  readonly steps: readonly Step[];
  readonly domains: ReadonlyMap<DomainName, DomainSteps>;
  /** Changes for which no safe order exists, with a sentence each. */
  readonly unsafe: ReadonlyMap<Address, string>;
}

const referencesIn = (judged: Judged, set: Readonly<Record<string, unknown>>): readonly Address[] =>
  Object.entries(set).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : (judged.draft.kind.fields[name]?.references(value) ?? []).map(
          (reference): Address => `${reference.kind}:${reference.name}`,
        ),
  );

/** New objects before the objects that name them. */
const byDependency = (objects: readonly Judged[]): readonly Judged[] => {
  const byAddress = new Map(objects.map((judged) => [judged.draft.resource.address.toLowerCase(), judged]));
  const sorted = new Set<Judged>();
  const visit = (judged: Judged): void => {
    if (sorted.has(judged)) return;
    for (const address of referencesIn(judged, judged.draft.differing)) {
      const needed = byAddress.get(address.toLowerCase());
      if (needed !== undefined && needed !== judged && needed.draft.live === undefined) visit(needed);
    }
    sorted.add(judged);
  };
  objects.forEach(visit);
  return [...sorted];
};

interface Phased {
  readonly judged: Judged;
  readonly phase: WritePhase;
}

/**
 * An object that a stricter write needs must exist by then, even when making it opens something: hoisted, and said so.
 */
const hoist = (
  creates: readonly Phased[],
  stricterNeeds: ReadonlySet<string>,
): { readonly creates: readonly Phased[]; readonly hoisted: readonly Address[] } => {
  const needed = new Set([...stricterNeeds].map((address) => address.toLowerCase()));
  let changed = true;
  while (changed) {
    changed = false;
    for (const { judged, phase } of creates) {
      const isEarly = phase === "stricter" || needed.has(judged.draft.resource.address.toLowerCase());
      if (!isEarly) continue;
      for (const address of referencesIn(judged, judged.draft.differing)) {
        if (needed.has(address.toLowerCase())) continue;
        needed.add(address.toLowerCase());
        changed = true;
      }
    }
  }
  const moved = creates.filter(
    ({ judged, phase }) => phase === "looser" && needed.has(judged.draft.resource.address.toLowerCase()),
  );
  return {
    creates: creates.map((one) => (moved.includes(one) ? { ...one, phase: "stricter" } : one)),
    hoisted: moved.map(({ judged }) => judged.draft.resource.address),
  };
};

const objectStep = (
  judged: Judged,
  phase: WritePhase,
  set: Readonly<Record<string, unknown>>,
  live: LiveState,
  customerId: string,
): Step => {
  const { kind, resource, live: object, rename } = judged.draft;
  const verb = object === undefined ? "create" : "update";
  const scope = live.listings.get(kind.name)?.scope;
  const isLastWrite = contentOf(judged).looser === undefined || phase === "looser";
  return {
    phase,
    verb,
    kind: kind.name,
    address: resource.address,
    id: object?.id ?? null,
    set,
    ...(object === undefined
      ? { name: writtenName(resource.name) }
      : rename !== undefined && isLastWrite
        ? { name: writtenName(rename) }
        : {}),
    request: targetOf(kind, verb, resource.address, object?.id ?? null, phase, {
      customerId,
      ...(scope === undefined ? {} : { scope }),
    }),
  };
};

const deleteStep = (judged: Judged, live: LiveState, customerId: string): Step => {
  const { kind, resource, live: object } = judged.draft;
  const id = object?.id ?? null;
  const scope = live.listings.get(kind.name)?.scope;
  const facts = { customerId, ...(scope === undefined ? {} : { scope }) };
  return {
    phase: "cleanup",
    verb: "delete",
    kind: kind.name,
    address: resource.address,
    id,
    set: {},
    request: targetOf(kind, "delete", resource.address, id, "cleanup", facts),
  };
};

/** What names another object goes before it. */
const byUse = (deletes: readonly Judged[]): readonly Judged[] => {
  const byAddress = new Map(deletes.map((judged) => [judged.draft.resource.address.toLowerCase(), judged]));
  const users = new Map<Judged, Judged[]>(deletes.map((judged) => [judged, []]));
  for (const user of deletes)
    for (const address of referencesIn(user, user.draft.before)) {
      const used = byAddress.get(address.toLowerCase());
      if (used !== undefined && used !== user) users.get(used)!.push(user);
    }
  const sorted = new Set<Judged>();
  const visit = (judged: Judged): void => {
    if (sorted.has(judged)) return;
    users.get(judged)!.forEach(visit);
    sorted.add(judged);
  };
  deletes.forEach(visit);
  return [...sorted];
};

/** More than so many changes are counted. */
const mostNamed = 3;

/** In quotes, so that a renderer takes an address for one value. */
const named = (judged: readonly Judged[]): string => {
  const shown = judged.slice(0, mostNamed).map(({ draft }) => `"${draft.resource.address}"`);
  const more = judged.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
};

/** ZMS and ZPA take effect at once, ZIA at activation: a plan that opens the one while it closes the other has a gap. */
const acrossProducts = (
  judged: readonly Judged[],
  moves: ReadonlyMap<Address, Impact>,
): readonly (readonly [Address, string])[] => {
  const isZia = ({ draft }: Judged): boolean => productOf(draft.kind.name) === "zia";
  const moveOf = ({ draft }: Judged): Impact => moves.get(draft.resource.address) ?? "neutral";
  const closes = (one: Judged): boolean =>
    (one.verdict.impact !== "neutral" &&
      (Object.keys(one.verdict.stricter).length > 0 || one.verdict.removal === "stricter")) ||
    moveOf(one) === "narrows";
  const closed = judged.filter((one) => isZia(one) && closes(one));
  if (closed.length === 0) return [];
  return judged
    .filter((one) => !isZia(one) && (one.verdict.impact === "broadens" || moveOf(one) === "broadens"))
    .map(
      ({ draft }) =>
        [
          draft.resource.address,
          `it opens access at once, while what this plan closes in ZIA (${named(closed)}) takes effect only at activation`,
        ] as const,
    );
};

/** One change that cannot be ordered is safe between the phases; of several each can meet another half done. */
const severalPivots = (judged: readonly Judged[]): readonly (readonly [Address, string])[] => {
  const pivots = judged.filter(({ verdict }) => verdict.pivot !== undefined);
  const sorts = new Set(pivots.map(({ verdict }) => verdict.pivot));
  if (pivots.length < 2 || (sorts.size === 1 && !sorts.has("other"))) return [];
  return pivots.map((one) => [
    one.draft.resource.address,
    `it and ${named(pivots.filter((other) => other !== one))} can be put neither before nor after each other safely`,
  ]);
};

/** @param moves what moving a rule does to traffic */
export const schedule = (
  objects: readonly Judged[],
  rules: readonly Domain[],
  live: LiveState,
  customerId: string,
  moves: ReadonlyMap<Address, Impact>,
): Schedule => {
  const domains = new Map(rules.map((domain) => [domain.name, domainSteps(domain)]));
  const ruleJudged = rules.flatMap((domain) => [...domain.judged.values()]);
  const edits = objects.filter(({ draft }) => draft.live !== undefined && !draft.isDelete);
  const deletes = objects.filter(({ draft }) => draft.isDelete);
  // What is written before the looser phase needs the objects it names by then.
  const stricterNeeds = new Set(
    [...edits, ...ruleJudged].flatMap((judged) => {
      const isEarly = judged.verdict.pivot !== undefined;
      if (judged.draft.live === undefined)
        return isEarly || creationPhase(judged) === "stricter" ? referencesIn(judged, judged.draft.differing) : [];
      const { stricter, looser } = contentOf(judged);
      return [...referencesIn(judged, stricter ?? {}), ...(isEarly ? referencesIn(judged, looser ?? {}) : [])];
    }),
  );
  const { creates, hoisted } = hoist(
    byDependency(objects.filter(({ draft }) => draft.live === undefined)).map((judged) => ({
      judged,
      phase: creationPhase(judged),
    })),
    stricterNeeds,
  );
  const stepsOf = (product: Product, phase: WritePhase): readonly Step[] => {
    const ofProduct = ({ draft }: Judged): boolean => productOf(draft.kind.name) === product;
    const made = creates
      .filter((one) => one.phase === phase && ofProduct(one.judged))
      .map(({ judged }) => objectStep(judged, phase, judged.draft.differing, live, customerId));
    const edit = (judged: Judged): readonly Step[] => {
      const content = contentOf(judged);
      const set = content[phase];
      if (set === undefined) return [];
      const held = phase === "looser" ? { ...judged.draft.before, ...content.stricter } : judged.draft.before;
      return writesOf(judged.draft.kind, objectStep(judged, phase, set, live, customerId), held);
    };
    const edited = edits.filter((judged) => ofProduct(judged) && judged.verdict.pivot === undefined).flatMap(edit);
    const pivots = edits.filter((judged) => ofProduct(judged) && judged.verdict.pivot !== undefined).flatMap(edit);
    const ordered = (part: Part): readonly Step[] =>
      rules
        .filter(({ kind }) => productOf(kind.name) === product)
        .flatMap(({ name }) => domains.get(name)?.steps[part] ?? []);
    return phase === "stricter"
      ? [...made, ...edited, ...ordered("stricter")]
      : [...pivots, ...ordered("between"), ...made, ...edited, ...ordered("looser")];
  };
  const written = writePhases.map((phase) => products.map((product) => stepsOf(product, phase)));
  const loosened = new Set(written[1]!.flat().map(({ kind }) => productOf(kind)));
  const removed = products.map((product) =>
    byUse(deletes.filter(({ draft }) => productOf(draft.kind.name) === product)),
  );
  // What leaves could be opened by a looser write before it is gone: it is switched off first.
  const switchedOff = removed.map((own) =>
    own
      .filter(
        ({ draft, verdict }) => loosened.has(productOf(draft.kind.name)) && Object.keys(verdict.stricter).length > 0,
      )
      .map((judged) => objectStep(judged, "stricter", judged.verdict.stricter, live, customerId)),
  );
  const steps = [
    ...written[0]!.flatMap((own, at) => [...own, ...switchedOff[at]!]),
    ...written[1]!.flat(),
    ...removed.flat().map((judged) => deleteStep(judged, live, customerId)),
  ];
  const all = [...objects, ...ruleJudged, ...rules.flatMap(({ leaving }) => [...leaving.values()])];
  const unsafe = new Map<Address, string>([
    ...acrossProducts(all, moves),
    ...hoisted.map((address): [Address, string] => [
      address,
      "a stricter rule needs it first, although making it already takes effect",
    ]),
    ...rules.flatMap((domain) =>
      [...domain.moves].flatMap(([key, move]): [Address, string][] => {
        const address = domain.judged.get(key)?.draft.resource.address;
        return move.unsafe === undefined || address === undefined ? [] : [[address, move.unsafe]];
      }),
    ),
    ...products.flatMap((product) => severalPivots(all.filter(({ draft }) => productOf(draft.kind.name) === product))),
    ...all.flatMap(({ draft, verdict }): [Address, string][] =>
      verdict.unsafe === undefined ? [] : [[draft.resource.address, verdict.unsafe]],
    ),
  ]);
  return { steps, domains, unsafe };
};
