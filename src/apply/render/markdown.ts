import type { ApplyResult, Outcome } from "../../model/result.ts";
import { type ApplyContext, type Story, storyOf } from "./story.ts";
import { code, count, told } from "./words.ts";

/** Enough for a comment of any size limit. */
const most = 50;

const row = (outcome: Outcome): string => {
  const { address, what } = told(outcome);
  return `- ${code(address)} ${what}`;
};

const rows = (outcomes: readonly Outcome[]): string => {
  const more = outcomes.length > most ? [`- … ${outcomes.length - most} more`] : [];
  return [...outcomes.slice(0, most).map(row), ...more].join("\n");
};

const clipped = (text: string): string => (text.length <= 2_000 ? text : `${text.slice(0, 2_000)}…`);

const failedPart = ({ failed, why }: Story): readonly string[] => [
  ...(failed.length === 0
    ? []
    : [
        `**Failed**\n\n${failed
          .slice(0, most)
          .map((one) => `${row(one)}${one.error === undefined ? "" : `: ${code(clipped(one.error))}`}`)
          .join("\n")}`,
      ]),
  ...(why === undefined ? [] : [`**Why:** ${code(clipped(why))}`]),
];

const folded = (title: string, outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.length === 0
    ? []
    : [`<details><summary>${title}: ${count(outcomes.length, "object")}</summary>\n\n${rows(outcomes)}\n\n</details>`];

const open = (title: string, outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.length === 0 ? [] : [`**${title}**\n\n${rows(outcomes)}`];

const tenantName = (name: string): string => (/^[A-Za-z][A-Za-z -]{0,60}$/.test(name) ? name : code(name.slice(0, 80)));

/** What a run did, for a pull request. */
export const renderApplyMarkdown = (result: ApplyResult, context: ApplyContext): string => {
  const story = storyOf(result, context);
  const blocks = [
    `### ${tenantName(context.tenant)}: ${story.headline}`,
    ...failedPart(story),
    ...open("Not finished", story.unfinished),
    ...(story.live.length === 0 && story.isFailure ? ["**Live:** nothing of this run."] : []),
    ...folded("Live", story.live),
    ...folded("Waiting in ZIA", story.staged),
    // Where all went well the first line says so already.
    ...(story.isFailure || story.waiting !== "nothing" ? [`**Staged:** ${story.waiting}.`] : []),
    ...(story.next === undefined
      ? []
      : [`**Next:** ${code(story.next.command)}${story.next.note === undefined ? "" : ` (${story.next.note})`}`]),
    `Digest ${code(result.digest)}`,
  ];
  return `${blocks.join("\n\n")}\n`;
};
