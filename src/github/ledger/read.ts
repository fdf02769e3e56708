import type { GitHub } from "../client.ts";
import { environmentName, recordTask } from "../names.ts";
import { type Repository, readRepository } from "../repository.ts";
import { type ReadRun, type Run, runReader } from "../run.ts";
import { type Deployment, type Entry, entryFrom, isEntryOver, objectionToMaker, recorder } from "./record.ts";
import { type DeploymentStatus, type Standing, standingOf } from "./status.ts";

/** A record that its run is known to have made, and what became of it. */
export interface LedgerRecord extends Entry, Standing {
  /** Undefined where GitHub knows the run no more. */
  readonly madeBy: Run | undefined;
}

/** Where we stand with the tenant. It says nothing about what may be written. */
export interface Ledger {
  /** The commit applied last; null: none yet. */
  readonly base: string | null;
  /** The record that says so. */
  readonly applied: LedgerRecord | null;
  /** An apply that did not come to its end: its run was lost, or it left something staged in ZIA. */
  readonly unfinished: LedgerRecord | null;
  /** An apply that goes on. */
  readonly running: LedgerRecord | null;
  /** One sentence each, lower case, no full stop. */
  readonly warnings: readonly string[];
}

/** What the local clone of the default branch knows. */
export interface Chain {
  readonly tip: string;
  isAncestor(commit: string, of: string): Promise<boolean>;
  /** Newest first, the tip included. */
  firstParents(of: string): Promise<readonly string[]>;
}

/** What is known already, or other than usual. */
export interface LedgerOptions {
  /** Saves asking for it. */
  readonly repository?: Repository;
  /** Who keeps the ledger; the token of Actions unless an app does. */
  readonly creator?: string;
}

/** Whose ledger is read, and where. */
interface LedgerPlace {
  readonly tenant: string;
  readonly repository: Repository;
  readonly creator: string;
}

/** Records that are looked at in one reading; behind so many failed ones nobody finds anything by waiting. */
const mostLookedAt = 40;
/** Pages of a hundred. */
const mostPages = 20;

/** What has been read so far; the same record is looked at once. */
interface Reading {
  readonly entries: readonly Entry[];
  readonly warnings: Set<string>;
  look(entry: Entry): Promise<LedgerRecord | undefined>;
}

const short = (commit: string): string => commit.slice(0, 7);

const readStatuses = (github: GitHub, entry: Entry): Promise<readonly DeploymentStatus[]> =>
  github.paginate(github.rest.repos.listDeploymentStatuses, {
    ...github.at,
    deployment_id: entry.id,
    per_page: 100,
  });

interface Judge {
  readonly github: GitHub;
  readonly chain: Chain;
  readonly place: LedgerPlace;
  readonly readRun: ReadRun;
  readonly warnings: Set<string>;
}

const makerOf = async ({ readRun, chain, place, warnings }: Judge, entry: Entry): Promise<Run | "gone" | "forged"> => {
  const run = await readRun(entry.run.id);
  if (run === undefined) {
    warnings.add(`GitHub knows the run of record ${entry.id} (${short(entry.commit)}) no more; its word counts alone`);
    return "gone";
  }
  const objection = objectionToMaker(entry, run, place.repository, {
    isRunOnDefaultBranch: await chain.isAncestor(run.headSha, chain.tip),
    isCommitBehindRun: run.headSha === entry.commit || (await chain.isAncestor(entry.commit, run.headSha)),
  });
  if (objection === undefined) return run;
  warnings.add(`record ${entry.id} (${short(entry.commit)}) is ignored, it may be forged: ${objection}`);
  return "forged";
};

/** Undefined for a forged one. Nobody is asked for the run of a record that changes nothing. */
const lookAt = async (judge: Judge, entry: Entry): Promise<LedgerRecord | undefined> => {
  const standing = standingOf(await readStatuses(judge.github, entry), judge.place.creator);
  if (standing.state === "inactive") return { ...entry, ...standing, madeBy: undefined };
  const maker = await makerOf(judge, entry);
  if (maker === "forged") return undefined;
  return { ...entry, ...standing, madeBy: maker === "gone" ? undefined : maker };
};

const readerOf = (judge: Judge): Reading["look"] => {
  const looked = new Map<number, Promise<LedgerRecord | undefined>>();
  return async (entry) => {
    const known = looked.get(entry.id);
    if (known !== undefined) return known;
    if (looked.size >= mostLookedAt) {
      judge.warnings.add(`more than ${mostLookedAt} records had to be looked at; older ones are left out`);
      return undefined;
    }
    const asked = lookAt(judge, entry);
    looked.set(entry.id, asked);
    return asked;
  };
};

/** This very attempt's own record is neither unfinished nor somebody else's. */
const isOwn = ({ place }: GitHub, { run }: Entry): boolean =>
  place.run?.id === run.id && place.run.attempt === run.attempt;

/** The newest record that says anything: one under which nothing was written changes nothing. */
const newestThatCounts = async (github: GitHub, { entries, look }: Reading): Promise<LedgerRecord | undefined> => {
  for (const entry of entries) {
    if (isOwn(github, entry)) continue;
    const record = await look(entry);
    if (record !== undefined && record.state !== "inactive") return record;
  }
  return undefined;
};

/**
 * The success that stands highest on the first-parent chain. An apply never goes back on it, so with true records this
 * is the newest one; a forged or late one of an older commit changes nothing.
 */
const appliedLast = async (
  { entries, look, warnings }: Reading,
  positions: ReadonlyMap<string, number>,
): Promise<LedgerRecord | undefined> => {
  const away = entries.filter(({ commit }) => !positions.has(commit));
  if (away.length > 0)
    warnings.add(
      `history was rewritten: ${away.length === 1 ? "a record names" : `${away.length} records name`} a commit that is not on the default branch (${short(away[0]?.commit ?? "")}); the newest one that is counts`,
    );
  const onChain = entries
    .filter(({ commit }) => positions.has(commit))
    .toSorted((a, b) => (positions.get(a.commit) ?? 0) - (positions.get(b.commit) ?? 0) || b.id - a.id);
  for (const entry of onChain) {
    const record = await look(entry);
    if (record?.state === "success") return record;
  }
  return undefined;
};

const isUnfinished = (record: LedgerRecord): boolean =>
  record.isStaged || (record.state === "in-progress" && isEntryOver(record, record.madeBy));

const isRunning = (record: LedgerRecord): boolean =>
  record.state === "in-progress" && !isEntryOver(record, record.madeBy);

/** Pages of records until one of them says what was applied: usually the first. */
const readUntilApplied = async (
  judge: Judge,
  positions: ReadonlyMap<string, number>,
): Promise<{ readonly reading: Reading; readonly applied: LedgerRecord | undefined }> => {
  const look = readerOf(judge);
  const { github, place, warnings } = judge;
  let reading: Reading = { entries: [], warnings, look };
  let pages = 0;
  const asked = {
    ...github.at,
    task: recordTask,
    environment: environmentName(place.tenant, "ledger"),
    per_page: 100,
  };
  for await (const { data } of github.paginate.iterator(github.rest.repos.listDeployments, asked)) {
    const found = (data as readonly Deployment[]).flatMap(
      (deployment) => entryFrom(deployment, place.tenant, place.creator) ?? [],
    );
    reading = { ...reading, entries: [...reading.entries, ...found].toSorted((a, b) => b.id - a.id) };
    const applied = await appliedLast(reading, positions);
    pages += 1;
    if (applied !== undefined) return { reading, applied };
    if (pages >= mostPages) break;
  }
  return { reading, applied: undefined };
};

/** Reads where we stand: usually four requests, and at most two for each apply that failed since the last good one. */
export const readLedger = async (
  github: GitHub,
  tenant: string,
  chain: Chain,
  { repository, creator = recorder }: LedgerOptions = {},
): Promise<Ledger> => {
  const place = { tenant, repository: repository ?? (await readRepository(github)), creator };
  const warnings = new Set<string>();
  const judge: Judge = { github, chain, place, readRun: runReader(github), warnings };
  const positions = new Map((await chain.firstParents(chain.tip)).map((commit, index) => [commit, index]));
  const { reading, applied } = await readUntilApplied(judge, positions);
  const newest = await newestThatCounts(github, reading);
  return {
    base: applied?.commit ?? null,
    applied: applied ?? null,
    unfinished: newest !== undefined && isUnfinished(newest) ? newest : null,
    running: newest !== undefined && isRunning(newest) ? newest : null,
    warnings: [...warnings],
  };
};
