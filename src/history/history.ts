import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import type { History } from "../model/history.ts";
import { readBlobs } from "./blobs.ts";
import { type Commits, readCommits } from "./commits.ts";
import { configurationsOf } from "./configurations.ts";
import { git } from "./git.ts";
import { configurationEntries, momentsOf, type Scope } from "./moments.ts";
import { inRepository, type Place } from "./paths.ts";
import { refuse } from "./problems.ts";
import { fileReader, type ReadSnapshot, readSnapshot, telling, unreadableCommit } from "./snapshots.ts";
import { type Entry, isSubmodule } from "./tree.ts";

/** What to read, and what is at hand already. */
export interface HistoryQuery {
  readonly place: Place;
  /** `--policies`, relative to the root; counts for every commit. */
  readonly policies?: string;
  /** Full SHA of an ancestor of HEAD. */
  readonly base: string;
  /** The commit that is planned; HEAD when absent. */
  readonly head?: string;
  /** Whether the working tree differs from HEAD; then HEAD is a commit of the past like the others. */
  readonly isDirty: boolean;
}

const scopeOf = async ({ place, policies }: HistoryQuery): Promise<Checked<Scope>> => {
  const answer = await git(place.root, ["rev-parse", "--show-prefix"]);
  if (!answer.ok)
    return refuse("no-repository", `there is no history to read: ${answer.reason}`, "run zerodrift in a clone");
  const prefix = answer.output.replace(/\n$/, "");
  const configuration = inRepository(prefix, place.file);
  if (configuration === undefined || (policies !== undefined && inRepository(prefix, policies) === undefined)) {
    const message = `"${visible(policies ?? place.file)}" lies outside of the Git repository, so no commit holds it`;
    return refuse("no-repository", message, "leave --base out, or keep the policies in the repository");
  }
  // What configurations name lies below them, hence in the repository.
  const folderOf = (folder: string): string => inRepository(prefix, folder) ?? folder;
  return checked({ prefix, configuration, policies, folderOf }, []);
};

const contentsOf = (entries: readonly (Entry | undefined)[]): ReadonlySet<string> =>
  new Set(entries.flatMap((entry) => (entry === undefined || isSubmodule(entry) ? [] : [entry.oid])));

/** With a clean working tree HEAD is what the working tree says, and no past. */
const pastOf = (commits: Commits, isDirty: boolean): Commits =>
  isDirty ? commits : { ...commits, after: commits.after.slice(0, -1) };

/** A mistake that stays over many commits is told where it begins. */
const toldOf = (snapshots: readonly ReadSnapshot[]): readonly ReadSnapshot[] => {
  const saidBy = (one: ReadSnapshot | undefined): string =>
    JSON.stringify(one?.mistakes.map(({ code, message, source }) => [code, message, source]) ?? []);
  return snapshots.filter((one, index) => saidBy(one) !== saidBy(snapshots[index - 1]));
};

const toHistory = (base: ReadSnapshot, after: readonly ReadSnapshot[]): Checked<History> => {
  const diagnostics = toldOf([base, ...after]).flatMap((one) =>
    unreadableCommit(one, one === base ? telling.base : telling.later),
  );
  return checked({ base: base.snapshot, after: after.map(({ snapshot }) => snapshot) }, diagnostics);
};

/** What Git said at the base and in the commits after it, read from Git's objects without a checkout. */
export const readHistory = async (query: HistoryQuery): Promise<Checked<History>> => {
  const { root } = query.place;
  const [scope, read] = await Promise.all([scopeOf(query), readCommits(root, query.base, query.head)]);
  if (!scope.ok) return scope;
  if (!read.ok) return read;
  const commits = pastOf(read.value, query.isDirty);
  const entries = configurationEntries(commits, scope.value.configuration);
  const configurationBlobs = await readBlobs(root, contentsOf(entries));
  if (!configurationBlobs.ok) return configurationBlobs;
  const configurations = configurationsOf(query.place.file, entries, configurationBlobs.value);
  const moments = momentsOf(commits, configurations, scope.value);
  const files = [moments.base, ...moments.after].flatMap((moment) => moment.files);
  const blobs = await readBlobs(root, contentsOf(files));
  if (!blobs.ok) return blobs;
  const readFile = fileReader(blobs.value, scope.value.prefix);
  const snapshots = moments.after.map((moment) => readSnapshot(moment, readFile));
  return toHistory(readSnapshot(moments.base, readFile), snapshots);
};
