import { code, table } from "./markdown.mjs";

/** Words of the API as code, kinds as links: those to declare have a page, the others stand in the index. */
export const markdownStyle = ({ kinds }) => {
  const pageOf = {
    declared: (name) => `../${name}.md`,
    named: () => "../../kinds.md#look-ups",
    referrer: () => "../../kinds.md#read-before-a-delete",
  };
  const purposes = new Map(kinds.map(({ name, purpose }) => [name, purpose]));
  return { code, link: (name) => `[${name}](${pageOf[purposes.get(name)](name)})` };
};

const marked = (name, required) => `${code(name)}${required ? " \\*" : ""}`;

const fieldTable = (kind, properties, { aboutOf, limitsOf, trafficOf, typeOf }, style) =>
  table(
    ["Field", "Type", "Limits", "For traffic", "About"],
    Object.values(kind.fields).map((field) => {
      const schema = properties[field.name];
      return [
        marked(field.name, field.required),
        typeOf(schema, style),
        limitsOf(schema),
        trafficOf(field, style),
        aboutOf(field, schema, style),
      ];
    }),
  );

/** Long lists of words and the keys of mappings have no room in a table. */
const details = (kind, properties, { keysOf, wordsOf }, style) =>
  Object.values(kind.fields).flatMap(({ name }) => {
    const words = wordsOf(properties[name]);
    const keys = keysOf(properties[name], style);
    if (words.length > 0) return [`### ${name}`, words.map(code).join(", ")];
    if (keys.length === 0) return [];
    return [`### ${name}`, keys.map((key) => `- ${marked(key.name, key.required)}: ${key.takes}`).join("\n")];
  });

const identity = ({ singleton }) =>
  singleton
    ? "The tenant has exactly one, named `global`: it is changed, never created or deleted."
    : "`name` is the identity, compared trimmed and without case.";

const star = ({ fields }) =>
  Object.values(fields).some(({ required }) => required)
    ? "`*` is needed to create the object. Every other field is optional: absent"
    : "Every field is optional: absent";

/** Types, limits and meaning of every field. */
export const fieldSections = (kind, program) => {
  const { properties } = program.resourceSchema(kind);
  const style = markdownStyle(program);
  return [
    "## Fields",
    `${star(kind)} keeps the live value, \`null\` clears it. ${identity(kind)}`,
    fieldTable(kind, properties, program.describe, style),
    ...details(kind, properties, program.describe, style),
  ];
};
