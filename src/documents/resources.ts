import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { addressOf, type KindName } from "../model/address.ts";
import type { Lifecycle, Resource, Spec } from "../model/resource.ts";
import { type Checker, compileChecker } from "./check.ts";
import type { KindSchemas } from "./loaded.ts";
import type { Path, Places } from "./places.ts";
import { isRecord, type JsonSchema } from "./problems.ts";
import { quote } from "./words.ts";

const lifecycleSchema: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    protect: { type: "boolean" },
    renamedFrom: { type: "string", minLength: 1 },
    additive: { type: "array", items: { type: "string" }, uniqueItems: true },
    unmanaged: { type: "array", items: { type: "string" }, uniqueItems: true },
  },
};

const lifecycleChecker = compileChecker(lifecycleSchema, "lifecycle");

/** How the resources of one kind are checked. */
export interface KindChecker {
  readonly resource: Checker;
  readonly fields: readonly string[];
}

/** The schema of a resource without what is checked here in better words. */
const withoutOurs = (schema: JsonSchema): JsonSchema => {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.filter((field) => field !== "name") : [];
  return { ...schema, properties: { name: {}, ...properties, lifecycle: {} }, required };
};

export const kindChecker = (schema: JsonSchema, kind: string): KindChecker => ({
  resource: compileChecker(withoutOurs(schema), kind),
  fields: Object.keys(isRecord(schema.properties) ? schema.properties : {}).filter(
    (field) => field !== "name" && field !== "lifecycle",
  ),
});

/** A resource in its document. */
interface Given {
  readonly kind: KindName;
  readonly value: Readonly<Record<string, unknown>>;
  readonly places: Places;
  readonly at: Path;
}

/** Controls and marks that turn the reading direction would make two names look alike. */
const misleading = /\p{Cc}|[\u2028-\u202e\u2066-\u2069]/u;

const error = (code: Diagnostic["code"], message: string, source: Diagnostic["source"], hint: string): Diagnostic => ({
  severity: "error",
  code,
  message,
  ...(source === undefined ? {} : { source }),
  hint,
});

const nameProblem = (code: Diagnostic["code"], message: string, { places, at }: Given, hint: string): Diagnostic =>
  error(code, message, places.valueAt([...at, "name"]), hint);

const unquoted = (given: Given, name: number | boolean): Diagnostic => {
  const raw = given.places.writtenAt([...given.at, "name"]) ?? String(name);
  const read = typeof name === "number" ? "a number" : "true or false";
  return nameProblem(
    "not-a-text",
    `the name must be a text, but YAML reads ${raw} as ${read}`,
    given,
    `write "${raw}"`,
  );
};

const checkName = (given: Given, kinds: KindSchemas): readonly Diagnostic[] => {
  const { kind } = given;
  const { name } = given.value;
  if (name === undefined) return [nameProblem("missing-field", `a ${kind} needs a name`, given, "add `name:`")];
  if (typeof name === "number" || typeof name === "boolean") return [unquoted(given, name)];
  if (typeof name !== "string")
    return [nameProblem("invalid-value", "the name must be a text", given, "write one name")];
  if (name.trim() === "") return [nameProblem("invalid-value", "the name is empty", given, "write a name")];
  if (misleading.test(name)) {
    const message = `the name ${quote(name)} holds a control character`;
    return [nameProblem("invalid-value", message, given, "use letters and blanks")];
  }
  if (!kinds.isReserved(kind, name)) return [];
  return [
    nameProblem("reserved-name", `${quote(name)} is a predefined id of the vendor`, given, "choose another name"),
  ];
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Fields that `additive` and `unmanaged` name must be fields of the kind. */
const checkFieldNames = (
  given: Given,
  word: "additive" | "unmanaged",
  fields: readonly string[],
): readonly Diagnostic[] => {
  const lifecycle = isRecord(given.value.lifecycle) ? given.value.lifecycle : {};
  return listOf(lifecycle[word]).flatMap((field, index) => {
    if (typeof field !== "string" || fields.includes(field)) return [];
    const near = nearest(field, fields, 1)[0];
    const hint = near === undefined ? `zerodrift explain ${given.kind} lists its fields` : `did you mean "${near}"?`;
    const source = given.places.valueAt([...given.at, "lifecycle", word, index]);
    return [error("unknown-field", `${given.kind} has no field ${quote(field)}`, source, hint)];
  });
};

const checkLifecycle = (given: Given, fields: readonly string[]): readonly Diagnostic[] => {
  if (given.value.lifecycle === undefined) return [];
  return [
    ...lifecycleChecker.check(given.value.lifecycle, given.places, [...given.at, "lifecycle"]),
    ...checkFieldNames(given, "additive", fields),
    ...checkFieldNames(given, "unmanaged", fields),
  ];
};

const toResource = ({ kind, value, places, at }: Given): Resource => {
  const { name: given, lifecycle, ...spec } = value;
  const name = String(given);
  return {
    address: addressOf(kind, name),
    kind,
    name,
    spec: spec as Spec,
    lifecycle: isRecord(lifecycle) ? (lifecycle as Lifecycle) : {},
    source: places.valueAt(at),
    at: (path) => (path.length === 0 ? places.valueAt(at) : places.valueAt([...at, ...path])),
  };
};

/** What the schema says about a name that is already refused. */
const withoutSaid = (found: readonly Diagnostic[], said: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(
    ({ source }) => !said.some((one) => one.source?.line === source?.line && one.source?.column === source?.column),
  );

const isSound = (checker: Checker, value: unknown, { places, at }: Pick<Given, "places" | "at">): boolean =>
  !checker.check(value, places, at).some(isError);

/** The name with the fields and words that have nothing wrong in them: readers of old commits rely on their types. */
const soundPart = (given: Given, checker: KindChecker): Given => {
  const { places, at } = given;
  const { name, lifecycle, ...fields } = given.value;
  const sound = Object.entries(fields).filter(([field, value]) => isSound(checker.resource, { [field]: value }, given));
  const words = Object.entries(isRecord(lifecycle) ? lifecycle : {}).filter(([word, value]) =>
    isSound(lifecycleChecker, { [word]: value }, { places, at: [...at, "lifecycle"] }),
  );
  return { ...given, value: { name, ...Object.fromEntries(sound), lifecycle: Object.fromEntries(words) } };
};

/** One resource, and what is wrong with it. */
export interface ReadResource {
  /** Absent when it has no usable name. */
  readonly resource?: Resource;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one resource; what has a name is returned all the same, without what is wrong in it. */
export const readResource = (given: Given, checker: KindChecker, kinds: KindSchemas): ReadResource => {
  const naming = checkName(given, kinds);
  const diagnostics = [
    ...naming,
    ...checkLifecycle(given, checker.fields),
    ...withoutSaid(checker.resource.check(given.value, given.places, given.at), naming),
  ];
  const isNamed = typeof given.value.name === "string" && given.value.name.trim() !== "";
  if (!isNamed) return { diagnostics };
  return { resource: toResource(diagnostics.some(isError) ? soundPart(given, checker) : given), diagnostics };
};
