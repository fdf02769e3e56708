import { coverageOf, notYet, readLists } from "./coverage.mjs";
import { code, fill, header, table } from "./markdown.mjs";

const link = (name) => `[${name}](kinds/${name}.md)`;

const section = ({ source, rows, extra }, what) =>
  [
    `From ${source}.`,
    table(
      [what, "Our kind"],
      rows.map(({ resource, kinds, reason }) => [
        code(resource),
        kinds.length > 0 ? kinds.map(link).join(", ") : reason === notYet ? "Not yet." : `Left out. ${reason}`,
      ]),
    ),
    extra.length === 0 ? "" : `Ours alone: ${extra.map(link).join(", ")}.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");

const counts = ({ rows }) => `${rows.filter(({ kinds }) => kinds.length > 0).length} of ${rows.length}`;

/** Our kinds beside what the vendor's providers and API offer. A list that does not add up is an error. */
export const coveragePage = ({ kinds }) => {
  const declared = kinds.filter(({ writable }) => writable);
  const lists = readLists().map((list) => {
    const own = declared.filter(({ name }) => name.startsWith(`${list.product}/`));
    return { ...list, ...coverageOf(list, own) };
  });
  const problems = lists.flatMap((list) => list.problems);
  if (problems.length > 0) throw new Error(`the coverage does not add up:\n${problems.join("\n")}`);
  const of = Object.fromEntries(lists.map((list) => [list.product, list]));
  return fill("coverage.md", {
    header: header("src/kinds and scripts/coverage"),
    kinds: declared.length,
    ziaCount: counts(of.zia),
    zpaCount: counts(of.zpa),
    zmsCount: counts(of.zms),
    zia: section(of.zia, "Resource"),
    zpa: section(of.zpa, "Resource"),
    zms: section(of.zms, "Mutation"),
  });
};
