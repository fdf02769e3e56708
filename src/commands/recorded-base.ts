import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { readLedger } from "../github/ledger/read.ts";
import { readRepository } from "../github/repository.ts";
import { openClone } from "./github/clone.ts";
import { openFrom } from "./github/open.ts";
import type { CommonOptions, Environment } from "./outcome.ts";

/**
 * The commit that GitHub's record says was applied last; undefined: there is none, or nobody said where the record is
 * kept (GITHUB_REPOSITORY and GITHUB_TOKEN), and then this clone's own memory counts.
 */
export const recordedBase = async (
  options: CommonOptions,
  tenant: string,
  environment: Environment,
): Promise<Checked<string | undefined>> => {
  const { GITHUB_REPOSITORY: repositoryName, GITHUB_TOKEN: token } = environment.env;
  if (!repositoryName || !token) return checked(undefined, []);
  const github = openFrom(environment);
  if (!github.ok) return github;
  const repository = await readRepository(github.value);
  const clone = await openClone(options, github.value.place, environment, repository.defaultBranch);
  if (!clone.ok) return clone;
  const { base, warnings } = await readLedger(github.value, tenant, clone.value, { repository });
  for (const warning of warnings) environment.report(warning);
  return checked(base ?? undefined, []);
};
