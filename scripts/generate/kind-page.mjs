import { exampleOf } from "./example.mjs";
import { apiSection } from "./kind-api.mjs";
import { fieldSections, markdownStyle } from "./kind-fields.mjs";
import { orderSection, trafficSection } from "./kind-traffic.mjs";
import { code, header, page } from "./markdown.mjs";
import { marksOf, notesOf } from "./notes.mjs";

/** Look-ups and kinds with a page apart: a reader follows the one, and only has to spell the other. */
const references = (kind, program) => {
  const { link } = markdownStyle(program);
  const isDeclared = (name) => program.kinds.some((one) => one.name === name && one.writable);
  const to = [...program.kindsNamedBy(kind)].sort();
  const [own, lookups] = [to.filter(isDeclared), to.filter((name) => !isDeclared(name))];
  const by = program.referrersOf(kind.name).toSorted();
  const held = kind.singleton ? "" : " It is deleted only when none of them still does.";
  return [
    "## References",
    [
      ...(own.length === 0 ? [] : [`- Names: ${own.map(link).join(", ")}.`]),
      ...(lookups.length === 0
        ? []
        : [`- Names as [look-ups](../../kinds.md#look-ups): ${lookups.map(code).join(", ")}.`]),
      ...(to.length === 0 ? ["- Names nothing."] : []),
      by.length === 0 ? "- Is named by nothing." : `- Is named by ${by.map(link).join(", ")}.${held}`,
    ].join("\n"),
  ];
};

const quirks = (kind) => {
  const notes = notesOf(kind.name);
  if (notes.length === 0) return [];
  return ["## Quirks", notes.map((note) => `- ${note}`).join("\n"), marksOf(notes)];
};

const takesEffect = ({ activation }) =>
  activation === "staged" ? "at activation, once per apply" : "at once, with each write";

const counterparts = ({ terraform }) =>
  terraform === undefined ? "" : ` [Terraform](../../coverage.md): ${terraform.map(code).join(", ")}.`;

/** Reference page of one declarable kind. */
export const kindPage = (kind, program) =>
  page(
    header(`src/kinds/${kind.name}.ts`),
    `# ${kind.name}`,
    kind.summary,
    `Schema: [${kind.name}.schema.json](../../../schemas/${kind.name}.schema.json). Takes effect ${takesEffect(kind)}.${counterparts(kind)}`,
    fieldSections(kind, program),
    trafficSection(kind, program),
    orderSection(kind),
    references(kind, program),
    "## Example",
    exampleOf(kind, program),
    apiSection(kind, program),
    quirks(kind),
  );
