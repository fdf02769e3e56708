import type { Code } from "../diagnostics/codes.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import type { Places } from "../documents/places.ts";
import { checkersOf } from "../documents/policy-file.ts";
import { readResource } from "../documents/resources.ts";
import { hiddenIn } from "../kinds/criteria.ts";
import { ShapeError } from "../kinds/field.ts";
import { findKind } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import { kindSchemas } from "../kinds/kind-schemas.ts";
import { type Address, addressOf, writtenName } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject, Spec } from "../model/resource.ts";
import type { Names } from "../state/names.ts";
import { referencesOf } from "../state/needs.ts";
import { authorOf } from "./author.ts";
import { type Calling, callingIn } from "./naming.ts";
import { pluralOf } from "./plural.ts";
import { saidFields } from "./said-fields.ts";

/** A live object that documents can declare, with every field it has. */
export interface Adoptable {
  readonly live: LiveObject;
  readonly name: string;
  readonly spec: Spec;
}

/** A live object that stays unmanaged, and why. */
export interface LeftOut {
  readonly address: Address;
  readonly id: string;
  readonly code: Code;
  /** Sentences. */
  readonly reasons: readonly string[];
  readonly hint: string;
}

export type Judged = { readonly adoptable: Adoptable } | { readonly left: LeftOut };

/** A value that stands nowhere yet. */
const nowhere: Places = {
  valueAt: () => ({ file: "", line: 1, column: 1 }),
  keyAt: () => ({ file: "", line: 1, column: 1 }),
  writtenAt: () => undefined,
};

/** What reading the documents would say against it. */
export const objections = (kind: Kind, name: string, spec: Spec): readonly string[] => {
  const checker = checkersOf(kindSchemas)(kind.name);
  if (checker === undefined) return [`${kind.name} cannot be declared`];
  const given = { kind: kind.name, value: { name, ...spec }, places: nowhere, at: [] };
  return [
    ...readResource(given, checker, kindSchemas)
      .diagnostics.filter(isError)
      .map(({ message }) => `no document can say it: ${message}`),
    ...Object.entries(spec).flatMap(([field, value]) =>
      (kind.fields[field]?.check?.(value) ?? []).map(({ message }) => message),
    ),
  ];
};

/** Names that stand in the value itself and may mean several objects, or none. */
const unclearNames = (kind: Kind, spec: Spec, { state, names, clear }: Bench): readonly string[] =>
  referencesOf(kind, spec).flatMap(({ kind: named, name, within }) => {
    const key = [named, name, ...within].join("\u0000");
    if (clear.has(key) || !state.listings.has(named)) return [];
    const known = findKind(named);
    const count = known?.openIds?.test(name) ? 1 : names.find(named, name, within).length;
    if (count === 1) {
      clear.add(key);
      return [];
    }
    const title = known?.title ?? named;
    return [
      count === 0
        ? `the ${title} it refers to is gone: "${name}"`
        : `it refers to "${name}", and ${count} ${pluralOf(title)} are called so`,
    ];
  });

const twins = (kind: Kind, live: LiveObject, { find }: Names): readonly LiveObject[] =>
  find(kind.name, live.name, live.within).filter(({ id }) => id !== live.id);

const unsaid = "change it in the portal, or leave it out of Git as it is";

/** An object whose declaration documents could not hold. */
export const leftBecause = (kind: Kind, live: LiveObject, reasons: readonly string[]): LeftOut => ({
  address: addressOf(kind.name, live.name),
  id: live.id,
  code: "unconvertible-conditions",
  reasons: [...new Set(reasons)],
  hint: unsaid,
});

/** What is needed to judge the objects of one kind. */
interface Bench {
  readonly kind: Kind;
  readonly state: LiveState;
  readonly names: Names;
  readonly calling: Calling;
  /** What a document would say of an object at least. */
  readonly said: (spec: Spec) => Spec;
  /** References that were looked up, and mean one object. */
  readonly clear: Set<string>;
}

const inWords = (bench: Bench, live: LiveObject): Judged => {
  const { kind, names, calling } = bench;
  const others = twins(kind, live, names);
  if (others.length > 0) {
    const ids = [live, ...others].map(({ id }) => id).sort();
    const reason = `${ids.length} live ${pluralOf(kind.title)} are called so (ids ${ids.join(", ")})`;
    const hint = "rename all but one in the portal, then import again";
    return { left: { ...leftBecause(kind, live, [reason]), code: "live-duplicate", hint } };
  }
  const name = writtenName(live.name);
  const { spec, problems } = authorOf(kind, live, calling);
  const hidden = hiddenIn(kind, live.wire).map((key) => `it asks for ${key}, which no document can say`);
  const found = [...hidden, ...problems];
  const said = bench.said(spec);
  const reasons = found.length > 0 ? found : [...objections(kind, name, said), ...unclearNames(kind, said, bench)];
  return reasons.length === 0 ? { adoptable: { live, name, spec } } : { left: leftBecause(kind, live, reasons) };
};

/** Whether a document can say the whole object and mean this one; what it says is never half of it. */
export const judging = (kind: Kind, state: LiveState, names: Names): ((live: LiveObject) => Judged) => {
  const calling = callingIn(state, names);
  const bench: Bench = { kind, state, names, calling, said: saidFields(kind, []), clear: new Set() };
  return (live) => {
    try {
      return inWords(bench, live);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      const hint = "the tenant returned something else than the API promises; please report it";
      return { left: { ...leftBecause(kind, live, [error.message]), hint } };
    }
  };
};
