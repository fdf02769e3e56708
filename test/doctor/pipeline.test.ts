import { afterEach, describe, expect, test } from "vitest";
import type { Finding } from "../../src/doctor/finding.ts";
import { examinePipeline } from "../../src/doctor/pipeline.ts";
import { renderDoctorJson, renderDoctorMarkdown, renderDoctorText } from "../../src/doctor/render.ts";
import { openGitHub } from "../../src/github/client.ts";
import { bad } from "./bad.ts";
import { type Answers, paths, place, pretend, sound, stop } from "./pretend-github.ts";
import { soundFiles } from "./sound-workflows.ts";

afterEach(stop);

const examine = async (teams: readonly string[] = []): Promise<readonly Finding[]> => {
  const { findings } = await examinePipeline(openGitHub(place, { userAgent: "test", clockRate: 1000 }), {
    tenant: "acme",
    approvals: { required: 1, teams, maxPlanAge: "7d" },
    needsSecrets: true,
    files: soundFiles(),
    now: Date.parse("2026-09-20T12:00:00Z"),
  });
  return findings;
};

/** What a job's own token gets: no settings, no names of secrets. */
const byWorkflow: Answers = {
  ...sound,
  ...Object.fromEntries(
    [paths.classic, paths.planSecrets, paths.applySecrets, paths.repoSecrets, paths.orgSecrets, paths.token].map(
      (path) => [path, { status: 403, message: "Resource not accessible by integration" }],
    ),
  ),
};

const soundBut = (path: string, more: object): Answers => ({
  ...sound,
  [path]: { ...(sound[path] as object), ...more },
});

const neglected: Answers = {
  ...sound,
  [paths.repository]: { ...(sound[paths.repository] as object), visibility: "public", private: false },
  [paths.rules]: [],
  [paths.plan]: 404,
  [paths.apply]: { id: 1, name: "zerodrift-acme-apply", can_admins_bypass: true, deployment_branch_policy: null },
  [paths.repoSecrets]: { total_count: 1, secrets: [{ name: "ZSCALER_CLIENT_SECRET" }] },
  [paths.token]: 403,
  [paths.drift]: { id: 1, state: "disabled_inactivity" },
  [paths.issues]: [{ number: 3, pull_request: {} }, { number: 12 }],
};

describe("what GitHub tells", () => {
  test.each<readonly [string, Answers, readonly string[]]>([
    ["a repository as the guide says", sound, []],
    [
      "a workflow's token: what it may not see is unknown, and what it sees is judged",
      byWorkflow,
      [
        "unknown workflow permissions",
        "unknown secrets of the repository",
        "unknown secrets of the organisation",
        "unknown zerodrift-acme-plan: secrets",
        "unknown zerodrift-acme-apply: secrets",
      ],
    ],
    [
      "classic protection instead of rulesets",
      {
        ...sound,
        [paths.rules]: [],
        [paths.classic]: {
          required_status_checks: { strict: true, contexts: ["zerodrift/ready"], checks: [] },
          required_pull_request_reviews: { dismiss_stale_reviews: true, required_approving_review_count: 1 },
          allow_force_pushes: { enabled: false },
          allow_deletions: { enabled: false },
        },
      },
      [],
    ],
    [
      "a merge queue",
      { ...sound, [paths.rules]: [...(sound[paths.rules] as object[]), { type: "merge_queue" }] },
      ["error main: merge queue"],
    ],
    [
      "reviewers and a timer where jobs run",
      soundBut(paths.apply, {
        protection_rules: [
          { id: 1, type: "required_reviewers", reviewers: [{ type: "User" }], prevent_self_review: true },
          { id: 2, type: "wait_timer", wait_timer: 5 },
        ],
      }),
      ["warning zerodrift-acme-apply: reviewers", "warning zerodrift-acme-apply: wait timer"],
    ],
    [
      "a tag that is called like the branch",
      soundBut(paths.applyBranches, {
        total_count: 2,
        branch_policies: [
          { id: 1, name: "main" },
          { id: 2, name: "main", type: "tag" },
        ],
      }),
      ["error zerodrift-acme-apply: branches"],
    ],
    ["no such repository", { [paths.repository]: { status: 404, message: "Not Found" } }, ["error repository"]],
  ])("%s", async (_, answers, expected) => {
    pretend(answers);
    expect(bad(await examine())).toEqual(expected);
  });

  test.each<readonly [string, unknown, readonly string[]]>([
    ["can be read", sound[paths.team], []],
    ["cannot be read", { status: 403, message: "Resource not accessible" }, ["warning approvals.teams: network"]],
  ])("a team whose members %s", async (_, answer, expected) => {
    pretend({ ...sound, [paths.team]: answer });
    expect(bad(await examine(["network"]))).toEqual(expected);
  });

  test("it takes at most 20 requests, and none of them writes", async () => {
    const asked = pretend(sound);
    await examine(["network"]);
    expect([...asked].sort()).toEqual([...new Set<string>(Object.values(paths))].sort());
    expect(asked.length).toBeLessThanOrEqual(20);
  });
});

describe("what people see", () => {
  const golden = (name: string): string => `golden/${name}`;

  test("a neglected repository", async () => {
    pretend(neglected);
    const findings = await examine(["network"]);
    await expect(renderDoctorText("acme", findings, false)).toMatchFileSnapshot(golden("neglected.txt"));
    await expect(renderDoctorMarkdown("acme", findings)).toMatchFileSnapshot(golden("neglected.md"));
    await expect(renderDoctorJson("acme", findings)).toMatchFileSnapshot(golden("neglected.json"));
  });

  test("a name at GitHub cannot break out of the Markdown, ping anybody or hide", () => {
    const findings: readonly Finding[] = [
      {
        area: "pipeline",
        subject: "@everyone `x` <img src=x>",
        state: "error",
        message: "<!-- zerodrift --> @everyone\u202e see #1",
        fix: "run `gh api x` as @everyone",
      },
    ];
    const text = renderDoctorMarkdown("a`b", findings);
    expect(text).not.toMatch(/<!--|\u202e/);
    const outside = text.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
    expect(outside).not.toMatch(/@everyone|<img|#1/);
  });
});
