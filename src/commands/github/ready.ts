import { postCheck } from "../../github/check-run.ts";
import { checks } from "../../github/names.ts";
import { twinsOf } from "../../github/proof/gather/pull.ts";
import { gatherBefore, type Setting } from "../../github/proof/gather.ts";
import { judge } from "../../github/proof/judge.ts";
import { pullOf } from "../../github/proof/pull-of-commit.ts";
import { renderReady, type Twin } from "../../github/proof/render.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { parseWait } from "../write-gate.ts";
import type { ProofParts } from "./proof-parts.ts";

export interface ReadyOptions {
  readonly pr: number;
  readonly maxWait: string;
}

const closed = (number: number): CommandResult => ({
  exitCode: 0,
  notes: `#${number} is not open: nothing to judge\n`,
});

/** Says on the head commit whether apply would accept the pull request; a red check is no failure of this command. */
export const ready = async (
  options: ReadyOptions,
  environment: Environment,
  parts: ProofParts,
): Promise<CommandResult> => {
  const maxWaitMs = parseWait(options.maxWait);
  if (maxWaitMs === undefined) return { exitCode: 1, notes: `"${options.maxWait}" is no time like 15m (--max-wait)\n` };
  const setting: Setting = { ...parts, now: environment.now(), maxWaitSeconds: maxWaitMs / 1000 };
  const facts = await gatherBefore(setting, options.pr);
  const pull = pullOf(facts);
  if (pull === undefined || pull.state !== "open") return closed(options.pr);
  const twins: Twin[] = [];
  for (const number of await twinsOf(parts.github, pull, facts.repository))
    twins.push({ number, verdict: judge(await gatherBefore(setting, number)) });
  const text = renderReady(judge(facts), twins);
  await postCheck(parts.github, { name: checks.ready, head: pull.head, ...text });
  return { exitCode: 0, notes: `#${pull.number}: ${text.title}\n`, summary: `## #${pull.number}\n\n${text.summary}` };
};
