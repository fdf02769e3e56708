import { z } from "zod";
import { identityOf } from "../../model/address.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { type Criterion, type Field, type NameOf, type Reference, ShapeError, type Unbound } from "../field.ts";
import { type Blocks, blocksExtent } from "../fields/blocks.ts";
import { type Entries, remembered } from "../fields/extent.ts";
import { readObjects, readText, readTexts } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";
import { type Operand, operandTypes, rawOperand } from "./operands.ts";

/** Every block must match; within a block any entry does, unless it says `operator: AND`. */
type Block = Readonly<Record<string, readonly unknown[] | string | boolean>>;

const typeOf = (objectType: string) => operandTypes[objectType] ?? rawOperand;
/** Words of a block that are not object types. */
const blockWords = new Set(["operator", "negated"]);
const objectTypes = (block: Block): readonly (readonly [string, readonly unknown[]])[] =>
  Object.entries(block).filter(
    (entry): entry is [string, readonly unknown[]] => !blockWords.has(entry[0]) && Array.isArray(entry[1]),
  );

const blocksOf = (value: unknown): readonly Block[] => (value ?? []) as readonly Block[];

/** Names compare without case; literal values as written. */
const entryKey = (entry: unknown): string =>
  typeof entry === "string"
    ? identityOf(entry)
    : JSON.stringify(
        Object.entries(entry as object)
          .map(([key, part]) => [key, key === "value" || typeof part !== "string" ? part : identityOf(part)])
          .sort(),
      );

const canonicalBlock = (block: Block): unknown => [
  block.operator === "AND" ? "AND" : "OR",
  block.negated === true,
  objectTypes(block)
    .map(([type, entries]) => [type, [...new Set(entries.map(entryKey))].sort()])
    .sort(),
];

const canonical = (value: unknown): unknown =>
  blocksOf(value)
    .map((block) => JSON.stringify(canonicalBlock(block)))
    .sort();

/** Segments and their groups stand together in one block; every other type has its own. [provider] */
const familyOf = (types: readonly string[]): string =>
  types.every((type) => type === "APP" || type === "APP_GROUP") ? "APP+APP_GROUP" : [...types].sort().join("+");

const entriesIn = (block: Block): Entries =>
  new Map(
    objectTypes(block).flatMap(([type, entries]) =>
      entries.map((entry) => [`${type} ${entryKey(entry)}`, [type, entry]] as const),
    ),
  );

const familyIn = (block: Block): string => familyOf(objectTypes(block).map(([type]) => type));

/** Two blocks of one family must both match, each as it is: they are told apart by what they hold. */
const readBlocks = remembered((value: unknown): Blocks | undefined => {
  const blocks = blocksOf(value);
  if (blocks.some(({ operator, negated }) => operator === "AND" || negated === true)) return undefined;
  const families = blocks.map(familyIn);
  // The service puts every other type into a block of its own [provider]; one that mixes them has no word for what is left.
  if (families.some((family) => family.includes("+") && family !== "APP+APP_GROUP")) return undefined;
  const hasTwin = (family: string): boolean => families.indexOf(family) !== families.lastIndexOf(family);
  return new Map(
    blocks.map((block, at) => {
      const family = families[at]!;
      return [hasTwin(family) ? `${family} ${JSON.stringify(canonicalBlock(block))}` : family, entriesIn(block)];
    }),
  );
});

const writeBlocks = (blocks: Blocks): readonly Block[] => {
  const written = [...blocks.values()].map((entries): Block => {
    const block: Record<string, unknown[]> = {};
    for (const pair of entries.values()) {
      const [type, entry] = pair as readonly [string, unknown];
      block[type] = [...(block[type] ?? []), entry];
    }
    return block;
  });
  // Where only one side has twins, a block may come from both.
  return [...new Map(written.map((block) => [JSON.stringify(canonicalBlock(block)), block])).values()];
};

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

/** A pair that says what a flow is not, or that we do not know, may go with any other. */
const isSingle = (family: string, entries: Entries): boolean =>
  typeOf(family).single === true &&
  [...entries.values()].every((pair) => typeof (pair as readonly [string, unknown])[1] === "string");

interface Read {
  readonly objectType: string;
  readonly operand: Operand;
  readonly wire: JsonObject;
}

/** One operand of a read is one pair; one of a write holds many (a rule written twice is carried from its own write). */
const pairsOf = (operand: JsonObject): readonly JsonObject[] =>
  readTexts(operand, "values")?.map((rhs) => ({ lhs: "id", rhs })) ?? readObjects(operand, "entryValues") ?? [operand];

/** The operands of one wire block. Reads come one operand per value, whatever version wrote them. [recorded] */
const operandsOf = (block: JsonObject, at: string): readonly Read[] =>
  (readObjects(block, "operands") ?? []).flatMap((wire, index) => {
    const objectType = readText(wire, "objectType");
    return pairsOf(wire).map((pair): Read => {
      const rhs = readText(pair, "rhs");
      if (objectType === undefined || rhs === undefined) throw new ShapeError(`${at}.operands[${index}]`, "an operand");
      return { objectType, operand: { lhs: readText(pair, "lhs") ?? "id", rhs }, wire };
    });
  });

const decodeBlock = (block: JsonObject, at: string, nameOf: NameOf): Block => {
  const entries: Record<string, unknown[]> = {};
  for (const { objectType, operand, wire } of operandsOf(block, at)) {
    entries[objectType] = [...(entries[objectType] ?? []), typeOf(objectType).decode(operand, wire, nameOf)];
  }
  // Answers shuffle; a block is always told in one order.
  const sorted = Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...Object.fromEntries(
      sorted.map(([type, values]) => [type, values.toSorted((a, b) => (entryKey(a) < entryKey(b) ? -1 : 1))]),
    ),
    ...(block.operator === "AND" ? { operator: "AND" } : {}),
    ...(block.negated === true ? { negated: true } : {}),
  };
};

const wireOperands = (pairs: readonly (readonly [string, Operand])[]): readonly JsonObject[] => {
  const types = new Map<string, Operand[]>();
  for (const [type, operand] of pairs) types.set(type, [...(types.get(type) ?? []), operand]);
  return [...types].map(([objectType, operands]) =>
    operands.every(({ lhs }) => lhs === "id")
      ? { objectType, values: operands.map(({ rhs }) => rhs) }
      : { objectType, entryValues: operands.map(({ lhs, rhs }): Json => ({ lhs, rhs })) },
  );
};

const wireBlock = (
  block: { readonly operator?: unknown; readonly negated?: unknown },
  pairs: readonly (readonly [string, Operand])[],
): JsonObject => ({
  operator: block.operator === "AND" ? "AND" : "OR",
  ...(block.negated === true ? { negated: true } : {}),
  operands: wireOperands(pairs),
});

const references = (value: unknown): readonly Reference[] =>
  blocksOf(value).flatMap((block, index) =>
    objectTypes(block).flatMap(([type, entries]) =>
      entries.flatMap((entry, at) =>
        typeOf(type)
          .references(entry)
          .map((reference) => ({ ...reference, path: [index, type, at, ...reference.path] })),
      ),
    ),
  );

/** A block of several object types is told as what the first of them asks for. */
const criteria = (value: unknown): readonly Criterion[] =>
  blocksOf(value).map((block) => {
    const types = objectTypes(block);
    const { asks, label } = typeOf(types[0]?.[0] ?? "");
    return {
      key: familyOf(types.map(([type]) => type)),
      asks,
      label,
      negated: block.negated === true,
      every: block.operator === "AND",
      entries: types.flatMap(([type, entries]) =>
        entries.map((entry) => ({
          key: `${type} ${entryKey(entry)}`,
          text: typeOf(type).say(entry),
          references: typeOf(type).references(entry),
        })),
      ),
    };
  });

const schemaOf = (types: readonly string[]): z.ZodType =>
  z.array(
    z.strictObject({
      operator: z.enum(["AND", "OR"]).optional(),
      ...Object.fromEntries(types.map((type) => [type, z.array(typeOf(type).schema).min(1).optional()])),
    }),
  );

/** `APP_GROUP: [name]` and what it is on the wire, ids in angle brackets. */
const formOf = (type: string): readonly [string, string] => {
  const { example, encode } = typeOf(type);
  const operand = encode(example, (kind, name) => `<id of ${kind} "${name}">`);
  return [`${type}: [${JSON.stringify(example)}]`, JSON.stringify(wireOperands([[type, operand]])[0])];
};

interface Given extends Common {
  /** What may be asked for, where a policy does not take every type; live rules are read whatever they ask for. */
  readonly objectTypes?: readonly string[];
}

/** The conditions of a policy rule in readable form; written in the v2 form, one operand per object type. */
export const conditions =
  ({ objectTypes: types = Object.keys(operandTypes), ...given }: Given): Unbound =>
  (name): Field => ({
    ...base(name, given),
    schema: schemaOf(types).describe(given.about),
    empty: [],
    every: true,
    forms: types.map(formOf),
    extent: blocksExtent(readBlocks, writeBlocks, isEqual, isSingle),
    references,
    criteria,
    canonical,
    decode: (wire, nameOf) =>
      readObjects(wire, name)?.map((block, index) => decodeBlock(block, `${name}[${index}]`, nameOf)),
    encode: (value, idOf) => ({
      [name]: blocksOf(value).map((block) =>
        wireBlock(
          block,
          objectTypes(block).flatMap(([type, entries]) =>
            entries.map((entry) => [type, typeOf(type).encode(entry, idOf)] as const),
          ),
        ),
      ),
    }),
    carry: (wire) => ({
      [name]: (readObjects(wire, name) ?? []).map((block, index) =>
        wireBlock(
          block,
          operandsOf(block, `${name}[${index}]`).map(({ objectType, operand }) => [objectType, operand] as const),
        ),
      ),
    }),
  });
