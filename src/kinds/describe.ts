import type { Field, Loosening } from "./field.ts";

/** A JSON Schema as `resourceSchema` makes it; `reference` marks names of other objects. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly reference?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly "x-form"?: string;
}

/** How words of the API and names of kinds are shown. */
export interface Style {
  code(text: string): string;
  link(kind: string): string;
}

/** For a terminal: as they are. */
export const plain: Style = { code: (text) => text, link: (kind) => kind };

/** The schema without the `null` that clears a field. */
export const shapeOf = (schema: Shape): Shape => {
  const kept = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  return kept.length === 1 ? kept[0]! : schema;
};

/** More words than this go into a list of their own. */
const manyWords = 8;

const oneOf = (values: readonly unknown[], { code }: Style): string =>
  values.length > manyWords ? `${values.length} words` : values.map((value) => code(String(value))).join(", ");

const wholeNumber = ({ minimum, maximum }: Shape): string => {
  const isSafe = (bound: number | undefined): boolean =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (isSafe(minimum) && isSafe(maximum)) return `whole number, ${minimum} to ${maximum}`;
  return isSafe(minimum) ? `whole number from ${minimum}` : "whole number";
};

const text = ({ pattern, examples, "x-form": form }: Shape, { code }: Style): string => {
  if (form !== undefined) return form;
  if (examples !== undefined) return `text such as ${examples.map((one) => code(String(one))).join(", ")}`;
  return pattern === undefined ? "text" : `text of the form ${code(pattern)}`;
};

const list = (schema: Shape, style: Style): string => {
  const items = schema.items ?? {};
  const reference = schema.reference ?? items.reference;
  if (reference !== undefined) return `names of ${style.link(reference)}`;
  if (items.enum !== undefined) return `some of ${oneOf(items.enum, style)}`;
  const [example] = schema.examples ?? [];
  if (example !== undefined) return `list such as ${style.code(JSON.stringify(example))}`;
  if (items.type === "object") return "list of mappings";
  const each = typeOf(items, style);
  return /^text\b/.test(each) ? each.replace("text", "texts") : `list of ${each}`;
};

const types: Readonly<Record<string, (shape: Shape, style: Style) => string>> = {
  array: list,
  boolean: () => "true or false",
  integer: wholeNumber,
  number: ({ minimum, maximum }) => `number, ${minimum} to ${maximum}`,
  object: () => "mapping",
  string: text,
};

/** What an author may write, in a few words. */
export const typeOf = (schema: Shape, style: Style): string => {
  const shape = shapeOf(schema);
  if (shape.enum !== undefined) return `${shape.enum.length > manyWords ? "one of " : ""}${oneOf(shape.enum, style)}`;
  if (shape["x-form"] !== undefined) return text(shape, style);
  if (shape.anyOf !== undefined) return shape.anyOf.map((one) => typeOf(one, style)).join(", or ");
  if (shape.type !== "array" && shape.reference !== undefined) return `name of a ${style.link(shape.reference)}`;
  return types[shape.type ?? ""]?.(shape, style) ?? "anything";
};

export const limitsOf = (schema: Shape): string => {
  const { maxLength, maxItems, minItems } = shapeOf(schema);
  return [
    maxLength === undefined ? "" : `up to ${maxLength} characters`,
    maxItems === undefined ? "" : `up to ${maxItems} entries`,
    minItems === undefined ? "" : `at least ${minItems} ${minItems === 1 ? "entry" : "entries"}`,
  ]
    .filter((limit) => limit !== "")
    .join(", ");
};

/** All words of a field that has many. */
export const wordsOf = (schema: Shape): readonly string[] => {
  const shape = shapeOf(schema);
  const values = shape.enum ?? shape.items?.enum ?? [];
  return values.length > manyWords ? values.map(String) : [];
};

/** The mapping inside a field, if it holds one. */
const mappingOf = (schema: Shape): Shape | undefined => {
  const shape = shapeOf(schema);
  const inner = shape.type === "array" ? shape.items : shape;
  return inner?.type === "object" ? inner : undefined;
};

export interface Key {
  readonly name: string;
  readonly required: boolean;
  readonly takes: string;
}

/** Entries that are mappings themselves are told as they are written. */
const takes = (schema: Shape, style: Style): string => {
  const words = wordsOf(schema);
  if (words.length > 0)
    return `${shapeOf(schema).type === "array" ? "some" : "one"} of ${words.map(style.code).join(", ")}`;
  const mapping = mappingOf(schema);
  if (mapping?.properties === undefined) return typeOf(schema, style);
  const keys = Object.entries(mapping.properties).map(([key, inner]) => `${style.code(key)}: ${typeOf(inner, style)}`);
  return `${shapeOf(schema).type === "array" ? "list of mappings" : "mapping"} with ${keys.join("; ")}`;
};

/** The keys of the mapping a field holds, or whose list it is. */
export const keysOf = (schema: Shape, style: Style): readonly Key[] => {
  const mapping = mappingOf(schema);
  return Object.entries(mapping?.properties ?? {}).map(([name, inner]) => ({
    name,
    required: mapping?.required?.includes(name) ?? false,
    takes: takes(inner, style),
  }));
};

/** What a field is, and what clearing it comes to where that is not simply nothing. */
export const aboutOf = ({ required, empty, mutable }: Field, schema: Shape, { code }: Style): string => {
  const isNothing = empty === undefined || empty === "" || empty === false || empty === 0 || typeof empty === "object";
  const cleared = required || isNothing ? "" : `; ${code("null")} means ${code(String(empty))}`;
  const about = `${schema.description ?? shapeOf(schema).description ?? ""}${cleared}`;
  return mutable ? about : `${about}. Cannot change once the object exists`;
};

const loosening: Readonly<Record<Extract<Loosening, string>, string>> = {
  entries: "each entry lets more pass",
  additions: "each entry lets more pass, none lets nothing pass",
  removals: "each entry lets less pass",
  increases: "a larger value lets more pass",
};

const effectOf = ({ loosens }: Field, { code }: Style): string => {
  if (loosens === undefined) return "has an effect that cannot be ordered";
  if (typeof loosens === "string") return loosening[loosens];
  return `more passes from ${code(String(loosens[0]))} to ${code(String(loosens.at(-1)))}`;
};

/** What a field means for traffic; empty when nothing. */
export const trafficOf = (field: Field, style: Style): string => {
  const { role, every, invertedBy } = field;
  if (role === "plain") return "";
  if (role === "content") return "content; more of it matches more";
  if (role === "decision") return "decides";
  if (role === "effect") return effectOf(field, style);
  const turned = invertedBy === undefined ? "" : `; turned around by ${style.code(invertedBy)}`;
  return `criterion; empty means any${every ? "; every entry has to match" : ""}${turned}`;
};
