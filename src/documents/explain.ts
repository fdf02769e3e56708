import type { Code } from "../diagnostics/codes.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Path } from "./places.ts";
import { isOpen, isRecord, type JsonSchema, type Problem } from "./problems.ts";
import { expected, kindOfValue, pathText, quote, written } from "./words.ts";

/** A problem in the words of people, before it has a place. */
export interface Explained {
  readonly code: Code;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  /** What to point at. */
  readonly target: { readonly at: "value" | "key" | "owner"; readonly path: Path };
}

export interface Context {
  /** What the whole value is called: the kind. */
  readonly subject: string;
  /** A scalar as the author wrote it. */
  readonly writtenAt: (path: Path) => string | undefined;
}

type Explain = (problem: Problem, context: Context) => Explained;

const nameOf = ({ path }: Problem, context: Context): string =>
  path.length === 0 ? context.subject : quote(pathText(path));

const finding = (problem: Problem, message: string, hint?: string, code: Code = "invalid-value"): Explained => ({
  code,
  severity: "error",
  message,
  ...(hint === undefined ? {} : { hint }),
  target: { at: "value", path: problem.path },
});

const listed = (values: readonly unknown[]): string => {
  const shown = values.slice(0, 12).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  return `${shown.join(", ")}${values.length > shown.length ? ", …" : ""}`;
};

const knownValues = (values: readonly unknown[]): string =>
  `known values: ${listed(values.filter((value) => value !== null))}`;

const lifecycleWords = new Set(["protect", "renamedFrom", "additive", "unmanaged"]);

const unknownField: Explain = (problem, context) => {
  const key = String(problem.params.additionalProperty ?? problem.params.unevaluatedProperty);
  const fields = isRecord(problem.schema.properties) ? Object.keys(problem.schema.properties) : [];
  const isLifecycle = lifecycleWords.has(key) && fields.includes("lifecycle");
  const isKind = problem.path.length === 0 && context.subject.includes("/");
  const otherwise =
    fields.length > 12 && isKind
      ? `zerodrift explain ${context.subject} lists its fields`
      : `it takes ${listed(fields)}`;
  const hint = isLifecycle ? `write it under "lifecycle"` : (didYouMean(key, fields) ?? otherwise);
  return {
    ...finding(problem, `${nameOf(problem, context)} has no field ${quote(key)}`, hint, "unknown-field"),
    target: { at: "key", path: [...problem.path, key] },
  };
};

const missing: Explain = (problem, context) => {
  const key = String(problem.params.missingProperty);
  return {
    ...finding(problem, `${nameOf(problem, context)} needs ${quote(key)}`, undefined, "missing-field"),
    target: { at: "owner", path: [...problem.path, key] },
  };
};

const booleanWords: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  y: true,
  true: true,
  no: false,
  off: false,
  n: false,
  false: false,
};

/** How to write what was probably meant. */
const typeHint = (
  types: readonly unknown[],
  { value, path, schema }: Problem,
  context: Context,
): string | undefined => {
  if (types.includes("boolean") && typeof value === "string") {
    const meant = booleanWords[value.toLowerCase()];
    if (meant !== undefined) return `write ${meant}`;
  }
  if (types.includes("number") || types.includes("integer")) {
    if (typeof value === "string" && /^-?\d+$/.test(value)) return `write ${value} without quotes`;
  }
  if (types.includes("array") && (typeof value === "string" || typeof value === "number")) {
    return `write [${context.writtenAt(path) ?? value}]`;
  }
  if (value === null) return "write a value, or leave the field out";
  return Array.isArray(schema.enum) ? knownValues(schema.enum) : undefined;
};

const wrongType: Explain = (problem, context) => {
  const { type } = problem.params;
  const types = Array.isArray(type) ? type : String(type).split(",");
  const { value } = problem;
  if (types.includes("string") && (typeof value === "number" || typeof value === "boolean")) {
    const raw = context.writtenAt(problem.path) ?? String(value);
    const read = typeof value === "number" ? "a number" : "true or false";
    const message = `${nameOf(problem, context)} must be ${expected(types)}, but YAML reads ${raw} as ${read}`;
    const known = problem.schema.enum;
    const hint = Array.isArray(known) && !known.includes(raw) ? knownValues(known) : `write "${raw}"`;
    return finding(problem, message, hint, "not-a-text");
  }
  const found = kindOfValue(value);
  const message = `${nameOf(problem, context)} must be ${expected(types)}, not ${found === "true or false" ? String(value) : found}`;
  return finding(problem, message, typeHint(types, problem, context));
};

const notListed: Explain = (problem, context) => {
  const values = Array.isArray(problem.params.allowedValues)
    ? problem.params.allowedValues
    : [problem.params.allowedValue];
  const texts = values.filter((value) => typeof value === "string");
  const hint = didYouMean(String(problem.value), texts) ?? knownValues(values);
  const name = nameOf(problem, context);
  if (isOpen(problem)) {
    const message = `${written(problem.value)} is not among the known values of ${name} and is passed on as it is`;
    return { ...finding(problem, message, hint, "unknown-value"), severity: "warning" };
  }
  return finding(problem, `${name} cannot be ${written(problem.value)}`, hint);
};

/** `write it like "90m" (units: m, min, h)`, from what the schema says of the form. */
const formHint = (schema: JsonSchema, otherwise: string): string => {
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const unit = schema["x-unit"];
  const form = schema["x-form"];
  const like = example === undefined ? undefined : JSON.stringify(example);
  if (typeof form === "string") return `write ${form}${like === undefined ? "" : `, like ${like}`}`;
  return like === undefined ? otherwise : `write it like ${like}${typeof unit === "string" ? ` (units: ${unit})` : ""}`;
};

const wrongForm: Explain = (problem, context) => {
  const hint = formHint(problem.schema, `it must match ${String(problem.schema.pattern)}`);
  return finding(problem, `${nameOf(problem, context)} has not the right form: ${written(problem.value)}`, hint);
};

/** A key of a map that is not of the right form. */
const wrongKey: Explain = (problem, context) => {
  const key = String(problem.params.propertyName);
  const { message, hint } = notKey(problem, context, key);
  return { ...finding(problem, message, hint), target: { at: "key", path: [...problem.path, key] } };
};

const notKey = (
  problem: Problem,
  context: Context,
  key: string,
): { readonly message: string; readonly hint: string } => {
  const allowed = problem.params.allowedValues;
  const message = `${nameOf(problem, context)} cannot have the key ${quote(key)}`;
  if (Array.isArray(allowed))
    return { message, hint: didYouMean(key, allowed.map(String)) ?? `keys: ${listed(allowed)}` };
  return { message, hint: formHint(problem.schema, `keys must match ${String(problem.schema.pattern)}`) };
};

const count = (amount: unknown, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

const limit =
  (say: (limit: unknown, problem: Problem) => string): Explain =>
  (problem, context) =>
    finding(problem, `${nameOf(problem, context)} ${say(problem.params.limit ?? problem.params.multipleOf, problem)}`);

const sizeOf = (value: unknown): number =>
  typeof value === "string"
    ? [...value].length
    : Array.isArray(value)
      ? value.length
      : Object.keys(value as object).length;

const general: Explain = (problem, context) =>
  finding(problem, `${nameOf(problem, context)} is not allowed as it is (${problem.keyword})`);

const explanations: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownField,
  unevaluatedProperties: unknownField,
  required: missing,
  dependentRequired: missing,
  type: wrongType,
  enum: notListed,
  const: notListed,
  pattern: wrongForm,
  minimum: limit((most, { value }) => `must be at least ${most}, not ${value}`),
  maximum: limit((most, { value }) => `must be at most ${most}, not ${value}`),
  exclusiveMinimum: limit((most, { value }) => `must be more than ${most}, not ${value}`),
  exclusiveMaximum: limit((most, { value }) => `must be less than ${most}, not ${value}`),
  multipleOf: limit((step, { value }) => `must be a multiple of ${step}, not ${value}`),
  minLength: limit((least, { value }) =>
    least === 1 || value === ""
      ? "must not be empty"
      : `must have at least ${count(least, "character", "characters")}, it has ${sizeOf(value)}`,
  ),
  maxLength: limit((most, { value }) => `may have ${count(most, "character", "characters")}, it has ${sizeOf(value)}`),
  minItems: limit((least, { value }) =>
    least === 1
      ? "must not be an empty list"
      : `needs at least ${count(least, "entry", "entries")}, it has ${sizeOf(value)}`,
  ),
  maxItems: limit((most, { value }) => `may have ${count(most, "entry", "entries")}, it has ${sizeOf(value)}`),
  minProperties: limit((least, { value }) =>
    least === 1
      ? "must not be an empty mapping"
      : `needs at least ${count(least, "key", "keys")}, it has ${sizeOf(value)}`,
  ),
  maxProperties: limit((most, { value }) => `may have ${count(most, "key", "keys")}, it has ${sizeOf(value)}`),
  oneOf: (problem, context) =>
    finding(problem, `${nameOf(problem, context)} mixes two forms of which only one may be used`),
  "false schema": (problem, context) => finding(problem, `${nameOf(problem, context)} cannot be used here`),
};

/** Every repetition in a list, not only the first that ajv meets. */
const repetitions = (problem: Problem, context: Context): readonly Explained[] => {
  const seen = new Map<string, number>();
  return (problem.value as readonly unknown[]).flatMap((value, index) => {
    const key = JSON.stringify(value);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    const shown = typeof value === "object" ? "an entry" : written(value);
    return [
      finding(
        { ...problem, path: [...problem.path, index] },
        `${shown} stands twice in ${nameOf(problem, context)}`,
        `remove one; the first is entry ${first + 1}`,
      ),
    ];
  });
};

/** One problem in words. */
export const explain = (problem: Problem, context: Context): readonly Explained[] => {
  if (problem.keyword === "uniqueItems") {
    const found = repetitions(problem, context);
    if (found.length > 0) return found;
  }
  if (problem.params.propertyName !== undefined) return [wrongKey(problem, context)];
  return [(explanations[problem.keyword] ?? general)(problem, context)];
};

/** Whether the value at the path, or one around it, is a secret by its schema. */
export const isSecret = (schema: unknown, path: Path): boolean => {
  if (!isRecord(schema)) return false;
  if (schema["x-secret"] === true) return true;
  const unions = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((branches) =>
    Array.isArray(branches) ? branches : [],
  );
  if (unions.some((branch) => isSecret(branch, path))) return true;
  const [step, ...rest] = path;
  if (step === undefined) return false;
  if (typeof step === "number") return isSecret(schema.items, rest);
  return isRecord(schema.properties) && isSecret((schema.properties as JsonSchema)[step], rest);
};

/** Hint for a secret that was written into the file, whatever else is wrong with it. */
export const secretHint = "write {env: ZERODRIFT_SECRET_<NAME>, version: 1} and keep the value in the environment";
