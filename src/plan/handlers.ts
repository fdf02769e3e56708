import { ShapeError } from "../kinds/field.ts";
import { handlersOf, isHandler } from "../kinds/referrers.ts";
import type { Specs } from "../kinds/specs.ts";
import { type Address, addressOf, identityOf, type KindName } from "../model/address.ts";
import type { Draft } from "./draft.ts";
import { securityFields } from "./impact/parts.ts";
import type { Verdict } from "./impact/verdict.ts";
import type { PlanInput } from "./input.ts";

/** What else decides over the traffic of an object: kinds that are read, but not judged. */
export interface Handlers {
  readonly named: readonly Address[];
  /** Kinds that may name it and could not be read. */
  readonly blind: readonly KindName[];
}

const keyOf = (kind: KindName, name: string): string => `${kind}\u0000${identityOf(name)}`;

interface Index {
  readonly byKey: ReadonlyMap<string, readonly Address[]>;
  readonly broken: ReadonlySet<KindName>;
}

const indexOf = (input: PlanInput, specs: Specs): Index => {
  const byKey = new Map<string, Address[]>();
  const broken = new Set<KindName>();
  for (const { kind: name, objects } of input.live.listings.values()) {
    const kind = input.kindOf(name);
    if (kind === undefined || !isHandler(kind)) continue;
    for (const live of objects) {
      try {
        const spec = specs.of(kind, live);
        const named = Object.values(kind.fields).flatMap((field) => field.references(spec[field.name] ?? field.empty));
        for (const key of new Set(named.map((one) => keyOf(one.kind, one.name))))
          byKey.set(key, [...(byKey.get(key) ?? []), addressOf(name, live.name)]);
      } catch (error) {
        // An odd row of a list that is only looked at must not keep anybody from an edit.
        if (!(error instanceof ShapeError)) throw error;
        broken.add(name);
      }
    }
  }
  return { byKey, broken };
};

/** What the object joins, before and after. */
const joinedBy = ({ kind, before, after }: Draft) =>
  Object.values(kind.fields).flatMap((field) =>
    field.joins ? [before, after].flatMap((spec) => field.references(spec[field.name] ?? field.empty)) : [],
  );

/** Who handles the traffic of the object of a draft, made when first asked for. */
export const handlersIn = (input: PlanInput, specs: Specs): ((draft: Draft) => Handlers) => {
  let index: Index | undefined;
  return (draft) => {
    index ??= indexOf(input, specs);
    const { byKey, broken } = index;
    const own = { kind: draft.kind.name, name: draft.live?.name ?? draft.resource.name };
    const all = [own, ...joinedBy(draft)];
    const kinds = [...new Set(all.flatMap(({ kind }) => handlersOf(kind)))];
    return {
      named: [...new Set(all.flatMap(({ kind, name }) => byKey.get(keyOf(kind, name)) ?? []))],
      blind: kinds.filter((kind) => input.live.unreadable.has(kind) || broken.has(kind)),
    };
  };
};

const most = 3;

interface Doubts extends Handlers {
  /** Objects in use that lose a part of what they stand for to this one. */
  readonly losing: readonly string[];
}

const listed = (names: readonly string[]): string =>
  `${names.slice(0, most).join(", ")}${names.length > most ? ` and ${names.length - most} more` : ""}`;

/** The judgement of a change, with what nobody can say of it because others have a part in its traffic. */
export const withDoubts = (draft: Draft, verdict: Verdict, { named, blind, losing }: Doubts): Verdict => {
  // What opens access is the worst already, and told by who it opens to.
  if (verdict.impact === "broadens" || Object.keys(securityFields(draft)).length === 0) return verdict;
  const doubts = [
    ...(losing.length === 0 ? [] : [`it takes URLs from ${listed(losing)}, which rules stop or guard`]),
    ...(named.length === 0 ? [] : [`what it means for ${listed(named)} is not known here`]),
  ];
  if (doubts.length > 0) {
    const besides = doubts.join("; ");
    const { reason, ...others } = verdict;
    const kept = verdict.impact === "neutral" || reason === undefined ? {} : { reason };
    return { ...others, ...kept, impact: "unknown", besides };
  }
  if (blind.length === 0 || verdict.impact === "unknown") return verdict;
  return { ...verdict, besides: `whether ${blind.join(", ")} names it could not be read` };
};
