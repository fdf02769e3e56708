import type { GitHub } from "../github/client.ts";
import { GitHubError, isNotFound } from "../github/failure.ts";
import { checks } from "../github/names.ts";
import { type BranchRules, mergeRules, noRules } from "./branch.ts";
import { ask, type Known } from "./known.ts";

type Rule = Awaited<ReturnType<GitHub["rest"]["repos"]["getBranchRules"]>>["data"][number];
type Protection = Awaited<ReturnType<GitHub["rest"]["repos"]["getBranchProtection"]>>["data"];

const rulesOf = (rule: Rule): BranchRules => {
  switch (rule.type) {
    case "pull_request":
      return {
        ...noRules,
        pullRequest: {
          approvals: rule.parameters?.required_approving_review_count ?? 0,
          dismissesStale: rule.parameters?.dismiss_stale_reviews_on_push === true,
          lastPush: rule.parameters?.require_last_push_approval === true,
        },
      };
    case "required_status_checks": {
      const requiresReady =
        rule.parameters?.required_status_checks.some(({ context }) => context === checks.ready) === true;
      const upToDate = requiresReady && rule.parameters?.strict_required_status_checks_policy === true;
      return { ...noRules, requiresReady, upToDate };
    }
    case "non_fast_forward":
      return { ...noRules, blocksForcePush: true };
    case "deletion":
      return { ...noRules, blocksDeletion: true };
    case "merge_queue":
      return { ...noRules, mergeQueue: true };
    default:
      return noRules;
  }
};

const rulesOfProtection = (protection: Protection): BranchRules => {
  const { required_pull_request_reviews: reviews, required_status_checks: required } = protection;
  const contexts = [...(required?.contexts ?? []), ...(required?.checks ?? []).map(({ context }) => context)];
  const requiresReady = contexts.includes(checks.ready);
  return {
    pullRequest:
      reviews === undefined
        ? null
        : {
            approvals: reviews.required_approving_review_count ?? 0,
            dismissesStale: reviews.dismiss_stale_reviews,
            lastPush: reviews.require_last_push_approval === true,
          },
    requiresReady,
    upToDate: requiresReady && required?.strict === true,
    blocksForcePush: protection.allow_force_pushes?.enabled === false,
    blocksDeletion: protection.allow_deletions?.enabled === false,
    mergeQueue: false,
  };
};

/** 404 says `Branch not protected` to an administrator, and `Not Found` to everybody else (INFERRED from its texts). */
const isUnprotected = (error: unknown): boolean =>
  isNotFound(error) && error instanceof GitHubError && /branch not protected/i.test(error.message);

const readClassic = async ({ rest, at }: GitHub, branch: string): Promise<BranchRules | null> => {
  try {
    return rulesOfProtection((await rest.repos.getBranchProtection({ ...at, branch })).data);
  } catch (error) {
    if (isUnprotected(error)) return null;
    throw error;
  }
};

/** The rules of the default branch, by both ways GitHub has for them. */
export const readBranch = async (
  github: GitHub,
  branch: string,
): Promise<{ readonly rulesets: Known<BranchRules>; readonly classic: Known<BranchRules | null> }> => ({
  rulesets: await ask(async () => {
    const read = await github.paginate(github.rest.repos.getBranchRules, { ...github.at, branch, per_page: 100 });
    return read.map(rulesOf).reduce(mergeRules, noRules);
  }),
  classic: await ask(() => readClassic(github, branch)),
});
