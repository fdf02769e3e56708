import type { GitHub } from "./client.ts";
import { isNotFound } from "./failure.ts";
import type { Repository } from "./repository.ts";

/** An open pull request, as far as it decides whether it is planned or judged. */
export interface OpenPull {
  readonly number: number;
  /** Full name of the head commit. */
  readonly head: string;
  readonly headBranch: string;
  readonly baseBranch: string;
  /** Whether its branch lies in this repository, so that it was pushed by somebody with write access. */
  readonly isOwn: boolean;
  /** Null for an account that is gone. */
  readonly author: { readonly login: string; readonly isBot: boolean } | null;
}

/** What the API lists, as far as it is used. */
interface Listed {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly id: number } | null };
  readonly base: { readonly ref: string };
  readonly user: { readonly login: string; readonly type: string } | null;
}

const pullFrom = (listed: Listed, repository: Repository): OpenPull => ({
  number: listed.number,
  head: listed.head.sha,
  headBranch: listed.head.ref,
  baseBranch: listed.base.ref,
  // Null for a fork that was deleted.
  isOwn: listed.head.repo?.id === repository.id,
  author: listed.user === null ? null : { login: listed.user.login, isBot: listed.user.type === "Bot" },
});

/** Every open pull request onto the default branch, the one that moved last first. */
export const openPulls = async (github: GitHub, repository: Repository): Promise<readonly OpenPull[]> => {
  const listed = await github.paginate(github.rest.pulls.list, {
    ...github.at,
    state: "open",
    base: repository.defaultBranch,
    sort: "updated",
    direction: "desc",
    per_page: 100,
  });
  return listed.map((one) => pullFrom(one, repository));
};

/** The open pull requests from a branch; several, where it is offered to several branches. */
export const pullsFrom = async (
  github: GitHub,
  repository: Repository,
  from: { readonly owner: string; readonly branch: string },
): Promise<readonly OpenPull[]> => {
  const listed = await github.paginate(github.rest.pulls.list, {
    ...github.at,
    state: "open",
    head: `${from.owner}:${from.branch}`,
    per_page: 100,
  });
  // GitHub leaves a filter out that it does not understand, and then answers with every pull request.
  return listed.filter(({ head }) => head.ref === from.branch).map((one) => pullFrom(one, repository));
};

/** An open pull request by its number; undefined where there is none, or it is closed. */
export const openPull = async (
  github: GitHub,
  repository: Repository,
  number: number,
): Promise<OpenPull | undefined> => {
  try {
    const { data } = await github.rest.pulls.get({ ...github.at, pull_number: number });
    return data.state === "open" ? pullFrom(data, repository) : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** Whether somebody may push here now. `maintain` shows as `write` and `triage` as `read`, roles of one's own likewise. */
const canWrite = async (github: GitHub, login: string): Promise<boolean> => {
  try {
    const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ ...github.at, username: login });
    return data.permission === "admin" || data.permission === "write";
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
};

/**
 * Tells whether a pull request gets a plan unasked: its branch is here and its author may push. An app has no permission
 * that could be asked for; its branch being here says that it may push.
 */
export const admission = (github: GitHub): ((pull: OpenPull) => Promise<boolean>) => {
  const known = new Map<string, Promise<boolean>>();
  return async ({ isOwn, author }) => {
    if (!isOwn || author === null) return false;
    if (author.isBot) return true;
    const asked = known.get(author.login) ?? canWrite(github, author.login);
    known.set(author.login, asked);
    return asked;
  };
};
