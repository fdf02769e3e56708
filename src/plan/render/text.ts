import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isError } from "../../diagnostics/diagnostic.ts";
import { formatDiagnostics } from "../../diagnostics/format.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { Plan } from "../../model/plan.ts";
import {
  changeLines,
  isUndeclared,
  kindSections,
  sectionCounts,
  sectionOrderLines,
  untouchedLines,
} from "./changes.ts";
import { headline, isScopeChange } from "./headline.ts";
import { type Detail, everything, usual } from "./line.ts";
import { entriesDocument, isMissingEntry, missingEntries } from "./missing.ts";
import { createPage, type Page, type TextOptions } from "./page.ts";
import { type Risk, risks } from "./risk.ts";
import { count, grouped, shortHash } from "./words.ts";
import { requestLines, restSummary, stagedNote, writesSummary } from "./writes.ts";

export type { TextOptions } from "./page.ts";

/** What nobody may overlook in the first line. */
const alarming = /\d[\d,]* OPENS ACCESS|\b[1-9][\d,]* deletes?\b|\bREFUSED\b/g;

const firstLine = (plan: Plan, { palette }: Page): string =>
  palette.bold(headline(plan).replace(alarming, (text) => palette.red(text)));

/** The sentence of a risk without the word in front: `address — reason: detail; agreed: why`. */
const riskText = ({ address, reason, detail, agreed }: Risk): string => {
  const told = [reason, detail].filter((part) => part !== "").join(": ");
  const consent = agreed === undefined ? "" : `; agreed: ${agreed}`;
  return `${told === "" ? address : `${address} — ${told}`}${consent}`;
};

const riskLine = (risk: Risk, page: Page): string => {
  const paint = risk.word === "opens" || risk.word === "deletes" ? page.palette.red : page.palette.yellow;
  const lead = { text: risk.word, width: 7, paint: (text: string) => page.palette.bold(paint(text)) };
  return page.sentence(lead, riskText(risk));
};

/** Of one code so many are shown: a tenant that has grown for years has hundreds of rules that never match. */
const mostOfOneCode = 3;

const abridged = (found: readonly Diagnostic[]): { readonly shown: readonly Diagnostic[]; readonly rest: string } => {
  const counts = new Map<string, number>();
  const shown = found.filter(({ code }) => {
    const before = counts.get(code) ?? 0;
    counts.set(code, before + 1);
    return before < mostOfOneCode;
  });
  const rest = [...counts]
    .filter(([, number]) => number > mostOfOneCode)
    .map(([code, number]) => `${grouped(number - mostOfOneCode)} more ${code}`);
  return { shown, rest: rest.length === 0 ? "" : `… and ${rest.join(", ")}; --verbose shows all` };
};

/** What is worth knowing, and refuses nothing. */
const remarksBlock = (plan: Plan, options: TextOptions): readonly string[] => {
  const found = plan.diagnostics.filter((one) => !isError(one));
  if (options.verbose === true) return diagnosticsBlock(found, options);
  const { shown, rest } = abridged(found);
  return [...diagnosticsBlock(shown, options), ...(rest === "" ? [] : [rest])];
};

const diagnosticsBlock = (found: readonly Diagnostic[], { color }: TextOptions): readonly string[] =>
  found.length === 0 ? [] : [formatDiagnostics(found, { color })];

/** What has to be said in Git, ready to be copied, and why is in the list of risks above. */
const missingBlock = (plan: Plan, page: Page): readonly string[] => {
  const missing = missingEntries(plan);
  if (missing.length === 0) return [];
  const title = page.palette.red(page.palette.bold("refused"));
  return [
    [
      `${title}: ${count(missing.length, "acknowledgement")} missing; if it is meant, add this to the policies folder, with your reasons:`,
      "",
      ...entriesDocument(missing).map((line) => `  ${line}`),
    ].join("\n"),
  ];
};

const untouchedBlock = (plan: Plan, page: Page, detail: Detail): readonly string[] => {
  if (plan.notTouched.length === 0) return [];
  const title = `${page.palette.bold("not touched")}: ${count(plan.notTouched.length, "object")} changed behind Git's back`;
  return [[title, ...plan.notTouched.flatMap((one) => untouchedLines(one, 1, detail)).map(page.line)].join("\n")];
};

const kindBlocks = (plan: Plan, page: Page, detail: Detail): readonly string[] =>
  kindSections(plan).map((section) => {
    const changes = section.changes.map((change) => changeLines(change, 1, detail).map(page.line).join("\n"));
    const order = sectionOrderLines(section, 1, detail).map(page.line);
    return [
      `${page.palette.bold(section.kind)}  ${page.palette.dim(sectionCounts(section.changes))}`,
      ...changes,
      ...order,
    ].join("\n");
  });

const writesBlock = (plan: Plan, page: Page, { verbose }: TextOptions): readonly string[] =>
  plan.requests.length === 0
    ? []
    : [
        [
          page.sentence({ text: "writes:", width: 7, paint: page.palette.bold }, writesSummary(plan)),
          ...(verbose === true ? requestLines(plan, 1).map(page.line) : []),
        ].join("\n"),
      ];

/** To undo drift may be to delete. */
const undoing = ({ notTouched }: Plan): string => {
  const deleted = notTouched.filter(isUndeclared).length;
  return deleted === 0 ? "" : ` and deletes ${count(deleted, "object")}`;
};

/** What to type now. */
const nextStep = (plan: Plan): string => {
  const errors = plan.diagnostics.filter(isError);
  if (errors.length > 0)
    return errors.every(isMissingEntry)
      ? "acknowledge what is meant, or change it, then zerodrift plan"
      : "mend the errors above, then zerodrift plan";
  if (plan.binding.kinds !== null)
    return `this plan shows only ${visible(plan.binding.kinds.join(", "))} and is for reading; zerodrift plan makes one to apply`;
  if (plan.requests.length === 0) {
    const { base, head, dirty } = plan.binding;
    if (plan.staged === null && head !== null && base !== head && !dirty)
      return plan.diagnostics.some(isScopeChange)
        ? "read the warning above first: after zerodrift apply plan.json no plan deletes what was left in the tenant"
        : "nothing to write; zerodrift apply plan.json makes this commit the base of the next plan";
    if (plan.staged === null && plan.notTouched.length > 0)
      return `nothing to do; zerodrift drift tells what changed in the tenant, plan --include-drift undoes all of it${undoing(plan)}, an acknowledgement of overwrite-drift a single one`;
    return plan.staged === null
      ? "nothing to do"
      : "nothing to do here; activate or discard the staged changes in the ZIA portal";
  }
  return "zerodrift apply plan.json  (saved with: zerodrift plan --format json --out plan.json)";
};

/** Without a base an emergency edit in the tenant looks like a commit of Git's. */
const withoutBase =
  "none: what was applied last is not known, so every difference is planned, also what somebody changed in the tenant, and nothing is deleted";

const footer = (plan: Plan, page: Page): string => {
  const { base, head, dirty } = plan.binding;
  const commits = `base ${base === null ? "none" : visible(base).slice(0, 12)}, head ${head === null ? "none" : visible(head).slice(0, 12)}${dirty ? ", uncommitted changes" : ""}`;
  return [
    restSummary(plan),
    ...stagedNote(plan).map((note) => page.sentence({ text: "staged:", width: 7, paint: String }, note)),
    `digest: ${visible(shortHash(plan.digest))}  (${commits})`,
    ...(base === null && head !== null ? [page.sentence({ text: "base:", width: 7, paint: String }, withoutBase)] : []),
    `next:   ${nextStep(plan)}`,
  ].join("\n");
};

/** The plan for people at a terminal. */
export const renderPlanText = (plan: Plan, options: TextOptions): string => {
  const page = createPage(options);
  const detail = options.verbose === true ? everything : usual;
  const dangers = risks(plan).map((risk) => riskLine(risk, page));
  const blocks = [
    firstLine(plan, page),
    ...(dangers.length === 0 ? [] : [dangers.join("\n")]),
    ...missingBlock(plan, page),
    ...diagnosticsBlock(
      plan.diagnostics.filter((one) => isError(one) && !isMissingEntry(one)),
      options,
    ),
    ...untouchedBlock(plan, page, detail),
    ...kindBlocks(plan, page, detail),
    ...writesBlock(plan, page, options),
    ...remarksBlock(plan, options),
    footer(plan, page),
  ];
  return `${blocks.join("\n\n")}\n`;
};
