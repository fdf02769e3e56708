import { code, fill, header, table } from "./markdown.mjs";
import { referencesIn } from "./shape.mjs";

const listCall = ({ api }) => code(api.style === "rest" ? `GET ${api.list}` : `query ${api.operation}`);

const linksTo = (names) => names.map((name) => `[${name}](kinds/${name}.md)`).join(", ");

const usersOf = (kind, { kinds, resourceSchema }) =>
  linksTo(
    kinds
      .filter((other) => other.writable && referencesIn(resourceSchema(other)).includes(kind.name))
      .map(({ name }) => name),
  );

/** What of ours an object of the kind may name. */
const namedBy = (kind, { kinds, resourceSchema }) => {
  const named = referencesIn(resourceSchema(kind));
  return linksTo(kinds.filter(({ name, writable }) => writable && named.includes(name)).map(({ name }) => name));
};

/** Index of everything that can be declared or referred to. */
export const kindsPage = (program) => {
  const { kinds } = program;
  const declared = kinds.filter(({ writable }) => writable);
  const lookups = kinds.filter(({ purpose }) => purpose === "named");
  const referrers = kinds.filter(({ purpose }) => purpose === "referrer");
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
    referrers: table(
      ["Kind", "What it is", "Read by", "May name"],
      referrers.map((kind) => [code(kind.name), kind.summary, listCall(kind), namedBy(kind, program)]),
    ),
  });
};
