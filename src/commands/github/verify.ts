import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleFiles } from "../../github/bundle.ts";
import type { FlowEvent } from "../../github/event.ts";
import type { Facts } from "../../github/proof/facts.ts";
import { gatherAfter } from "../../github/proof/gather.ts";
import { judge, type Verdict } from "../../github/proof/judge.ts";
import { pullOf } from "../../github/proof/pull-of-commit.ts";
import { renderProof, renderProofText } from "../../github/proof/render.ts";
import { areJudged, type Statement, statementOf } from "../../github/proof/statement.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { parseWait } from "../write-gate.ts";
import type { ProofParts } from "./proof-parts.ts";
import { readEvent } from "./read-event.ts";

export interface VerifyOptions {
  /** Path of the event's payload. */
  readonly event: string;
  readonly maxWait: string;
  /** Where proof and plan are written, and a record is opened; absent: only looked at. */
  readonly outDir?: string;
}

const wrong = (text: string): CommandResult => ({ exitCode: 1, notes: `${text}\n` });
const idle = (text: string): CommandResult => ({
  exitCode: 0,
  notes: `${text}\n`,
  summary: `${text}\n`,
  outputs: { work: "false", commit: "" },
});

/** The commit that an event is about, which is only looked at, never believed; a result where there is none. */
const commitOf = async (event: FlowEvent, { sources, github }: ProofParts): Promise<string | CommandResult> => {
  if (event.kind !== "push" && event.kind !== "dispatch")
    return wrong(`the event is a ${event.kind}, no push and no dispatch: nothing to verify`);
  const { data } = await github.rest.repos.get(github.at);
  if (event.ref !== `refs/heads/${data.default_branch}`)
    return idle("Nothing to apply: this is not the default branch");
  if (event.kind === "push") return event.after;
  // Started by hand, there is one thing to do: finish the newest apply that did not come to its end.
  const ledger = await sources.ledger();
  if (!ledger.ok) return wrong(ledger.reason);
  return ledger.value.unfinished?.commit ?? idle("Nothing to resume: every apply came to its end");
};

const result = (commit: string, facts: Facts, verdict: Verdict): CommandResult => {
  const applied = { commit, pull: pullOf(facts) };
  return {
    exitCode: verdict.outcome === "refused" ? 4 : 0,
    notes: renderProofText(verdict, applied),
    summary: renderProof(verdict, applied),
    outputs: { work: String(verdict.outcome === "proven"), commit },
  };
};

const handedOn = [bundleFiles.plan, bundleFiles.binding, bundleFiles.manifest, bundleFiles.intent];

/** The record is opened when all else is written, so that one that is open has everything it needs. */
const handOver = async (statement: Statement, folder: string, { sources }: ProofParts): Promise<string | undefined> => {
  const files = await sources.files(statement.record.artifact.id);
  if (!areJudged(files, statement.proof(0))) return "the plan changed while it was looked at: run this again";
  mkdirSync(folder, { recursive: true });
  for (const name of handedOn) {
    const bytes = files.get(name);
    if (bytes !== undefined) writeFileSync(join(folder, name), bytes);
  }
  const proof = statement.proof(await sources.openRecord(statement.record));
  writeFileSync(join(folder, "proof.json"), `${JSON.stringify(proof, null, 2)}\n`);
  return undefined;
};

/** Proves that what was merged was approved as a plan; with a folder, hands plan and proof to `apply`. */
export const verify = async (
  options: VerifyOptions,
  environment: Environment,
  parts: ProofParts,
): Promise<CommandResult> => {
  const maxWaitMs = parseWait(options.maxWait);
  if (maxWaitMs === undefined) return wrong(`"${options.maxWait}" is no time like 15m (--max-wait)`);
  const event = readEvent(options.event, environment);
  if (!event.ok) return wrong(`${event.diagnostics.map(({ message }) => message).join("; ")}: nothing to verify`);
  const commit = await commitOf(event.value, parts);
  if (typeof commit !== "string") return commit;
  const setting = { ...parts, now: environment.now(), maxWaitSeconds: maxWaitMs / 1000 };
  const facts = await gatherAfter(setting, commit);
  const verdict = judge(facts);
  const found = result(commit, facts, verdict);
  if (verdict.outcome !== "proven" || options.outDir === undefined) return found;
  const statement = statementOf(facts, verdict, parts.github.place);
  if (statement === undefined)
    return wrong("a proof is made in a workflow run only: GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT");
  const problem = await handOver(statement, resolve(environment.cwd, options.outDir), parts);
  return problem === undefined ? found : wrong(problem);
};
