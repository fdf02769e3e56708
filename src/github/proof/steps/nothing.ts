import type { Facts } from "../facts.ts";
import { differingPaths } from "../manifests.ts";
import { met, notNeeded, type StepResult, unmet } from "../step.ts";

const name = { number: 3, title: "Something to approve" };

/** Whether the pull request leaves policies and configuration as they are; then there is nothing to prove. */
export const hasNothing = ({ trees }: Facts): boolean =>
  trees.ok &&
  trees.value.planned !== "conflict" &&
  differingPaths(trees.value.planned, trees.value.before).length === 0;

/** What the pull request changes of what is planned. */
export const nothingStep = (facts: Facts): StepResult => {
  const { trees } = facts;
  if (!trees.ok) return unmet(name, { reason: trees.reason });
  const { planned, before } = trees.value;
  if (planned === "conflict")
    return unmet(name, {
      reason: "it conflicts with the default branch, so nothing can be planned",
      short: "conflicts with the default branch",
      who: "the author: resolve the conflict",
    });
  if (hasNothing(facts)) return notNeeded(name, "policies and configuration stay as they are");
  const count = differingPaths(planned, before).length;
  return met(name, `${count} ${count === 1 ? "file" : "files"} of policies and configuration change`);
};
