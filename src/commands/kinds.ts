import { nearest } from "../diagnostics/suggest.ts";
import type { Field } from "../kinds/field.ts";
import { findKind } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import { kinds as all } from "../kinds/registry.ts";
import { resourceSchema } from "../kinds/schema.ts";
import type { KindName } from "../model/address.ts";
import type { CommandResult, Format } from "./outcome.ts";

const pad = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  "),
    )
    .join("\n");
};

const headings: Readonly<Record<Kind["purpose"], string>> = {
  declared: "Kinds to declare",
  named: "Kinds to refer to",
  referrer: "Kinds that are read before a delete",
};

const listed = ([purpose, heading]: readonly [string, string]): string =>
  `${heading}\n${pad(all.filter((kind) => kind.purpose === purpose).map(({ name, summary }) => [`  ${name}`, summary]))}\n`;

/** What can be declared, what can be referred to, and what else is read. */
export const kinds = (format: Format): CommandResult => {
  if (format === "json") {
    const rows = all.map(({ name, title, summary, purpose, writable, order }) => ({
      name,
      title,
      summary,
      purpose,
      writable,
      ordered: order !== undefined,
    }));
    return { exitCode: 0, output: `${JSON.stringify(rows, null, 2)}\n` };
  }
  return { exitCode: 0, output: Object.entries(headings).map(listed).join("\n") };
};

type Schema = Readonly<Record<string, unknown>>;

const typeOf = (schema: Schema): string => {
  if (Array.isArray(schema.enum)) return schema.enum.join(" | ");
  if (Array.isArray(schema.anyOf))
    return (schema.anyOf as readonly Schema[])
      .filter(({ type }) => type !== "null")
      .map(typeOf)
      .join(" or ");
  if (schema.type === "array") return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  if (typeof schema.reference === "string") return `name of a ${schema.reference}`;
  if (schema.type === "object") return "mapping";
  return String(schema.type ?? "any");
};

const properties = (kind: Kind): Readonly<Record<string, Schema>> =>
  (resourceSchema(kind) as { readonly properties: Readonly<Record<string, Schema>> }).properties;
const shapeOf = (schema: Schema): Schema =>
  Array.isArray(schema.anyOf)
    ? ((schema.anyOf as readonly Schema[]).find(({ type }) => type !== "null") ?? schema)
    : schema;
const referenceOf = (schema: Schema): string => {
  const { reference } = shapeOf(schema);
  return typeof reference === "string" ? `names of ${reference}` : typeOf(shapeOf(schema));
};

const roles: Readonly<Record<Field["role"], string>> = {
  match: "a criterion: empty means any",
  content: "what its users match by",
  decision: "decides what happens to traffic",
  effect: "affects traffic in a way that cannot be ordered",
  plain: "no effect on traffic",
};

const explainField = (kind: Kind, field: Field): string => {
  const schema = properties(kind)[field.name] ?? {};
  const shape = shapeOf(schema);
  const lines = [
    `${kind.name}.${field.name}`,
    `  ${String(schema.description ?? shape.description ?? "")}`,
    `  type: ${referenceOf(schema)}${kind.writable ? (field.required ? ", needed to create" : ", optional; null clears it") : ", read only"}`,
    `  on the wire: ${field.wire.join(", ")}`,
    `  effect: ${roles[field.role]}`,
    ...(field.forms === undefined
      ? []
      : ["  forms:", ...field.forms.flatMap(([author, wire]) => [`    ${author}`, `      ${wire}`])]),
  ];
  return `${lines.join("\n")}\n`;
};

const notesOn = (kind: Kind): readonly string[] => [
  ...(kind.order === undefined
    ? []
    : [
        `\nThe position in the list is the order of evaluation${kind.order.per === undefined ? "" : `; each ${kind.order.per} has one of its own`}`,
      ]),
  ...(kind.purpose === "referrer"
    ? [`\nRead before a delete${kind.bystander ? "" : " or a change"} of what it names, and for nothing else`]
    : []),
];

const explainKind = (kind: Kind): string => {
  const rows = Object.values(kind.fields).map((field) => {
    const schema = properties(kind)[field.name] ?? {};
    const type = referenceOf(schema);
    return [
      `  ${field.name}${field.required ? " *" : ""}`,
      type.length > 60 ? `${type.slice(0, 57)}…` : type,
      String(shapeOf(schema).description ?? schema.description ?? ""),
    ];
  });
  const api = kind.api.style === "rest" ? kind.api.list : `${kind.api.operation} (GraphQL)`;
  const heading = kind.writable ? "Fields (* needed to create)" : "Fields that are read; it cannot be declared";
  const fields = rows.length === 0 ? "" : `${heading}\n${pad(rows)}\n\n`;
  return `${kind.name}: ${kind.title}\n${kind.summary}\n\n${fields}Read from ${api}${notesOn(kind).join("")}\n`;
};

export const explain = (topic: string): CommandResult => {
  const [name = "", path] = topic.split(".", 2);
  const kind = findKind(name as KindName);
  if (kind === undefined) {
    const near = nearest(
      name,
      all.map((one) => one.name),
    );
    return {
      exitCode: 1,
      notes: `error: no kind is named "${name}"\n${near.length === 0 ? "" : `  hint: did you mean ${near.join(", ")}?\n`}`,
    };
  }
  if (path === undefined) return { exitCode: 0, output: explainKind(kind) };
  const field = kind.fields[path];
  if (field === undefined) {
    const near = nearest(path, Object.keys(kind.fields));
    return {
      exitCode: 1,
      notes: `error: ${name} has no field "${path}"\n${near.length === 0 ? "" : `  hint: did you mean ${near.join(", ")}?\n`}`,
    };
  }
  return { exitCode: 0, output: explainField(kind, field) };
};
