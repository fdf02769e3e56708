import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBundle } from "../../github/artifacts/download.ts";
import { plansFor } from "../../github/artifacts/list.ts";
import { bundleFiles } from "../../github/bundle.ts";
import type { GitHub } from "../../github/client.ts";
import { isNotFound } from "../../github/failure.ts";
import type { Ledger, LedgerRecord } from "../../github/ledger/read.ts";
import type { Repository } from "../../github/repository.ts";
import type { UnfinishedRun } from "../interrupted-elsewhere.ts";
import type { Environment } from "../outcome.ts";
import type { Clone } from "./clone.ts";

/** The apply that did not come to its end, as the next one has to know it. */
export const unfinishedRun = ({ unfinished }: Ledger): UnfinishedRun | null =>
  unfinished === null ? null : { digest: unfinished.digest, staging: unfinished.staging || unfinished.isStaged };

/** Whether a record's commit is the merge of the pull request and head it names: a plan that was never merged is nobody's apply. */
const isMergedAs = async (github: GitHub, { pull, head, commit }: LedgerRecord): Promise<boolean> => {
  try {
    const { data } = await github.rest.pulls.get({ ...github.at, pull_number: pull });
    return data.merged_at !== null && data.merge_commit_sha === commit && data.head.sha === head;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
};

/**
 * What the unfinished apply had planned to do; undefined when there is none, or when it cannot be had any more. The record
 * only names a merge and an artifact: whether they are what it says GitHub knows, or somebody could make staged changes ours.
 */
export const unfinishedIntent = async (
  github: GitHub,
  { unfinished }: Ledger,
  repository: Repository,
  { tip, isAncestor }: Clone,
): Promise<string | undefined> => {
  if (unfinished === null) return undefined;
  const { trusted } = await plansFor(github, unfinished.head, repository, (commit) => isAncestor(commit, tip));
  const artifact = trusted.find(({ id }) => id === unfinished.artifact.id);
  if (artifact === undefined || !(await isMergedAs(github, unfinished))) return undefined;
  const bundle = await readBundle(github, artifact);
  return bundle.ok ? bundle.value.texts.intent : undefined;
};

/** The same, as a file. */
export const intentFileOf = (intent: string | undefined, { env }: Environment): string | undefined => {
  if (intent === undefined) return undefined;
  const file = join(mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), "zerodrift-")), bundleFiles.intent);
  writeFileSync(file, intent);
  return file;
};
