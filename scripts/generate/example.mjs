import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { isScalar, parseAllDocuments, stringify, visit } from "yaml";

/** Every key a resource uses, at any depth. */
const keysOf = (node) => {
  const keys = new Set();
  visit(node, { Pair: (_, { key }) => void (isScalar(key) && keys.add(key.value)) });
  return keys;
};

/** The resources of a kind as they stand in policies/, with their text. */
const resourcesOf = (name) =>
  readdirSync("policies", { recursive: true })
    .map((file) => file.split("\\").join("/"))
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(posix.join("policies", file), "utf8");
      return parseAllDocuments(text)
        .filter((document) => document.get("kind") === name)
        .flatMap((document) => document.get("resources").items)
        .map((node) => ({ keys: keysOf(node), text: text.slice(node.range[0], node.range[1]).trimEnd() }));
    });

/** The one with the most keys, and the one that adds most to it. */
const mostTelling = (resources) => {
  const [first, ...others] = resources.toSorted((a, b) => b.keys.size - a.keys.size);
  const news = ({ keys }) => [...keys].filter((key) => !first.keys.has(key)).length;
  const [second] = others.toSorted((a, b) => news(b) - news(a));
  return second !== undefined && news(second) > 0 ? [first, second] : [first];
};

const anyValue = (schema, shapeOf) => {
  const shape = shapeOf(schema);
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.examples !== undefined) return shape.examples[0];
  if (shape.type === "array") return [anyValue(shape.items ?? {}, shapeOf)];
  if (shape.type === "object")
    return Object.fromEntries((shape.required ?? []).map((key) => [key, anyValue(shape.properties[key], shapeOf)]));
  if (shape.type === "boolean") return true;
  if (shape.type === "integer" || shape.type === "number") return Math.max(shape.minimum ?? 0, 0);
  return shape.reference === undefined ? "text" : `A ${shape.reference.split("/")[1].replaceAll("-", " ")}`;
};

/** For a kind that policies/ does not use yet: what a create needs. */
const smallest = (kind, { describe, resourceSchema }) => {
  const { properties } = resourceSchema(kind);
  const needed = Object.values(kind.fields).filter(({ required }) => required);
  const resource = {
    name: kind.singleton ? "global" : "Example",
    ...Object.fromEntries(needed.map(({ name }) => [name, anyValue(properties[name], describe.shapeOf)])),
  };
  return stringify(resource).trimEnd().replaceAll("\n", "\n    ");
};

/** From policies/ where the kind is in use, else made up. */
const found = (kind, program) => {
  const known = resourcesOf(kind.name);
  const texts = known.length === 0 ? [smallest(kind, program)] : mostTelling(known).map(({ text }) => text);
  return [
    `# yaml-language-server: $schema=../../schemas/${kind.name}.schema.json`,
    `kind: ${kind.name}`,
    "resources:",
    texts.map((text) => `  - ${text}`).join("\n\n"),
  ].join("\n");
};

/** A document that validates: the one written for the purpose, with its comments. */
export const exampleOf = (kind, program) => {
  const written = `examples/${kind.name}.yaml`;
  const text = existsSync(written) ? readFileSync(written, "utf8").trimEnd() : found(kind, program);
  return ["```yaml", text, "```"].join("\n");
};
