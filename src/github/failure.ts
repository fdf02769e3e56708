/** What is known about a request to GitHub that failed; free of tokens, headers and bodies. */
export interface GitHubFacts {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  /** Whether a write may have happened all the same. */
  readonly outcome: "not-executed" | "unknown";
  readonly hint?: string;
}

/** A request to GitHub that did not succeed, retries included. Decide by `status` and `outcome`, never by the message. */
export class GitHubError extends Error {
  readonly facts: GitHubFacts;

  constructor(message: string, facts: GitHubFacts) {
    super(message);
    this.name = "GitHubError";
    this.facts = facts;
  }
}

/** What a job's `permissions:` has to hold, per part of the API: what GitHub's permission table says. */
const permissions: readonly (readonly [path: RegExp, permission: string])[] = [
  [/\/check-(?:runs|suites)/, "checks"],
  [/\/actions\//, "actions"],
  [/\/deployments/, "deployments"],
  [/\/environments/, "actions"],
  [/\/pulls/, "pull-requests"],
  // Comments and labels of pull requests go with either.
  [/\/issues\/(?:comments\/)?\d+(?:\/(?:comments|labels))?/, "pull-requests"],
  [/\/labels/, "pull-requests"],
  [/\/issues/, "issues"],
  [/\/commits\/[^/]+\/pulls/, "pull-requests"],
  [/\/(?:commits|git|compare|contents|activity)/, "contents"],
];

const withoutHost = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "").replace(/\?.*$/, "");

/** The right that a request needs, as a line of a workflow; undefined where every token has it. */
const permissionFor = (method: string, path: string): string | undefined => {
  const found = permissions.find(([pattern]) => pattern.test(path));
  return found === undefined ? undefined : `${found[1]}: ${method === "GET" ? "read" : "write"}`;
};

const hintFor = (method: string, path: string, status: number | undefined, message: string): string | undefined => {
  if (status === 401) return "the token is not valid (any more): GITHUB_TOKEN lives as long as its job";
  if (/rate limit/i.test(message))
    return "GitHub's rate limit; run the job again later (a GITHUB_TOKEN has 1,000 requests an hour)";
  const permission = permissionFor(method, path);
  if (status === 403 && permission !== undefined)
    return `give the job of this step "${permission}" under permissions:, and look at the organisation's limits on workflow tokens`;
  if (status === 404) return permission && `it does not exist, or the job has no "${permission}" under permissions:`;
  if (status === undefined || status >= 500) return "GitHub does not answer as it should; run the job again";
  return undefined;
};

interface Asked {
  readonly method: string;
  readonly url: string;
}

interface Raised {
  readonly message: string;
  readonly status?: number;
}

const mayHaveHappened = (method: string, status: number | undefined): boolean =>
  method !== "GET" && (status === undefined || status >= 500);

/** The error of a request, as Octokit raises it, in our words. A network failure has no status. */
export const failureOf = ({ method, url }: Asked, { message, status }: Raised): GitHubError => {
  const path = withoutHost(url);
  // Octokit gives network failures the status 500; those have no response, which the caller takes out.
  const said = message.split("\n")[0]?.replace(/ - https?:\/\/\S+$/, "") ?? "";
  const hint = hintFor(method, path, status, message);
  return new GitHubError(`GitHub refused ${method} ${path}: ${said}${status === undefined ? "" : ` (${status})`}`, {
    method,
    path,
    ...(status === undefined ? {} : { status }),
    outcome: mayHaveHappened(method, status) ? "unknown" : "not-executed",
    ...(hint === undefined ? {} : { hint }),
  });
};

/** Whether something is not there (or hidden, which GitHub answers alike). */
export const isNotFound = (error: unknown): boolean => error instanceof GitHubError && error.facts.status === 404;
