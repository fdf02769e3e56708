import { nearest } from "../diagnostics/suggest.ts";
import { callsOf } from "../kinds/calls.ts";
import { aboutOf, keysOf, limitsOf, plain, type Shape, trafficOf, typeOf, wordsOf } from "../kinds/describe.ts";
import type { Field } from "../kinds/field.ts";
import { findKind } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import { kindsNamedBy, referrersOf } from "../kinds/referrers.ts";
import { kinds } from "../kinds/registry.ts";
import { resourceSchema } from "../kinds/schema.ts";
import type { KindName } from "../model/address.ts";
import { columns } from "./columns.ts";
import type { CommandResult } from "./outcome.ts";

const schemasOf = (kind: Kind): Readonly<Record<string, Shape>> =>
  (resourceSchema(kind) as { readonly properties: Readonly<Record<string, Shape>> }).properties;

/** Lines of facts; those without a value are left out. */
const facts = (given: readonly (readonly [label: string, value: string])[], indent: string): readonly string[] =>
  given.filter(([, value]) => value !== "").map(([label, value]) => `${indent}${label}: ${value}`);

const needed = (kind: Kind, { required }: Field): string =>
  kind.writable ? (required ? ", needed to create" : ", optional; null clears it") : ", read only";

const explainField = (kind: Kind, field: Field): string => {
  const schema = schemasOf(kind)[field.name] ?? {};
  const keys = keysOf(schema, plain).map(({ name, required, takes }) => [`    ${name}${required ? " *" : ""}`, takes]);
  const lines = [
    `${kind.name}.${field.name}`,
    `  ${aboutOf(field, schema, plain)}`,
    ...facts(
      [
        ["type", `${typeOf(schema, plain)}${needed(kind, field)}`],
        ["limits", limitsOf(schema)],
        ["words", wordsOf(schema).join(", ")],
        ["on the wire", field.wire.join(", ")],
        ["for traffic", trafficOf(field, plain) || "nothing"],
      ],
      "  ",
    ),
    ...(keys.length === 0 ? [] : ["  keys (* needed):", columns(keys)]),
    ...(field.forms === undefined
      ? []
      : ["  forms:", ...field.forms.flatMap(([author, wire]) => [`    ${author}`, `      ${wire}`])]),
  ];
  return `${lines.join("\n")}\n`;
};

const fieldsOf = (kind: Kind): readonly string[] => {
  const schemas = schemasOf(kind);
  const rows = Object.values(kind.fields).map((field) => {
    const schema = schemas[field.name] ?? {};
    const type = [typeOf(schema, plain), limitsOf(schema)].filter((part) => part !== "").join("; ");
    const short = type.length > 60 ? `${type.slice(0, 57)}…` : type;
    return [`  ${field.name}${field.required ? " *" : ""}`, short, aboutOf(field, schema, plain)];
  });
  const star = Object.values(kind.fields).some(({ required }) => required) ? " (* needed to create)" : "";
  const heading = kind.writable ? `Fields${star}` : "Fields that are read; it cannot be declared";
  return rows.length === 0 ? [] : [`${heading}\n${columns(rows)}`];
};

/** Where the API has one list per type, each has an order of its own. */
const placesOf = ({ api }: Kind): string =>
  api.style === "rest" && api.perType !== undefined ? "among the rules of one type" : "in the list";

const nature = (kind: Kind): readonly string[] => {
  const lines = [
    kind.singleton ? "The tenant has exactly one, named global: it is changed, never created or deleted." : "",
    kind.order === undefined ? "" : `The position ${placesOf(kind)} is the order of evaluation.`,
    kind.purpose === "named" ? "Documents may name it, not declare it." : "",
    kind.purpose === "referrer"
      ? `Read before a delete${kind.bystander ? "" : " or a change"} of what it names, and for nothing else.`
      : "",
    kind.writable
      ? `Takes effect ${kind.activation === "staged" ? "at activation, once per apply" : "at once, with each write"}.`
      : "",
  ].filter((line) => line !== "");
  return lines.length === 0 ? [] : [lines.join("\n")];
};

const relations = (kind: Kind): readonly string[] => {
  const lines = facts(
    [
      ["Names", [...kindsNamedBy(kind)].sort().join(", ")],
      ["Is named by", referrersOf(kind.name).toSorted().join(", ")],
      ["Terraform", (kind.terraform ?? []).join(", ")],
    ],
    "",
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
};

const explainKind = (kind: Kind): string =>
  `${[
    `${kind.name}: ${kind.title}\n${kind.summary}`,
    ...fieldsOf(kind),
    ...nature(kind),
    ...relations(kind),
    `API calls\n${columns(callsOf(kind).map(({ purpose, request }) => [`  ${purpose}`, request]))}`,
    ...(kind.writable ? [`docs/kinds/${kind.name}.md has an example, and what is odd about it.`] : []),
  ].join("\n\n")}\n`;

const unknown = (message: string, given: string, known: readonly string[]): CommandResult => {
  const near = nearest(given, known);
  return {
    exitCode: 1,
    notes: `error: ${message}\n${near.length === 0 ? "" : `  hint: did you mean ${near.join(", ")}?\n`}`,
  };
};

/** One key of the mapping a field holds. */
const explainKey = (kind: Kind, field: Field, given: string): CommandResult => {
  const topic = `${kind.name}.${field.name}`;
  const keys = keysOf(schemasOf(kind)[field.name] ?? {}, plain);
  const key = keys.find(({ name }) => name === given);
  if (key === undefined) {
    return unknown(
      `${topic} has no key "${given}"`,
      given,
      keys.map(({ name }) => name),
    );
  }
  const forms = (field.forms ?? []).filter(([author]) => author.startsWith(`${given}:`));
  const lines = [
    `${topic}.${given}`,
    `  ${key.takes}${key.required ? "; needed" : ""}`,
    ...forms.flatMap(([author, wire]) => [`  form: ${author}`, `    ${wire}`]),
  ];
  return { exitCode: 0, output: `${lines.join("\n")}\n` };
};

/** One kind, one field of it, or one key of a field, in words: what its reference page says of it, without the quirks. */
export const explain = (topic: string): CommandResult => {
  const [name = "", path, ...rest] = topic.split(".");
  const kind = findKind(name as KindName);
  if (kind === undefined) {
    return unknown(
      `no kind is named "${name}"`,
      name,
      kinds.map((one) => one.name),
    );
  }
  if (path === undefined) return { exitCode: 0, output: explainKind(kind) };
  const field = kind.fields[path];
  if (field === undefined) return unknown(`${name} has no field "${path}"`, path, Object.keys(kind.fields));
  if (rest.length > 0) return explainKey(kind, field, rest.join("."));
  return { exitCode: 0, output: explainField(kind, field) };
};
