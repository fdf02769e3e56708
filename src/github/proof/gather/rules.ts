import type { GitHub } from "../../client.ts";
import type { BranchRule } from "../facts.ts";

/** The rules of rulesets at all levels; classic protection needs an administrator to be read. */
export const readRules = async (github: GitHub, branch: string): Promise<readonly BranchRule[]> => {
  const listed = await github.paginate(github.rest.repos.getBranchRules, { ...github.at, branch, per_page: 100 });
  return listed.map((rule) => ({
    type: rule.type,
    parameters: "parameters" in rule && rule.parameters !== undefined ? { ...rule.parameters } : {},
  }));
};
