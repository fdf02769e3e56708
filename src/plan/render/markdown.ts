import { isError } from "../../diagnostics/diagnostic.ts";
import type { Change } from "../../model/change.ts";
import type { Plan } from "../../model/plan.ts";
import {
  authorship,
  changeLines,
  changeRow,
  type KindSection,
  kindSections,
  sectionCounts,
  sectionOrderLines,
  untouchedLines,
} from "./changes.ts";
import { type Block, block, type Form, fixed } from "./fit.ts";
import { headlineText } from "./headline.ts";
import { brief, type Detail, type Line, usual } from "./line.ts";
import { diagnosticsBlocks } from "./markdown-diagnostics.ts";
import {
  composePage,
  details,
  diffBlock,
  type Fold,
  firstRows,
  shares,
  tenantName,
  usualLimit,
} from "./markdown-page.ts";
import { entriesDocument, isMissingEntry, missingEntries } from "./missing.ts";
import { type Risk, risks } from "./risk.ts";
import { code, fenced, prose } from "./safe.ts";
import { clip } from "./value.ts";
import { count, grouped } from "./words.ts";
import { requestLines, restSummary, stagedNote, writesSummary } from "./writes.ts";

export interface MarkdownOptions {
  /** UTF-16 units. */
  readonly limit?: number;
}

const isRisky = ({ impact, unsafePrefix, action }: Change): boolean =>
  impact === "broadens" || impact === "unknown" || unsafePrefix !== undefined || action === "delete";

const riskRow = ({ word, address }: Risk): string => `- **${word}** ${code(address)}`;

const riskSentence = (risk: Risk, limit: number): string => {
  const reason = risk.reason === "" ? "" : ` — ${prose(clip(risk.reason, 400))}`;
  const detail = risk.detail === "" ? "" : `${reason === "" ? " —" : ":"} ${code(clip(risk.detail, limit))}`;
  const agreed = risk.agreed === undefined ? "" : `; agreed: ${code(clip(risk.agreed, 300))}`;
  return `${riskRow(risk)}${reason}${detail}${agreed}`;
};

const riskBlock = (plan: Plan): readonly Block[] => {
  const found = risks(plan);
  if (found.length === 0) return [];
  const rows = found.map(riskRow);
  return [
    block(
      3,
      { render: () => found.map((risk) => riskSentence(risk, 1_000)).join("\n") },
      {
        render: () => found.map((risk) => riskSentence(risk, 160)).join("\n"),
        lost: "long values in the list of risks",
      },
      { render: () => rows.join("\n"), lost: "the reasons in the list of risks" },
      ...shares(rows.length).map((share) => ({
        render: () => firstRows(rows, share, "risks"),
        lost: `${grouped(rows.length - share)} of ${count(rows.length, "risk")}`,
      })),
    ),
  ];
};

const untouchedBlock = ({ notTouched }: Plan): readonly Block[] => {
  if (notTouched.length === 0) return [];
  const title = `**Not touched:** ${count(notTouched.length, "object")} changed in the tenant, not by Git; this plan leaves them as they are.`;
  const rows = notTouched.map((one) => `- ${code(one.address)} ${prose(authorship(one))}`.trimEnd());
  const list = `${title}\n\n${rows.join("\n")}`;
  const diff = (detail: Detail): string =>
    details(
      { words: "what is live, and what Git says" },
      diffBlock(notTouched.flatMap((one) => untouchedLines(one, 0, detail))),
    );
  return [
    block(
      1,
      { render: () => `${list}\n\n${diff(usual)}` },
      { render: () => list, lost: "the fields of objects not touched" },
      ...shares(rows.length).map((share) => ({
        render: () => `${title}\n\n${firstRows(rows, share, "objects")}`,
        lost: `${grouped(rows.length - share)} objects not touched`,
      })),
      { render: () => title, lost: "the names of objects not touched" },
    ),
  ];
};

/** What has to be said in Git, ready to be copied. */
const missingBlock = (plan: Plan): readonly Block[] => {
  const missing = missingEntries(plan);
  if (missing.length === 0) return [];
  const title = `**Refused:** ${count(missing.length, "acknowledgement")} missing.`;
  return [
    block(
      2,
      {
        render: () =>
          `${title} If it is meant, add this to the policies folder, with your reasons:\n\n${fenced("yaml", entriesDocument(missing))}`,
      },
      ...shares(missing.length).map((share) => ({
        render: () => `${title}\n\n${fenced("yaml", entriesDocument(missing.slice(0, share)))}`,
        lost: `${grouped(missing.length - share)} of ${count(missing.length, "missing acknowledgement")}`,
      })),
      { render: () => title, lost: "the acknowledgements that are missing" },
    ),
  ];
};

const rowLines = (changes: readonly Change[], share: number): readonly Line[] => {
  const risky = changes.filter(isRisky);
  const shown = [...risky, ...changes.filter((change) => !isRisky(change))].slice(0, share);
  const rest = changes.length - shown.length;
  return [
    ...shown.map((change) => changeRow(change, 0)),
    ...(rest === 0 ? [] : [{ depth: 0, text: `… ${count(rest, "more change")}` }]),
  ];
};

const kindBlock = (section: KindSection, fold: Fold): Block => {
  const { kind, changes } = section;
  const title = { code: kind, words: sectionCounts(changes) };
  const form = (lines: () => readonly Line[], lost?: string): Form => ({
    render: () => details(title, diffBlock(lines()), fold),
    ...(lost === undefined ? {} : { lost: `${code(kind)}: ${lost}` }),
  });
  const full = (detail: Detail) => (): readonly Line[] => [
    ...changes.flatMap((change) => changeLines(change, 0, detail)),
    ...sectionOrderLines(section, 0, detail),
  ];
  const riskyOnly = (): readonly Line[] => [
    ...changes.flatMap((change) => (isRisky(change) ? changeLines(change, 0, brief) : [changeRow(change, 0)])),
    ...sectionOrderLines(section, 0, brief),
  ];
  if (changes.length === 0)
    return block(
      0,
      form(() => sectionOrderLines(section, 0, usual)),
      form(() => sectionOrderLines(section, 0, brief), "parts of the order"),
    );
  return block(
    0,
    form(full(usual)),
    form(full(brief), "unchanged context and long lists"),
    form(riskyOnly, "the fields of harmless changes"),
    form(() => rowLines(changes, Infinity), "all fields"),
    ...shares(changes.length).map((share) =>
      form(
        () => rowLines(changes, share),
        `all fields, and ${grouped(changes.length - share)} of ${count(changes.length, "change")}`,
      ),
    ),
    { render: () => `${code(kind)} ${title.words}`, lost: `${code(kind)}: everything but the counts` },
  );
};

const writesBlock = (plan: Plan): readonly Block[] => {
  if (plan.requests.length === 0) return [];
  const summary = writesSummary(plan);
  const requests = (): string =>
    fenced(
      "text",
      requestLines(plan, 0).map(({ text, note }) => `${text}  ${note ?? ""}`),
    );
  return [
    block(
      -1,
      { render: () => details({ words: summary }, requests()) },
      { render: () => `${summary}.`, lost: "the list of requests" },
    ),
  ];
};

/** The end of every page about a plan. */
export const planFooter = (plan: Plan): string => {
  const { base, head, dirty, kinds } = plan.binding;
  const notes = [...(kinds === null ? [] : [`**For reading only:** made with ${code(`--kind ${kinds.join(",")}`)}.`])];
  const made = [
    ...(head === null ? [] : [`made for ${code(head.slice(0, 12))}${dirty ? " with uncommitted changes" : ""}`]),
    base === null ? "no apply is on record" : `${code(base.slice(0, 12))} was applied last`,
  ].join("; ");
  return [
    ...notes,
    `${restSummary(plan)}. ${made.charAt(0).toUpperCase()}${made.slice(1)}.`,
    `Digest ${code(plan.digest)}`,
  ].join("\n\n");
};

/** A page about a plan in its three parts, between which others may stand. */
export interface PlanBlocks {
  /** The line for 11 pm. */
  readonly first: string;
  /** What nobody may overlook: risks, refusals, drift. */
  readonly lead: readonly Block[];
  readonly kinds: readonly Block[];
  readonly rest: readonly Block[];
}

export const planBlocks = (plan: Plan, fold: Fold = "folded"): PlanBlocks => {
  const addresses = plan.changes.map(({ address }) => address);
  const errors = plan.diagnostics.filter((one) => isError(one) && !isMissingEntry(one));
  const warnings = plan.diagnostics.filter((one) => !isError(one));
  return {
    first: `${tenantName(plan.tenant.name)}: ${headlineText(plan)}`,
    lead: [
      ...stagedNote(plan).map((note) => fixed(`**Staged:** ${note}.`)),
      ...riskBlock(plan),
      ...missingBlock(plan),
      ...diagnosticsBlocks(errors, addresses),
      ...untouchedBlock(plan),
    ],
    kinds: kindSections(plan).map((section) => kindBlock(section, fold)),
    rest: [...writesBlock(plan), ...diagnosticsBlocks(warnings, addresses)],
  };
};

/** The plan for a pull request: what matters first and in full, what is long folded, what does not fit left out and said so. */
export const renderPlanMarkdown = (plan: Plan, { limit = usualLimit }: MarkdownOptions = {}): string => {
  const { first, lead, kinds, rest } = planBlocks(plan);
  const blocks = [fixed(`**${first}**`), ...lead, ...kinds, ...rest];
  return composePage(blocks, planFooter(plan), limit, "The whole plan is in `plan.json`.");
};
