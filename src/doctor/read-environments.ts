import type { GitHub } from "../github/client.ts";
import { isNotFound } from "../github/failure.ts";
import { environmentName } from "../github/names.ts";
import type { EnvironmentFacts, EnvironmentsFacts, RefPolicy } from "./environments.ts";
import { ask } from "./known.ts";

type Environment = Awaited<ReturnType<GitHub["rest"]["repos"]["getEnvironment"]>>["data"];

/** The API description leaves this field out; GitHub's answers have it (INFERRED from published answers). */
const bypassOf = (environment: Environment): boolean | undefined => {
  const value = (environment as { readonly can_admins_bypass?: unknown }).can_admins_bypass;
  return typeof value === "boolean" ? value : undefined;
};

const admissionOf = async (
  { rest, paginate, at }: GitHub,
  { name, deployment_branch_policy: policy }: Environment,
): Promise<EnvironmentFacts["admits"]> => {
  if (policy === null || policy === undefined) return "everything";
  if (policy.protected_branches) return "protected-branches";
  const policies = await paginate(rest.repos.listDeploymentBranchPolicies, {
    ...at,
    environment_name: name,
    per_page: 100,
  });
  return policies.map((one): RefPolicy => ({ name: one.name ?? "", type: one.type ?? "branch" }));
};

const factsOf = async (github: GitHub, environment: Environment): Promise<EnvironmentFacts> => {
  const rules = environment.protection_rules ?? [];
  const reviewing = rules.flatMap((rule) => ("reviewers" in rule ? [rule] : []));
  return {
    admits: await admissionOf(github, environment),
    adminsBypass: bypassOf(environment),
    reviewers: reviewing.reduce((sum, { reviewers }) => sum + (reviewers?.length ?? 0), 0),
    preventsSelfReview: reviewing.some(({ prevent_self_review: prevents }) => prevents === true),
    waitMinutes: rules.reduce((sum, rule) => sum + ("wait_timer" in rule ? (rule.wait_timer ?? 0) : 0), 0),
  };
};

const readEnvironment = async (github: GitHub, name: string): Promise<EnvironmentFacts | null> => {
  try {
    const { data } = await github.rest.repos.getEnvironment({ ...github.at, environment_name: name });
    return await factsOf(github, data);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};

/** The environments of a tenant that jobs run in. */
export const readEnvironments = async (github: GitHub, tenant: string): Promise<EnvironmentsFacts["byRole"]> => {
  const read = (role: "plan" | "apply" | "gate") => ask(() => readEnvironment(github, environmentName(tenant, role)));
  return { plan: await read("plan"), apply: await read("apply"), gate: await read("gate") };
};
