import type { Facts } from "../facts.ts";
import { approvalsOf } from "../reviews/approvals.ts";
import { met, notNeeded, type Objection, type StepResult, unmet } from "../step.ts";

const name = { number: 8, title: "Teams" };

const problemWith = (team: string, facts: Facts, valid: ReadonlySet<number>): Objection | undefined => {
  const members = facts.teams[team];
  if (members?.ok !== true)
    return {
      reason: `the members of team "${team}" could not be read: ${members?.reason ?? "nobody asked"}`,
      short: "team members cannot be read",
      who: "an administrator: give this job the token of an app that has members: read",
    };
  return members.value.some((id) => valid.has(id))
    ? undefined
    : {
        reason: `no valid approval from team "${team}"`,
        short: "a team has not approved",
        who: `a member of team "${team}"`,
      };
};

/** One valid approval from every team that the configuration names. Members that cannot be read are no members. */
export const teamsStep = (facts: Facts): StepResult => {
  if (!facts.approvals.ok) return unmet(name, { reason: facts.approvals.reason });
  const { teams } = facts.approvals.value;
  if (teams.length === 0) return notNeeded(name, "no team is asked for");
  const approvals = approvalsOf(facts);
  const valid = new Set(approvals.ok ? approvals.value.valid.map(({ id }) => id) : []);
  for (const team of teams) {
    const problem = problemWith(team, facts, valid);
    if (problem !== undefined) return unmet(name, problem);
  }
  return met(name, "every team that is asked for approved");
};
