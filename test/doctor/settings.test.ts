import { describe, expect, test } from "vitest";
import { judgeSettings, type SettingsFacts } from "../../src/doctor/settings.ts";
import { bad } from "./bad.ts";

const facts = (more: Partial<SettingsFacts>): SettingsFacts => ({
  repository: "acme/policies",
  visibility: "private",
  isFork: false,
  isArchived: false,
  hasIssues: true,
  allowsForking: false,
  ownerType: "Organization",
  workflowToken: { value: { permissions: "read", canApprove: false } },
  teams: [],
  ...more,
});
const team = (members: SettingsFacts["teams"][number]["members"]) => ({ teams: [{ name: "network", members }] });

describe("settings of the repository", () => {
  test.each<readonly [string, SettingsFacts, readonly string[]]>([
    ["nothing is said against sound ones", facts({}), []],
    ["public: a plan shows the policy to everybody", facts({ visibility: "public" }), ["warning visibility"]],
    ["forks may be made", facts({ allowsForking: true }), ["unknown forks"]],
    ["it is a fork itself", facts({ isFork: true }), ["warning fork"]],
    ["it is archived", facts({ isArchived: true }), ["error archived"]],
    ["there is no place for the drift issue", facts({ hasIssues: false }), ["error issues"]],
    [
      "workflow tokens may write",
      facts({ workflowToken: { value: { permissions: "write", canApprove: false } } }),
      ["warning workflow permissions"],
    ],
    [
      "workflows may approve",
      facts({ workflowToken: { value: { permissions: "read", canApprove: true } } }),
      ["warning workflow approvals"],
    ],
    [
      "only administrators see the default",
      facts({ workflowToken: { unknown: "403" } }),
      ["unknown workflow permissions"],
    ],
    ["a team that can be read", facts(team({ value: 3 })), []],
    ["a team that cannot be read", facts(team({ unknown: "403" })), ["warning approvals.teams: network"]],
    ["a team without members", facts(team({ value: 0 })), ["error approvals.teams: network"]],
    ["a user has no teams", facts({ ownerType: "User", ...team({ unknown: "" }) }), ["error approvals.teams: network"]],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeSettings(given))).toEqual(expected);
  });
});
