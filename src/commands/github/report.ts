import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { GitHub } from "../../github/client.ts";
import { bodyLimit, composeBody } from "../../github/comment/body.ts";
import { postComment } from "../../github/comment/post.ts";
import { planLabels, syncLabels } from "../../github/labels.ts";
import { closeRecord as closeAtGitHub, type RecordOutcome } from "../../github/ledger/write.ts";
import { type Place, runUrl } from "../../github/place.ts";
import { type Proof, proofSchema } from "../../github/proof.ts";
import { code } from "../../plan/render/safe.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { showDiagnostics } from "../show.ts";
import { type Ending, endingText, readEnding, recordOutcome } from "./apply-report.ts";
import { authorFrom } from "./author.ts";
import { openFrom } from "./open.ts";
import { problemNotes, sayAll } from "./parts.ts";

export interface ReportOptions {
  readonly proof: string;
  /** The file that apply wrote its result to. */
  readonly result?: string;
  /** What the workflow says of the apply job: success, failure, cancelled or skipped. */
  readonly conclusion?: string;
}

/** Closes the record of an apply. */
export type CloseRecord = (github: GitHub, record: number, outcome: RecordOutcome) => Promise<void>;

const readProof = (file: string): Proof | undefined => {
  try {
    const parsed = proofSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

const linksOf = (place: Place, proof: Proof): string => {
  const run = place.run === undefined ? "" : ` · [this run](${runUrl(place, place.run.id)}) has the log and the result`;
  const approvers = proof.approvers.map(({ login }) => code(login)).join(", ");
  const approved = approvers === "" ? "for which no approval was asked" : `approved by ${approvers}`;
  return `Commit ${code(proof.commit.slice(0, 12))}, ${approved}${run}`;
};

const succeeded = (ending: Ending): boolean => recordOutcome(ending)?.state === "success";

/** Plan labels say what is pending; after a whole apply nothing is. */
const cleanLabels = async (github: GitHub, { pull: { number } }: Proof): Promise<void> => {
  const { data: pull } = await github.rest.pulls.get({ ...github.at, pull_number: number });
  const present = pull.labels.map(({ name }) => name);
  if (present.some((name) => planLabels.includes(name))) await syncLabels(github, number, present, []);
};

/** Tells the record and the pull request how an apply ended. What GitHub does not take stands in the log all the same. */
export const report = async (
  options: ReportOptions,
  environment: Environment,
  closeRecord: CloseRecord = closeAtGitHub,
): Promise<CommandResult> => {
  const proof = readProof(resolve(environment.cwd, options.proof));
  if (proof === undefined)
    return {
      exitCode: 1,
      notes: `error: "${options.proof}" holds no proof of \`github verify\`, so there is nothing to report about\n`,
    };
  const file = options.result === undefined ? undefined : resolve(environment.cwd, options.result);
  const ending = readEnding(file, options.conclusion);
  const opened = openFrom(environment);
  if (!opened.ok) {
    const text = endingText(ending, proof);
    return { exitCode: 1, output: `${text}\n`, summary: text, notes: showDiagnostics(opened.diagnostics, environment) };
  }
  const github = opened.value;
  const text = composeBody(endingText(ending, proof), linksOf(github.place, proof), bodyLimit);
  const marker = {
    kind: "result",
    tenant: proof.tenant.name,
    digest: proof.digest,
    head: proof.pull.head,
    run: github.place.run ?? proof.run,
    artifact: null,
    record: proof.record,
  } as const;
  const outcome = recordOutcome(ending);
  const { problems } = await sayAll([
    ...(outcome === undefined ? [] : [() => closeRecord(github, proof.record, outcome)]),
    () => postComment(github, proof.pull.number, { marker, text, speaks: true }, authorFrom(environment)),
    ...(succeeded(ending) ? [() => cleanLabels(github, proof)] : []),
  ]);
  const untold =
    problems.length === 0 ? "" : "\nGitHub could not be told all of it: the next run repairs the record.\n";
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    output: text,
    summary: `${text}${untold}`,
    ...(problems.length === 0 ? {} : { notes: problemNotes(problems) }),
  };
};
