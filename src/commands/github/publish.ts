import { resolve } from "node:path";
import type { PlanBinding } from "../../github/bundle.ts";
import { type Check, postCheck } from "../../github/check-run.ts";
import type { GitHub } from "../../github/client.ts";
import { bodyLimit, composeBody, failedText, planLinks } from "../../github/comment/body.ts";
import { postComment } from "../../github/comment/post.ts";
import { labelsFor, syncLabels } from "../../github/labels.ts";
import { checks } from "../../github/names.ts";
import { pullUrl } from "../../github/place.ts";
import { code, fenced, prose } from "../../plan/render/safe.ts";
import { clip } from "../../plan/render/value.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { showDiagnostics } from "../show.ts";
import { authorFrom } from "./author.ts";
import { type PublishedPlan, type ReadBundle, readBundle } from "./bundle-folder.ts";
import { openFrom } from "./open.ts";
import { problemNotes, sayAll } from "./parts.ts";

export interface PublishOptions {
  readonly pr: number;
  readonly head: string;
  /** What the plan job left; absent: nothing. */
  readonly dir?: string;
  /** Id of the artifact with the whole plan. */
  readonly artifact?: number;
}

const isSilent = ({ binding: { verdict, counts } }: PublishedPlan): boolean =>
  verdict === "accepted" && counts.changes === 0 && counts.requests === 0;

const titleOf = (read: ReadBundle): string => {
  if (!read.ok) return "no plan: the plan job failed";
  // A check without a title is refused.
  return clip(read.plan.binding.headline.trim(), 250) || "no headline";
};

const meanings: Readonly<Record<Exclude<PlanBinding["verdict"], "invalid">, string>> = {
  accepted: `**No guardrail refuses this plan.** Whether it is approved and may be merged, says ${code(checks.ready)}.`,
  refused:
    "**Refused:** whoever approves it, this plan is not applied. What has to be said in Git, or changed, stands on top of it.",
};

/** What the check says: its meaning first, and the whole plan below, which belongs to the commit as the comment does not. */
const outputOf = (read: ReadBundle, links: string): Pick<Check, "conclusion" | "summary" | "text" | "annotations"> => {
  if (!read.ok) return { conclusion: "failure", summary: composeBody(failedText(read.reason), links) };
  const {
    binding: { verdict },
    comment,
    annotations,
  } = read.plan;
  // Without a plan there is only what is wrong.
  if (verdict === "invalid") return { conclusion: "failure", summary: composeBody(comment, links), annotations };
  return {
    conclusion: verdict === "accepted" ? "success" : "failure",
    summary: composeBody(meanings[verdict], links),
    text: comment,
    annotations,
  };
};

/** The page of the run has the plan already, from the job that made it. */
const shownText = ({ place }: GitHub, pull: number, { plan: { binding } }: { readonly plan: PublishedPlan }): string =>
  `**${prose(binding.headline)}**\n\nShown on [#${pull}](${pullUrl(place, pull)}), with the check ${code(checks.plan)}.\n`;

const untold = (problems: readonly string[]): string =>
  problems.length === 0 ? "" : `\n**GitHub could not be told all of it:**\n\n${fenced("text", problems)}\n`;

/** Tells a pull request what its plan is: comment, check, labels, summary. It holds no secret of the tenant. */
export const publish = async (options: PublishOptions, environment: Environment): Promise<CommandResult> => {
  const opened = openFrom(environment);
  if (!opened.ok) return { exitCode: 1, notes: showDiagnostics(opened.diagnostics, environment) };
  const github = opened.value;
  const { pr, head, artifact } = options;
  const { data: pull } = await github.rest.pulls.get({ ...github.at, pull_number: pr });
  if (pull.state !== "open" || pull.head.sha !== head) {
    const where =
      pull.state === "open" ? `its branch is at ${code(pull.head.sha.slice(0, 12))} by now` : "it is not open any more";
    return { exitCode: 0, summary: `Plan of ${code(head.slice(0, 12))} not shown on #${pr}: ${where}.\n` };
  }
  const read = readBundle(resolve(environment.cwd, options.dir ?? "plan"), pr, head);
  const { run } = github.place;
  const links = planLinks(github.place, {
    pull: pr,
    head,
    ...(run === undefined ? {} : { run: run.id }),
    ...(artifact === undefined ? {} : { artifact }),
  });
  const text = composeBody(read.ok ? read.plan.comment : failedText(read.reason), links, bodyLimit);
  const marker = {
    kind: "plan",
    tenant: read.ok ? (read.plan.binding.tenant?.name ?? "") : "",
    digest: read.ok ? read.plan.binding.digest : null,
    head,
    run: run ?? { id: 0, attempt: 0 },
    artifact: artifact ?? null,
    record: null,
  } as const;
  const wanted = { marker, text, speaks: !read.ok || !isSilent(read.plan) };
  const { problems } = await sayAll([
    () =>
      postCheck(github, {
        name: checks.plan,
        head,
        title: titleOf(read),
        ...outputOf(read, links),
      }),
    () => postComment(github, pr, wanted, authorFrom(environment)),
    () =>
      syncLabels(
        github,
        pr,
        pull.labels.map(({ name }) => name),
        read.ok ? labelsFor(read.plan.binding) : [],
      ),
  ]);
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    // What GitHub did not take has to stand somewhere.
    summary: read.ok && problems.length === 0 ? shownText(github, pr, read) : `${text}${untold(problems)}`,
    ...(problems.length === 0 ? {} : { notes: problemNotes(problems) }),
  };
};
