import type { GitHub } from "../github/client.ts";
import { GitHubError } from "../github/failure.ts";
import { workflows } from "../github/names.ts";
import { judgeBranch } from "./branch.ts";
import { judgeEnvironments } from "./environments.ts";
import { type Finding, findingsIn } from "./finding.ts";
import { judgeLifetimes } from "./lifetimes.ts";
import { readBranch } from "./read-branch.ts";
import { readEnvironments } from "./read-environments.ts";
import { readLifetimes } from "./read-lifetimes.ts";
import { readSecretNames } from "./read-secrets.ts";
import { readSettings } from "./read-settings.ts";
import { judgeSecrets } from "./secrets.ts";
import { judgeSettings } from "./settings.ts";

/** What the pipeline is to be like. */
export interface Wanted {
  readonly tenant: string;
  readonly approvals: { readonly required: number; readonly teams: readonly string[]; readonly maxPlanAge: string };
  /** False for the embedded tenant. */
  readonly needsSecrets: boolean;
  readonly files: ReadonlyMap<string, string>;
  readonly now: number;
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** Undefined where GitHub did not tell. */
  readonly defaultBranch: string | undefined;
}

const { ok, error } = findingsIn("pipeline");

const examine = async (github: GitHub, wanted: Wanted): Promise<Examined> => {
  const { tenant, approvals } = wanted;
  const { data: repository } = await github.rest.repos.get(github.at);
  const [branch, name] = [repository.default_branch, repository.full_name];
  const settings = await readSettings(github, repository, approvals.teams);
  const rules = await readBranch(github, branch);
  const byRole = await readEnvironments(github, tenant);
  const secrets = await readSecretNames(github, tenant);
  const lifetimes = await readLifetimes(github, branch);
  const findings = [
    ok("repository", `${name}, default branch ${branch}`),
    ...judgeSettings(settings),
    ...judgeBranch({ name: branch, ...rules, required: approvals.required }),
    ...judgeEnvironments({ tenant, defaultBranch: branch, repository: name, byRole }),
    ...judgeSecrets({ tenant, repository: name, areNeeded: wanted.needsSecrets, ...secrets }),
    ...judgeLifetimes({
      ...lifetimes,
      now: wanted.now,
      maxPlanAge: approvals.maxPlanAge,
      planWorkflow: wanted.files.get(workflows.plan),
    }),
  ];
  return { findings, defaultBranch: branch };
};

/** Reads and judges the repository at GitHub; nothing is written. */
export const examinePipeline = async (github: GitHub, wanted: Wanted): Promise<Examined> => {
  try {
    return await examine(github, wanted);
  } catch (failure) {
    // Without the repository itself there is nothing to judge; every other question answers for itself.
    if (!(failure instanceof GitHubError)) throw failure;
    const { hint = "look at GITHUB_REPOSITORY and GITHUB_API_URL; `gh auth token` gives a token for GITHUB_TOKEN" } =
      failure.facts;
    return { findings: [error("repository", failure.message, hint)], defaultBranch: undefined };
  }
};
