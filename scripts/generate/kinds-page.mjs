import { code, fill, header, table } from "./markdown.mjs";
import { referencesIn } from "./shape.mjs";

const listCall = ({ api }) => code(api.style === "rest" ? `GET ${api.list}` : `query ${api.operation}`);

const usersOf = (kind, { kinds, resourceSchema }) =>
  kinds
    .filter((other) => other.writable && referencesIn(resourceSchema(other)).includes(kind.name))
    .map(({ name }) => `[${name}](kinds/${name}.md)`)
    .join(", ");

/** Index of everything that can be declared or referred to. */
export const kindsPage = (program) => {
  const { kinds } = program;
  const declared = kinds.filter(({ writable }) => writable);
  const lookups = kinds.filter(({ writable }) => !writable);
  return fill("kinds.md", {
    header: header("src/kinds"),
    declared: table(
      ["Kind", "What it is", "Order matters", "Fields"],
      declared.map((kind) => [
        `[${kind.name}](kinds/${kind.name}.md)`,
        kind.summary,
        kind.order === undefined ? "" : "yes",
        Object.keys(kind.fields).length,
      ]),
    ),
    lookups: table(
      ["Kind", "What it is", "Read by", "Named in"],
      lookups.map((kind) => [code(kind.name), kind.summary, listCall(kind), usersOf(kind, program)]),
    ),
  });
};
