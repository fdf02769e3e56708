import { code, fill, header, table } from "./markdown.mjs";

const listCall = ({ api }) => code(api.style === "rest" ? `GET ${api.list}` : `query ${api.operation}`);

const linksTo = (names) => names.map((name) => `[${name}](kinds/${name}.md)`).join(", ");

const usersOf = (kind, { kinds, kindsNamedBy }) =>
  linksTo(kinds.filter((other) => other.writable && kindsNamedBy(other).has(kind.name)).map(({ name }) => name));

/** What of ours an object of the kind may name. */
const namedBy = (kind, { kinds, kindsNamedBy }) => {
  const named = kindsNamedBy(kind);
  return linksTo(kinds.filter(({ name, writable }) => writable && named.has(name)).map(({ name }) => name));
};

const productOf = ({ name }) => name.split("/")[0];

/** What sets a kind apart from a plain named object. */
const nature = ({ order, singleton }) => (singleton ? "one per tenant" : order === undefined ? "" : "ordered");

const declaredIn = (product, kinds) => [
  `### ${product.toUpperCase()}`,
  table(
    ["Kind", "What it is", "Nature", "Fields"],
    kinds.map((kind) => [
      `[${kind.name}](kinds/${kind.name}.md)`,
      kind.summary,
      nature(kind),
      Object.keys(kind.fields).length,
    ]),
  ),
];

/** Index of everything that can be declared or referred to. */
export const kindsPage = (program) => {
  const { kinds } = program;
  const declared = kinds.filter(({ writable }) => writable);
  const lookups = kinds.filter(({ purpose }) => purpose === "named");
  const referrers = kinds.filter(({ purpose }) => purpose === "referrer");
  return fill("kinds.md", {
    header: header("src/kinds"),
    count: declared.length,
    declared: [...new Set(declared.map(productOf))]
      .flatMap((product) =>
        declaredIn(
          product,
          declared.filter((kind) => productOf(kind) === product),
        ),
      )
      .join("\n\n"),
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
