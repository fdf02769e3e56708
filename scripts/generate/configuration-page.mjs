import { code, fill, header, table } from "./markdown.mjs";

const show = (value) => (value === undefined ? "" : code(JSON.stringify(value)));

/** Leaves of the schema with their dotted paths; alternatives stand one after the other. */
const leaves = (schema, path = "") => {
  const inner = [schema, ...(schema.anyOf ?? [])].filter(({ properties }) => properties !== undefined);
  const own = path === "" || (inner.length > 0 && schema.description === undefined) ? [] : [[path, schema]];
  return [
    ...own,
    ...inner.flatMap(({ properties }) =>
      Object.entries(properties).flatMap(([key, one]) => leaves(one, path === "" ? key : `${path}.${key}`)),
    ),
  ];
};

const style = { code, link: (name) => name };

const typeIn = (schema, { typeOf }) => {
  if (schema.anyOf !== undefined) return "one of the two forms below";
  if (schema.type === "object" && schema.additionalProperties?.type === "array")
    return "mapping of kind to list of files";
  if (schema.type === "object" && schema.additionalProperties?.enum !== undefined)
    return `mapping of code to ${typeOf(schema.additionalProperties, style)}`;
  if (schema["x-unit"] !== undefined) return `number with a unit: ${schema["x-unit"]}`;
  return typeOf(schema, style);
};

/** Every key of zerodrift.yaml. */
export const configurationPage = ({ configurationSchema: schema, describe }) =>
  fill("configuration.md", {
    header: header("src/documents/configuration-schema.ts and scripts/templates/docs/configuration.md"),
    keys: table(
      ["Key", "Takes", "Default", "About"],
      leaves(schema).map(([path, one]) => [
        `${code(path)}${schema.required.includes(path) ? " \\*" : ""}`,
        typeIn(one, describe),
        show(one.default),
        one.description ?? "",
      ]),
    ),
  });
