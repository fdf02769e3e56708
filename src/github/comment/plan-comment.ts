import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatDiagnostics, sortDiagnostics } from "../../diagnostics/format.ts";
import { assertNever } from "../../model/never.ts";
import type { Plan } from "../../model/plan.ts";
import { type Block, block, fixed } from "../../plan/render/fit.ts";
import { planBlocks, planFooter } from "../../plan/render/markdown.ts";
import { composePage, firstRows, foldFor, shares, tenantName } from "../../plan/render/markdown-page.ts";
import { code, fenced } from "../../plan/render/safe.ts";
import { count, grouped } from "../../plan/render/words.ts";
import { checklist } from "./checklist.ts";

/** UTF-16 units of `comment.md`: marker and footer come on top. */
export const commentLimit = 56_000;

/** What was merged by one pull request, and is not applied yet. */
export interface EarlierPull {
  /** Null: by a push, or nobody knows. */
  readonly number: number | null;
  readonly addresses: readonly string[];
}

export interface PlanCommentOptions {
  readonly limit?: number;
  /** Of the changes that earlier merges left to this plan. */
  readonly earlier?: readonly EarlierPull[];
}

const mostAddresses = 20;

const earlierRow = ({ number, addresses }: EarlierPull): string => {
  const shown = addresses.slice(0, mostAddresses).map((one) => code(one));
  const more = addresses.length > shown.length ? [`${grouped(addresses.length - shown.length)} more`] : [];
  return `- ${number === null ? "without a pull request" : `#${number}`}: ${[...shown, ...more].join(", ")}`;
};

const earlierBlock = (earlier: readonly EarlierPull[]): readonly Block[] => {
  const found = earlier.filter(({ addresses }) => addresses.length > 0);
  if (found.length === 0) return [];
  const title = "**Merged earlier, not applied yet, and part of this plan:**";
  const counts = found.map(
    ({ number, addresses }) =>
      `- ${number === null ? "without a pull request" : `#${number}`}: ${count(addresses.length, "object")}`,
  );
  return [
    block(
      2,
      { render: () => `${title}\n\n${found.map(earlierRow).join("\n")}` },
      { render: () => `${title}\n\n${counts.join("\n")}`, lost: "the objects of earlier pull requests" },
      ...shares(counts.length).map((share) => ({
        render: () => `${title}\n\n${firstRows(counts, share, "pull requests")}`,
        lost: "some earlier pull requests",
      })),
    ),
  ];
};

/** Whoever changed one label and reads of thirteen changes has to know why. */
const firstApply = ({ binding, changes }: Plan): readonly Block[] =>
  binding.base === null && changes.length > 0
    ? [
        fixed(
          "**First apply:** nothing of this repository was applied to this tenant yet. So this plan is all in which Git and the tenant differ: what this pull request changes, what was merged before it, and what somebody changed in the portal. Nothing is deleted.",
        ),
      ]
    : [];

const checklistBlock = (plan: Plan, earlier: readonly EarlierPull[]): readonly Block[] => {
  const rows = checklist(plan, new Set(earlier.flatMap(({ addresses }) => addresses)));
  return rows.length === 0 ? [] : [fixed(`**Before approving:**\n\n${rows.join("\n")}`)];
};

/** The plan as a pull request shows it, without the marker and the links, which only the job that posts it knows. */
export const renderPlanComment = (
  plan: Plan,
  { limit = commentLimit, earlier = [] }: PlanCommentOptions = {},
): string => {
  const { first, lead, kinds, rest } = planBlocks(plan, foldFor(plan.changes.length));
  const blocks = [
    fixed(`### ${first}`),
    ...firstApply(plan),
    ...lead,
    ...earlierBlock(earlier),
    ...checklistBlock(plan, earlier),
    ...kinds,
    ...rest,
  ];
  return composePage(blocks, planFooter(plan), limit, "The whole plan is in `plan.json` of the artifact.");
};

/** Why there is no plan. */
export type NoPlan =
  | { readonly why: "mistakes"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly why: "conflict"; readonly files: readonly string[]; readonly branch: string }
  | { readonly why: "moved-on" };

const mistakesPage = (tenant: string, diagnostics: readonly Diagnostic[], limit: number): string => {
  const sorted = sortDiagnostics(diagnostics);
  const errors = sorted.filter(({ severity }) => severity === "error").length;
  const list = (shown: readonly Diagnostic[]): string =>
    fenced("text", formatDiagnostics(shown, { color: false }).split("\n"));
  const blocks = [
    fixed(`### ${tenantName(tenant)}: NO PLAN, ${count(errors, "error")}`),
    block(
      0,
      { render: () => list(sorted) },
      ...shares(sorted.length).map((share) => ({
        render: () => list(sorted.slice(0, share)),
        lost: `${grouped(sorted.length - share)} of ${count(sorted.length, "mistake")}`,
      })),
    ),
  ];
  return composePage(
    blocks,
    "Nothing was planned. Mend what is named and push; the next plan comes by itself.",
    limit,
    `All of them: ${code("zerodrift validate")}.`,
  );
};

const mostFiles = 20;

/** What a pull request shows when no plan could be made: why, and what to do. */
export const renderNoPlanComment = (tenant: string, none: NoPlan, { limit = commentLimit } = {}): string => {
  const title = (what: string): string => `### ${tenantName(tenant)}: NO PLAN, ${what}`;
  switch (none.why) {
    case "mistakes":
      return mistakesPage(tenant, none.diagnostics, limit);
    case "conflict": {
      const files = none.files.slice(0, mostFiles).map((file) => `- ${code(file)}`);
      const more = none.files.length > mostFiles ? [`- … and ${none.files.length - mostFiles} more`] : [];
      return `${title("conflicts with the base branch")}\n\n${[...files, ...more].join("\n")}\n\nMerge ${code(none.branch)} into this branch, resolve the conflicts and push; the next plan comes by itself.\n`;
    }
    case "moved-on":
      return `${title("the branch moved on while this one was made")}\n\nNothing to do: the plan of the newer commit comes by itself.\n`;
    default:
      return assertNever(none);
  }
};
