import pc from "picocolors";
import { visible } from "../../diagnostics/visible.ts";
import type { ApplyResult, Outcome } from "../../model/result.ts";
import { type ApplyContext, type Story, storyOf } from "./story.ts";
import { count, told } from "./words.ts";

export type { ApplyContext } from "./story.ts";

export interface ApplyTextOptions {
  readonly color: boolean;
  readonly verbose?: boolean;
}

type Palette = ReturnType<typeof pc.createColors>;

/** Longer lists are folded. */
const most = 12;

const rows = (outcomes: readonly Outcome[], limit: number, palette: Palette): readonly string[] => {
  const shown = outcomes.length <= limit ? outcomes : outcomes.slice(0, limit - 2);
  const lines = shown.map((outcome) => {
    const { address, what } = told(outcome);
    return `  ${address}  ${palette.dim(what)}`;
  });
  return shown.length === outcomes.length ? lines : [...lines, `  … ${outcomes.length - shown.length} more`];
};

const failedBlock = ({ failed, why }: Story, palette: Palette): readonly string[] => {
  const lines = failed.flatMap((outcome) => {
    const { address, what } = told(outcome);
    return [
      `  ${address}  ${palette.dim(what)}`,
      ...(outcome.error === undefined ? [] : [`      ${visible(outcome.error)}`]),
    ];
  });
  return [
    ...(lines.length === 0 ? [] : [[palette.bold(palette.red("failed")), ...lines].join("\n")]),
    ...(why === undefined ? [] : [`${palette.bold("why:")}    ${visible(why)}`]),
  ];
};

/** What a run did, for people at a terminal; after a failure it ends with what is live, what is staged, what to type. */
export const renderApplyText = (result: ApplyResult, context: ApplyContext, options: ApplyTextOptions): string => {
  const palette = pc.createColors(options.color);
  const story = storyOf(result, context);
  const limit = options.verbose === true ? Infinity : most;
  const headline = `${visible(context.tenant)}: ${story.headline}`;
  const list = (title: string, outcomes: readonly Outcome[]): readonly string[] =>
    outcomes.length === 0
      ? []
      : [[`${palette.bold(title)} ${count(outcomes.length, "object")}`, ...rows(outcomes, limit, palette)].join("\n")];
  const ending = [
    `${palette.bold("staged:")} ${story.waiting}`,
    ...(story.next === undefined
      ? []
      : [
          `${palette.bold("next:")}   ${visible(story.next.command)}${story.next.note === undefined ? "" : `  (${story.next.note})`}`,
        ]),
  ].join("\n");
  const blocks = [
    palette.bold(story.isFailure ? palette.red(headline) : headline),
    ...failedBlock(story, palette),
    ...list("not finished:", story.unfinished),
    ...(story.live.length === 0 && story.isFailure ? [`${palette.bold("live:")}   nothing of this run`] : []),
    ...list("live:  ", story.live),
    ...list("waiting in ZIA:", story.staged),
    ending,
  ];
  return `${blocks.join("\n\n")}\n`;
};
