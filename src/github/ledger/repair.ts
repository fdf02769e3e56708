import { artifactFrom, newestFirst } from "../artifacts/artifact.ts";
import { readZip } from "../artifacts/read-zip.ts";
import type { GitHub } from "../client.ts";
import { resultArtifact } from "../names.ts";
import { outcomeOf, type ReadResult, resultSchema } from "./outcome.ts";
import type { LedgerRecord } from "./read.ts";
import { closeRecord, type RecordOutcome } from "./write.ts";

const resultFile = "result.json";

/** Its run, whose attempts are all over, left it open. */
const isLost = ({ state, madeBy }: LedgerRecord): boolean => state === "in-progress" && madeBy?.status === "completed";

/**
 * What to post on a record whose run ended without saying how; undefined: nobody knows, it stays unfinished.
 *
 * @param result what the run left of itself, already proven to be the run's own; after a resume its digest is that of
 *   what remained, so digests are not compared
 */
export const repairOf = (record: LedgerRecord, result: ReadResult | undefined): RecordOutcome | undefined => {
  return isLost(record) && result !== undefined ? outcomeOf(result) : undefined;
};

const parsed = (bytes: Uint8Array | undefined): ReadResult | undefined => {
  try {
    return bytes === undefined ? undefined : resultSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
};

/** The result of the record's own run: an artifact of any other run proves nothing. */
const readResult = async (github: GitHub, record: LedgerRecord): Promise<ReadResult | undefined> => {
  const listed = await github.paginate(github.rest.actions.listWorkflowRunArtifacts, {
    ...github.at,
    run_id: record.run.id,
    name: resultArtifact,
    per_page: 100,
  });
  const newest = newestFirst(listed.map(artifactFrom)).find(
    ({ name, isExpired, createdAt }) =>
      // What an earlier attempt of the run left is about another record.
      name === resultArtifact && !isExpired && Date.parse(createdAt) >= Date.parse(record.createdAt),
  );
  if (newest === undefined) return undefined;
  const zip = await readZip(github, newest, [resultFile]);
  return zip.ok ? parsed(zip.files.get(resultFile)) : undefined;
};

/**
 * GitHub may have been down when an apply wanted to say how it ended; its result lies in its run all the same. Says it
 * now, and what it said; undefined where there is nothing to repair. Read the ledger again afterwards.
 */
export const repairRecord = async (github: GitHub, record: LedgerRecord): Promise<RecordOutcome | undefined> => {
  if (!isLost(record)) return undefined;
  const outcome = repairOf(record, await readResult(github, record));
  if (outcome !== undefined) await closeRecord(github, record.id, outcome);
  return outcome;
};
