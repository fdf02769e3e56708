import { apiCalls } from "./api-calls.mjs";
import { exampleOf } from "./example.mjs";
import { code, header, page, table } from "./markdown.mjs";
import { marksOf, notesOf } from "./notes.mjs";
import { limitsOf, mappingOf, referencesIn, shapeOf, typeOf, wordsOf } from "./shape.mjs";

const roles = {
  match: "criterion; empty means any",
  content: "content; more of it matches more",
  decision: "decides",
  effect: "effect that cannot be ordered",
  plain: "none",
};

const propertiesOf = (kind, { resourceSchema }) => resourceSchema(kind).properties;

/** Kinds to declare have a page; the others stand in the index. */
const pageOf = {
  declared: (name) => `../${name}.md`,
  named: () => "../../kinds.md#look-ups",
  referrer: () => "../../kinds.md#read-before-a-delete",
};

const linkFor =
  ({ kinds }) =>
  (name) =>
    `[${name}](${pageOf[kinds.find((kind) => kind.name === name).purpose](name)})`;

/** What clearing a field comes to, where that is not simply nothing. */
const cleared = ({ required, empty }) =>
  required || empty === "" || empty === false || empty === 0 || typeof empty === "object" || empty === undefined
    ? ""
    : `; ${code("null")} means ${code(empty)}`;

const describe = (field, schema) => {
  const about = `${schema.description ?? shapeOf(schema).description ?? ""}${cleared(field)}`;
  return field.mutable ? about : `${about}. Cannot change once the object exists`;
};

const fieldTable = (kind, program) => {
  const properties = propertiesOf(kind, program);
  const rows = Object.values(kind.fields).map((field) => {
    const schema = properties[field.name];
    const name = `${code(field.name)}${field.required ? " \\*" : ""}`;
    return [name, typeOf(schema, linkFor(program)), limitsOf(schema), roles[field.role], describe(field, schema)];
  });
  return table(["Field", "Type", "Limits", "Role for traffic", "About"], rows);
};

const detailsOf = (kind, program) => {
  const properties = propertiesOf(kind, program);
  return Object.values(kind.fields).flatMap(({ name }) => {
    const words = wordsOf(properties[name]);
    const mapping = mappingOf(properties[name]);
    if (words.length > 0) return [`### ${name}`, words.map(code).join(", ")];
    if (mapping === undefined) return [];
    const rows = Object.entries(mapping.properties).map(([key, schema]) => [
      `${code(key)}${mapping.required?.includes(key) ? " \\*" : ""}`,
      entryType(schema, linkFor(program)),
    ]);
    return [`### ${name}`, table(["Key", "Takes"], rows)];
  });
};

/** Entries that are mappings themselves are shown as they are written. */
const entryType = (schema, link) => {
  const words = wordsOf(schema);
  if (words.length > 0) return `some of ${words.map(code).join(", ")}`;
  const mapping = mappingOf(schema);
  if (mapping === undefined) return typeOf(schema, link);
  const keys = Object.entries(mapping.properties).map(([key, inner]) => `${code(key)}: ${typeOf(inner, link)}`);
  return `${schema.type === "array" ? "list of mappings: " : ""}${keys.join("; ")}`;
};

const traffic = ({ rule, bystander, fields }, properties) => {
  if (bystander)
    return ["## What it does to traffic", "It decides over none: no change of it opens or closes anything."];
  if (rule === undefined) return [];
  const known = [...rule.allow, ...rule.block, ...(rule.observe ?? [])];
  const actions = rule.action === undefined ? [] : (shapeOf(properties[rule.action]).enum ?? []);
  const others = actions.filter((action) => !known.includes(action));
  const guards = rule.action === undefined ? [] : [...(rule.guarded ?? []), ...(rule.guardedBy ?? [])];
  const [offField, offValue] = Object.entries(rule.off ?? {})[0] ?? [];
  return [
    "## What it does to traffic",
    [
      rule.action === undefined
        ? "- Has no action: every rule lets through what it matches, in its own way."
        : `- Lets through: ${rule.allow.map(code).join(", ")}.`,
      ...(guards.length === 0
        ? []
        : [
            `- Guards what it lets through: ${guards.map(code).join(", ")}. Without the rule that may pass unguarded, so the plan says that this broadens.`,
          ]),
      ...(rule.block.length === 0 ? [] : [`- Stops: ${rule.block.map(code).join(", ")}.`]),
      ...(rule.softenedBy === undefined
        ? []
        : [
            `- Stops some only: with ${rule.softenedBy.map(code).join(", ")}. Such a rule may let through what another one stops.`,
          ]),
      ...(rule.observe === undefined ? [] : [`- Only observes: ${rule.observe.map(code).join(", ")}.`]),
      ...(others.length === 0
        ? []
        : [
            `- Unknown direction: ${others.map(code).join(", ")}. No order of writes is known to be safe; the plan says so.`,
          ]),
      ...(offField === undefined
        ? ["- Holds as long as it exists; there is no switch."]
        : [
            `- Switched off by ${code(`${offField}: ${offValue}`)}${fields[offField] === undefined ? "" : ", which takes part in the safe order of writes"}.`,
          ]),
    ].join("\n"),
  ];
};

const ordering = ({ order, movableFields }) => {
  if (order === undefined) return [];
  const how =
    order.writes === "numbered"
      ? "Each rule carries its number in its own write; only rules that change place are moved."
      : "New rules are appended by the service; one call per phase puts all rules in order.";
  const rank =
    order.rank === undefined
      ? ""
      : " A rule of a better admin rank (a lower number) stands above one of a worse rank; a list that says otherwise is `rank-conflict`.";
  const builtin =
    movableFields.length === 0
      ? ""
      : ` Movable built-in rules may be declared with ${movableFields.map(code).join(", ")} and their place, nothing else.`;
  return [
    "## Order",
    `The position in the list is the order of evaluation. ${how}${rank}${builtin} See [order](../../order.md).`,
  ];
};

const references = (kind, program) => {
  const link = linkFor(program);
  const to = referencesIn(propertiesOf(kind, program)).sort().map(link);
  const by = program.referrersOf(kind.name).toSorted().map(link);
  return [
    "## References",
    [
      `- Names: ${to.length === 0 ? "nothing" : to.join(", ")}.`,
      `- Is named by: ${by.length === 0 ? "nothing" : `${by.join(", ")}. It is deleted only when none of them still does`}.`,
    ].join("\n"),
  ];
};

const wireNames = ({ fields, nameKey }) => {
  const rows = Object.values(fields)
    .filter(({ name, wire }) => wire.length !== 1 || wire[0] !== name)
    .map(({ name, wire }) => [code(name), wire.map(code).join(", ")]);
  if (nameKey !== "name") rows.unshift([code("name"), code(nameKey)]);
  return rows.length === 0 ? [] : ["Called otherwise by the API:", table(["Here", "API"], rows)];
};

const bodies = ({ createDefaults, updateDefaults, readOnly }) => {
  const list = (value) =>
    Object.entries(value)
      .map(([key, one]) => code(`${key}: ${JSON.stringify(one)}`))
      .join(", ");
  const lines = [
    Object.keys(createDefaults).length === 0 ? "" : `- A create also sends ${list(createDefaults)} unless declared.`,
    Object.keys(updateDefaults).length === 0 ? "" : `- An update also sends ${list(updateDefaults)} when absent.`,
    readOnly.length === 0 ? "" : `- Never sent back: ${readOnly.map(code).join(", ")}.`,
  ].filter((line) => line !== "");
  return lines.join("\n");
};

const quirks = (kind) => {
  const notes = notesOf(kind.name);
  if (notes.length === 0) return [];
  return ["## Quirks", notes.map((note) => `- ${note}`).join("\n"), marksOf(notes)];
};

const takesEffect = ({ activation }) =>
  activation === "staged" ? "at activation, once per apply" : "at once, with each write";

/** Reference page of one declarable kind. */
export const kindPage = (kind, program) =>
  page(
    header(`src/kinds/${kind.name}.ts`),
    `# ${kind.name}`,
    kind.summary,
    `Schema: [${kind.name}.schema.json](../../../schemas/${kind.name}.schema.json). Takes effect: ${takesEffect(kind)}.`,
    "## Fields",
    "`*` is needed to create the object. Every other field is optional: absent keeps the live value, `null` clears it. `name` is the identity, compared trimmed and without case.",
    fieldTable(kind, program),
    detailsOf(kind, program),
    traffic(kind, propertiesOf(kind, program)),
    ordering(kind),
    references(kind, program),
    "## Example",
    exampleOf(kind, program),
    "## API calls",
    apiCalls(kind),
    wireNames(kind),
    bodies(kind),
    quirks(kind),
  );
