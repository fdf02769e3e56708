import { code } from "./markdown.mjs";

/** The schema without the `null` that clears a field. */
export const shapeOf = (schema) => {
  const kept = schema.anyOf?.filter(({ type }) => type !== "null");
  return kept?.length === 1 ? kept[0] : schema;
};

/** More words than this go into a list of their own. */
export const manyWords = 8;

const oneOf = ({ enum: values }) =>
  values.length > manyWords ? `one of ${values.length} words` : values.map(code).join(", ");

const number = ({ minimum, maximum }) => {
  const isSafe = (bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (isSafe(minimum) && isSafe(maximum)) return `whole number, ${minimum} to ${maximum}`;
  return isSafe(minimum) ? `whole number from ${minimum}` : "whole number";
};

const text = ({ pattern, examples, "x-form": form }) => {
  if (form !== undefined) return form;
  if (examples !== undefined) return `text such as ${examples.map(code).join(", ")}`;
  return pattern === undefined ? "text" : `text of the form ${code(pattern)}`;
};

const types = {
  array: (schema, link) => list(schema, link),
  boolean: () => "true or false",
  integer: number,
  number: ({ minimum, maximum }) => `number, ${minimum} to ${maximum}`,
  object: () => "mapping",
  string: text,
};

const list = (schema, link) => {
  if (schema.reference !== undefined) return `names of ${link(schema.reference)}`;
  const items = schema.items ?? {};
  if (items.reference !== undefined) return `names of ${link(items.reference)}`;
  if (items.enum !== undefined) return `some of ${oneOf(items).replace("one of ", "")}`;
  if (schema.examples?.length > 0) return `list such as ${code(JSON.stringify(schema.examples[0]))}`;
  if (items.type === "object") return "list of mappings";
  const each = typeOf(items, link);
  return /^text\b/.test(each) ? each.replace("text", "texts") : `list of ${each}`;
};

/** What an author may write, in a few words; `link` makes a link of a kind's name. */
export const typeOf = (schema, link) => {
  const shape = shapeOf(schema);
  if (shape.enum !== undefined) return oneOf(shape);
  if (shape.anyOf !== undefined) return shape.anyOf.map((one) => typeOf(one, link)).join(", or ");
  if (shape["x-form"] !== undefined) return text(shape);
  if (shape.type !== "array" && shape.reference !== undefined) return `name of a ${link(shape.reference)}`;
  return types[shape.type]?.(shape, link) ?? "anything";
};

export const limitsOf = (schema) => {
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
export const wordsOf = (schema) => {
  const shape = shapeOf(schema);
  const values = shape.enum ?? shape.items?.enum ?? [];
  return values.length > manyWords ? values : [];
};

/** The mapping inside a field, if it holds one. */
export const mappingOf = (schema) => {
  const shape = shapeOf(schema);
  const inner = shape.type === "array" ? shape.items : shape;
  return inner?.type === "object" ? inner : undefined;
};

/** Kinds a schema refers to, at any depth. */
export const referencesIn = (schema) => {
  if (typeof schema !== "object" || schema === null) return [];
  const own = typeof schema.reference === "string" ? [schema.reference] : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(referencesIn)])];
};
