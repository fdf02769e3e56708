import type { Facts, PlanFacts, PullFacts } from "../facts.ts";
import { differingPaths } from "../manifests.ts";
import { pullOf } from "../pull-of-commit.ts";
import { met, type Objection, type StepResult, unmet } from "../step.ts";
import { names, short } from "../words.ts";

const name = { number: 6, title: "What the plan is for" };

const again = "nobody: the plan is made again; then approve it again if it changed";
const newPlan = "anyone with write access: open a new pull request";

const identityProblem = ({ binding }: PlanFacts, pull: PullFacts, { repository }: Facts): Objection | undefined =>
  binding.repositoryId !== repository.id || binding.pull !== pull.number || binding.head !== pull.head
    ? {
        reason: `the plan is for #${binding.pull} at ${short(binding.head)}, not for #${pull.number} at ${short(pull.head)}`,
        short: "the plan is for something else",
        who: again,
      }
    : binding.tenant === null
      ? { reason: "the plan does not name its tenant", short: "the plan names no tenant", who: again }
      : undefined;

const toolProblem = ({ binding }: PlanFacts, { tool }: Facts): Objection | undefined =>
  binding.tool === tool
    ? undefined
    : {
        reason: `the plan was made by zerodrift "${binding.tool}", and the default branch has "${tool}"`,
        short: "planned by another version of the tool",
        who: "the author: keep an upgrade of the tool and policies in separate pull requests, the upgrade first",
      };

/** The plan is made by the tool of the default branch, and would be executed by the one that comes with the merge. */
const splitProblem = ({ trees }: Facts): Objection | undefined =>
  trees.ok && trees.value.tool.length > 0
    ? {
        reason: `it changes policies and what runs here in one: ${names(trees.value.tool.slice(0, 3))}`,
        short: "changes the tool and policies in one",
        who: "the author: put the tool or the workflows into a pull request of their own, and merge that first",
      }
    : undefined;

const baseText = (base: string | null): string => (base === null ? "nothing applied yet" : short(base));

const baseProblem = ({ binding }: PlanFacts, { ledger, when }: Facts): Objection | undefined => {
  if (!ledger.ok) return { reason: ledger.reason };
  const { base } = ledger.value;
  return binding.base === base
    ? undefined
    : {
        reason: `the plan starts from ${baseText(binding.base)}, and by now ${base === null ? "no apply is on record" : `${short(base)} was applied`}`,
        short: "the plan starts from something older",
        who: when === "before-merge" ? again : newPlan,
      };
};

const treeProblem = (plan: PlanFacts, { trees, when }: Facts): Objection | undefined => {
  if (!trees.ok) return { reason: trees.reason };
  if (trees.value.planned === "conflict" || plan.manifest === null)
    return { reason: "there is nothing to compare the plan's files with", short: "conflicts with the default branch" };
  const paths = differingPaths(plan.manifest, trees.value.planned);
  if (paths.length === 0) return undefined;
  const listed = `${names(paths.slice(0, 3))}${paths.length > 3 ? ` and ${paths.length - 3} more` : ""}`;
  return when === "before-merge"
    ? {
        reason: `the default branch changed policies since the plan was made: ${listed}`,
        short: "the base changed since the plan",
        who: "anyone with write access: update the branch",
      }
    : {
        reason: `what was merged is not what was planned: ${listed}`,
        short: "what was merged is not what was planned",
        who: newPlan,
      };
};

/** The plan is for this pull request, this tool, what was applied last, and exactly these files. */
export const bindingStep = (facts: Facts): StepResult => {
  const pull = pullOf(facts);
  const plan = facts.plan.ok ? facts.plan.value.chosen : null;
  if (pull === undefined || plan === null || plan.binding.verdict === "invalid")
    return unmet(name, { reason: "there is no plan to look at", short: "no plan" });
  const problem =
    identityProblem(plan, pull, facts) ??
    toolProblem(plan, facts) ??
    splitProblem(facts) ??
    baseProblem(plan, facts) ??
    treeProblem(plan, facts);
  return problem === undefined
    ? met(
        name,
        `planned from ${baseText(plan.binding.base)}, with the files that ${facts.when === "before-merge" ? "would be" : "were"} merged`,
      )
    : unmet(name, problem);
};
