import { z } from "zod";
import { identityOf, type KindName } from "../../model/address.ts";
import { type NameOf, type Reference, ShapeError, type Unbound } from "../field.ts";
import { type Entries, remembered } from "../fields/extent.ts";
import { extentFor } from "../fields/list.ts";
import { readText, readTexts } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";

/** `{managed: name}` tells the kind where ids of several kinds stand in one list. */
type Target = string | Readonly<Record<string, string>>;

interface Given extends Common {
  /** Wire key of the choice between any and some, and its word for some. */
  readonly choice: string;
  readonly some: string;
  /** Wire key of the list of ids. */
  readonly ids: string;
  /** Kinds by the word authors write in front of the name; a single one needs no word. */
  readonly kinds: Readonly<Record<string, KindName>>;
}

const any = "ANY";

/**
 * One side of a rule: `[ANY]`, or objects by name. ANY has to be written, so that an emptied list opens nothing.
 * The lists of ids are ASSUMED (docs/zms.md).
 */
export const targets = (given: Given): Unbound => {
  const words = Object.entries(given.kinds);
  const [only, ...others] = words;
  const isSingle = others.length === 0;
  const reference = (target: Target): readonly [KindName, string, readonly string[]] => {
    if (typeof target === "string") return [only![1], target, []];
    const [word = "", name = ""] = Object.entries(target)[0] ?? [];
    return [given.kinds[word] ?? only![1], name, [word]];
  };
  const entriesOf = remembered((value: unknown): Entries => {
    const listed = (value ?? []) as readonly Target[];
    return new Map(
      listed.includes(any)
        ? []
        : listed.map((target) => {
            const [kind, name] = reference(target);
            return [`${kind} ${identityOf(name)}`, target];
          }),
    );
  });
  const named = (nameOf: NameOf, id: string): Target => {
    const found = words.map(([word, kind]) => [word, nameOf(kind, id)] as const);
    const [word, name] = found.find(([, one]) => one !== `#${id}`) ?? found[0]!;
    return isSingle ? name : { [word]: name };
  };
  const entry = isSingle
    ? z.string().min(1).meta({ reference: only![1] })
    : z.union([
        z.literal(any),
        ...words.map(([word, kind]) => z.strictObject({ [word]: z.string().min(1).meta({ reference: kind }) })),
      ]);
  return (name) => ({
    ...base(name, given),
    ...extentFor(given, entriesOf),
    wire: [given.choice, given.ids],
    schema: z.array(entry).min(1).max(10).describe(given.about),
    empty: [],
    references: (value) =>
      ((value ?? []) as readonly Target[]).flatMap((target, index): readonly Reference[] => {
        if (target === any) return [];
        const [kind, own, path] = reference(target);
        return [{ kind, name: own, within: [], path: [index, ...path] }];
      }),
    canonical: (value) => [...entriesOf(value).keys()].sort(),
    decode: (wire, nameOf) => {
      const choice = readText(wire, given.choice);
      if (choice === undefined) return undefined;
      if (choice === any) return [any];
      // A tenant whose schema lacks the list is not written to at all.
      if (!(given.ids in wire)) return undefined;
      const ids = readTexts(wire, given.ids) ?? [];
      // Groups that are not said must not be taken for ANY.
      if (ids.length === 0) throw new ShapeError(given.ids, `a list of ids, as ${given.choice} is ${choice}`);
      return ids.map((id) => named(nameOf, id));
    },
    encode: (value, idOf) => {
      const listed = (value ?? []) as readonly Target[];
      if (listed.length === 0 || listed.includes(any)) return { [given.choice]: any, [given.ids]: [] };
      const ids = listed.map((target) => idOf(reference(target)[0], reference(target)[1]));
      return { [given.choice]: given.some, [given.ids]: ids };
    },
  });
};
