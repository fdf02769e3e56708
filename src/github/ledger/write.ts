import type { GitHub } from "../client.ts";
import { GitHubError } from "../failure.ts";
import { environmentName, recordTask } from "../names.ts";
import { postOnce } from "../once.ts";
import { runUrl } from "../place.ts";
import { type Deployment, entryFrom, type RecordedIntent, recorder } from "./record.ts";
import { type DeploymentStatus, descriptions } from "./status.ts";

/** Where and for what a record is opened. */
export interface NewRecord {
  readonly tenant: string;
  /** The commit on the default branch that is applied, in full. */
  readonly commit: string;
  readonly intent: RecordedIntent;
  /** Who keeps the ledger; the token of Actions unless an app does. */
  readonly creator?: string;
}

/** How an apply ended, as its record says it. */
export type RecordOutcome =
  | { readonly state: "success" }
  /** Something was written, not everything; `isStaged`: ZIA holds something of ours that is not active. */
  | { readonly state: "failure"; readonly reason: string; readonly isStaged: boolean }
  /** Nothing was written; `reason`: because of what. */
  | { readonly state: "inactive"; readonly reason?: string };

interface Status {
  readonly state: "in_progress" | "success" | "failure" | "inactive";
  readonly description: string;
}

/** What GitHub takes. */
const longest = 140;

/** Cuts between characters, never inside one. */
const cut = (text: string, room: number): string => {
  if (text.length <= room) return text;
  const kept = [...text].reduce((all, one) => (all.length + one.length < room ? all + one : all), "");
  return `${kept}…`;
};

/** The status that closes a record. */
export const closingStatus = (outcome: RecordOutcome): Status => {
  if (outcome.state === "success") return { state: "success", description: descriptions.success };
  if (outcome.state === "inactive") {
    const because = outcome.reason === undefined ? "" : `: ${outcome.reason.replaceAll(/\s+/g, " ").trim()}`;
    return { state: "inactive", description: cut(`${descriptions.inactive}${because}`, longest) };
  }
  const tail = outcome.isStaged ? descriptions.staged : "";
  // A reason may itself end with the word that others look for.
  const reason = outcome.reason
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/\bstaged$/i, "staged.");
  const room = longest - descriptions.partial.length - tail.length;
  return { state: "failure", description: `${descriptions.partial}${cut(reason, room)}${tail}` };
};

const statusesOf = (github: GitHub, record: number): Promise<readonly DeploymentStatus[]> =>
  github.paginate(github.rest.repos.listDeploymentStatuses, { ...github.at, deployment_id: record, per_page: 100 });

/** What somebody else says on a record is not read, so it does not stand for what was to be said. */
const isNewest = async (github: GitHub, record: number, wanted: Status): Promise<boolean> => {
  const own = (await statusesOf(github, record)).filter(({ creator }) => creator?.login === recorder);
  const newest = own.toSorted((a, b) => b.id - a.id)[0];
  return newest?.state === wanted.state && newest.description === wanted.description;
};

/** Without `auto_inactive: false` GitHub would retire the records before this one. */
const postStatus = async (github: GitHub, record: number, status: Status): Promise<void> => {
  const { run } = github.place;
  await postOnce(
    async () => {
      await github.rest.repos.createDeploymentStatus({
        ...github.at,
        deployment_id: record,
        ...status,
        ...(run === undefined ? {} : { log_url: runUrl(github.place, run.id) }),
        auto_inactive: false,
      });
      return true;
    },
    async () => ((await isNewest(github, record, status)) ? true : undefined),
  );
};

/**
 * Calls it a production environment: of such GitHub retires no success when somebody else deploys there (INFERRED from
 * what the API says of `auto_inactive`).
 */
const create = async (github: GitHub, { tenant, commit, intent }: NewRecord): Promise<number> => {
  const { data, status } = await github.rest.repos.createDeployment({
    ...github.at,
    ref: commit,
    task: recordTask,
    environment: environmentName(tenant, "ledger"),
    description: `apply of #${intent.pull}`,
    payload: { ...intent },
    required_contexts: [],
    auto_merge: false,
    transient_environment: false,
    production_environment: true,
  });
  if ("id" in data) return data.id;
  // 202: GitHub merged something instead, which was switched off.
  throw new GitHubError(`GitHub made no record of ${commit.slice(0, 7)}: ${data.message ?? "no reason"} (${status})`, {
    method: "POST",
    path: `/repos/${github.at.owner}/${github.at.repo}/deployments`,
    status,
    outcome: "not-executed",
  });
};

const find = async (github: GitHub, { tenant, commit, intent, creator }: NewRecord): Promise<number | undefined> => {
  const listed = await github.paginate(github.rest.repos.listDeployments, {
    ...github.at,
    sha: commit,
    task: recordTask,
    environment: environmentName(tenant, "ledger"),
    per_page: 100,
  });
  return (listed as readonly Deployment[])
    .flatMap((deployment) => entryFrom(deployment, tenant, creator ?? recorder) ?? [])
    .filter(
      ({ run, digest }) => digest === intent.digest && run.id === intent.run.id && run.attempt === intent.run.attempt,
    )
    .toSorted((a, b) => b.id - a.id)[0]?.id;
};

/** Notes what is about to be applied, before anything is written to the tenant; the record's id. */
export const openRecord = async (github: GitHub, record: NewRecord): Promise<number> => {
  const id = await postOnce(
    () => create(github, record),
    () => find(github, record),
  );
  await postStatus(github, id, { state: "in_progress", description: descriptions.applying });
  return id;
};

/** Says on a record that ZIA is about to hold staged changes of its apply. */
export const markStaging = (github: GitHub, record: number): Promise<void> =>
  postStatus(github, record, { state: "in_progress", description: descriptions.staging });

/** Says how an apply ended; nothing where the record says so already, as after a second attempt of the reporting job. */
export const closeRecord = async (github: GitHub, record: number, outcome: RecordOutcome): Promise<void> => {
  const status = closingStatus(outcome);
  if (!(await isNewest(github, record, status))) await postStatus(github, record, status);
};
