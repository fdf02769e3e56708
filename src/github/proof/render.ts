import { visible } from "../../diagnostics/visible.ts";
import { details } from "../../plan/render/markdown-page.ts";
import { code, prose } from "../../plan/render/safe.ts";
import type { PullFacts } from "./facts.ts";
import type { Verdict } from "./judge.ts";
import { waysOn } from "./refusal.ts";
import type { StepResult } from "./step.ts";

const marks: Readonly<Record<StepResult["state"], string>> = { met: "✅", unmet: "❌", "not-needed": "➖" };

/** A bar ends a cell, also inside code, and escaping one is undone by a backslash in front of it. */
const cell = (text: string): string => prose(text).replaceAll("|", "¦");

const row = ({ state, number, title, reason }: StepResult): string =>
  `| ${marks[state]} | ${number} | ${title} | ${cell(reason)} |`;

/** The steps as a table: what holds, what does not, and what was not looked at. */
const stepTable = (steps: readonly StepResult[]): string =>
  ["| | | Step | Found |", "|---|---|---|---|", ...steps.map(row)].join("\n");

/** All steps, out of the way of the few that matter. */
const allSteps = (steps: readonly StepResult[]): string => {
  const holds = steps.filter(({ state }) => state === "met").length;
  const asked = steps.filter(({ state }) => state !== "not-needed").length;
  return details({ words: `All steps: ${holds} of ${asked} hold` }, stepTable(steps));
};

const missingRow = ({ title, reason, who }: StepResult): string =>
  `- **${title}:** ${prose(reason)}${who === undefined ? "" : `. **Who:** ${prose(who)}`}`;

/** What stands between a pull request and its apply, and who can take it away. */
const missingList = (steps: readonly StepResult[]): readonly string[] => {
  const missing = steps.filter(({ state }) => state === "unmet");
  return missing.length === 0 ? [] : [`**Missing:**\n\n${missing.map(missingRow).join("\n")}`];
};

const warningList = (warnings: readonly string[]): readonly string[] =>
  warnings.length === 0 ? [] : [["**Worth knowing**", "", ...warnings.map((text) => `- ${prose(text)}`)].join("\n")];

const page = (blocks: readonly string[]): string => `${blocks.join("\n\n")}\n`;

const unmetOf = ({ steps }: Verdict): readonly StepResult[] => steps.filter(({ state }) => state === "unmet");

const objection = (verdict: Verdict): string => {
  const [first, ...others] = unmetOf(verdict);
  const why = first?.short ?? (first === undefined ? "not proven" : `${first.title.toLowerCase()} cannot be judged`);
  return others.length === 0 ? why : `${why}, and ${others.length} more`;
};

/** A check of a pull request: title and Markdown. */
export interface ReadyText {
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
}

/** Another open pull request with the same head: a check belongs to the commit, so it speaks for both. */
export interface Twin {
  readonly number: number;
  readonly verdict: Verdict;
}

const passes = ({ outcome }: Verdict): boolean => outcome === "proven" || outcome === "nothing";

const titleOf = (verdict: Verdict, twin: Twin | undefined): string => {
  if (!passes(verdict)) return `not ready: ${objection(verdict)}`;
  if (twin !== undefined) return `not ready: #${twin.number} has the same head (${objection(twin.verdict)})`;
  return verdict.outcome === "nothing"
    ? "nothing to approve: policies and configuration stay as they are"
    : "ready: what is merged will be applied";
};

/** The check `zerodrift/ready`: green when apply would accept, apart from what the tenant does until then. */
export const renderReady = (verdict: Verdict, twins: readonly Twin[] = []): ReadyText => {
  const waiting = twins.filter((twin) => !passes(twin.verdict));
  const isReady = passes(verdict) && waiting.length === 0;
  return {
    conclusion: isReady ? "success" : "failure",
    title: titleOf(verdict, waiting[0]),
    summary: page([
      isReady
        ? "**It may be merged:** apply would accept this as it stands, and looks again after the merge."
        : "**Do not merge yet:** apply would refuse this as it stands. This check looks again by itself after every push, plan, review and apply.",
      ...missingList(verdict.steps),
      ...warningList(verdict.warnings),
      allSteps(verdict.steps),
      ...waiting.flatMap(({ number, verdict: other }) => [
        `**#${number}** has the same head commit, and a check belongs to the commit:`,
        ...missingList(other.steps),
        allSteps(other.steps),
      ]),
    ]),
  };
};

/** What a run of `verify` is about. */
export interface Applied {
  readonly commit: string;
  readonly pull: PullFacts | undefined;
}

const headings: Readonly<Record<Verdict["outcome"], string>> = {
  proven: "Approved: this plan will be applied",
  nothing: "Nothing to apply: policies and configuration stay as they are",
  done: "Nothing to apply: this commit was applied already",
  refused: "Not applied",
};

const subject = ({ commit, pull }: Applied): string =>
  pull === undefined
    ? `Commit ${code(commit.slice(0, 7))}`
    : `#${pull.number} ${code(pull.title)}, commit ${code(commit.slice(0, 7))}`;

/** The proof on the page of a workflow run. */
export const renderProof = (verdict: Verdict, applied: Applied): string => {
  const refused = verdict.outcome === "refused";
  return page([
    `## ${headings[verdict.outcome]}${refused ? `: ${prose(objection(verdict))}` : ""}`,
    subject(applied),
    ...missingList(verdict.steps),
    ...(refused ? [waysOn(verdict, applied.pull?.number).join(" ")] : []),
    ...warningList(verdict.warnings),
    allSteps(verdict.steps),
  ]);
};

/** The same for a log: what is not met, and the ways on. */
export const renderProofText = (verdict: Verdict, applied: Applied): string => {
  const refused = verdict.outcome === "refused";
  const lines = [
    `${headings[verdict.outcome]}${refused ? `: ${objection(verdict)}` : ""}`,
    ...unmetOf(verdict).map(
      ({ number, title, reason, who }) => `  ${number}. ${title}: ${reason}${who === undefined ? "" : ` (${who})`}`,
    ),
    ...verdict.warnings.map((text) => `  warning: ${text}`),
    ...(refused ? waysOn(verdict, applied.pull?.number) : []),
  ];
  return `${lines.map(visible).join("\n")}\n`;
};
