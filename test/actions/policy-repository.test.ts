import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { environmentName, workflows } from "../../src/github/names.ts";
import { repositoryFiles } from "../../src/init/repository.ts";
import type { DeploymentEnvironment, Event } from "../support/actions/host.ts";
import { type MemoryHost, memoryHost, pushed } from "../support/actions/memory-host.ts";
import type { RunResult } from "../support/actions/result.ts";
import { runWorkflow } from "../support/actions/run-workflow.ts";
import { type Reaction, type Start, stubCli } from "../support/actions/stub-cli.ts";
import { cliFile } from "../support/cli.ts";
import { makeRepository, type Repository } from "../support/repository.ts";

const files = Object.fromEntries(repositoryFiles({ tenant: "acme", branch: "main", tool: "0.0.0" }));
const [seven, nine] = ["7".repeat(40), "9".repeat(40)];
const pulls = JSON.stringify([
  { number: 7, head: seven },
  { number: 9, head: nine },
]);

let folder = "";
let repository: Repository;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flow-"));
  repository = makeRepository();
  repository.commit(files);
  repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  repository.remove();
});

const admitsMain = (name: string): DeploymentEnvironment => ({
  branches: ["main"],
  secrets: { ZSCALER_CLIENT_ID: name, ZSCALER_CLIENT_SECRET: `secret of ${name}` },
  vars: { ZERODRIFT_WRITE_ALLOW: "zia/*:*" },
});

const host = (): MemoryHost =>
  memoryHost({
    files,
    cloneUrl: repository.root,
    environments: Object.fromEntries(
      (["plan", "apply"] as const).map((role) => [environmentName("acme", role), admitsMain(role)]),
    ),
  });

interface Played {
  readonly run: RunResult;
  readonly starts: readonly Start[];
}

const playIt = async (
  workflow: keyof typeof workflows,
  reactions: readonly Reaction[],
  more: { readonly event?: Event; readonly lostAt?: string } = {},
): Promise<Played> => {
  const { cli, starts } = stubCli(folder, reactions);
  const event = more.event ?? pushed(repository.git("rev-parse", "HEAD"));
  const run = await runWorkflow(host(), event, workflows[workflow], {
    folder,
    cli,
    prepare: () => undefined,
    beforeStep: async (job, step) => (`${job}: ${step}` === more.lostAt ? "lost" : undefined),
  });
  return { run, starts: starts() };
};

const results = ({ jobs }: RunResult) => Object.fromEntries(jobs.map(({ name, result }) => [name, result]));
const said = (starts: readonly Start[]) => starts.map(({ args }) => args.slice(0, 5).join(" "));
const startOf = (starts: readonly Start[], words: string) =>
  starts.find(({ args }) => args.join(" ").startsWith(words));

describe("planning", () => {
  const found: Reaction = { on: "github resolve", outputs: { pulls, count: "2" } };
  const woken = (): Event => ({ ...pushed(repository.git("rev-parse", "HEAD")), name: "workflow_run" });

  test("each pull request is planned and published, and only the plan sees the tenant", async () => {
    const planned: Reaction = { on: "github plan", files: { "plan/plan.json": "{}" } };
    const { run, starts } = await playIt("plan", [found, planned], { event: woken() });
    expect(said(starts)).toEqual([
      "github resolve --for plan --event",
      "github plan --pr 7 --head",
      "github plan --pr 9 --head",
      "github publish --pr 7 --head",
      "github publish --pr 9 --head",
    ]);
    expect(starts.map(({ sees }) => sees.some((one) => one === "ZSCALER_CLIENT_ID=plan"))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(run.jobs.flatMap(({ artifacts }) => artifacts)).toEqual([
      `zerodrift-plan-${seven}`,
      `zerodrift-plan-${nine}`,
    ]);
    expect(starts[3]?.finds).toEqual(["plan/plan.json"]);
    expect(run.conclusion).toBe("success");
  });

  test("one that cannot be planned is told, and does not devalue the other", async () => {
    const reactions: readonly Reaction[] = [
      found,
      { on: "github plan --pr 7", exitCode: 1 },
      { on: "github plan", files: { "plan/plan.json": "{}" } },
    ];
    const { run, starts } = await playIt("plan", reactions, { event: woken() });
    expect(results(run)).toMatchObject({ "Plan #7": "failure", "Plan #9": "success", "Publish #7": "success" });
    expect(run.conclusion).toBe("success");
    expect(startOf(starts, "github publish --pr 7")?.finds).toEqual([]);
    expect(startOf(starts, "github publish --pr 9")?.finds).toEqual(["plan/plan.json"]);
  });

  test("nothing to plan is no failure", async () => {
    const { run } = await playIt("plan", [{ on: "github resolve", outputs: { pulls: "[]", count: "0" } }], {
      event: woken(),
    });
    expect(run.jobs.map(({ result }) => result)).toEqual(["success", "skipped", "skipped"]);
    expect(run.conclusion).toBe("success");
  });

  test("from another branch the tenant cannot be reached", async () => {
    const event = { ...woken(), ref: "refs/heads/evil" };
    repository.git("branch", "evil");
    const { run, starts } = await playIt("plan", [found], { event });
    expect(results(run)).toMatchObject({ "Plan #7": "failure", "Plan #9": "failure" });
    expect(starts.flatMap(({ sees }) => sees).filter((one) => one.startsWith("ZSCALER"))).toEqual([]);
  });
});

describe("applying", () => {
  const proven = (): readonly Reaction[] => [
    {
      on: "github verify",
      outputs: { work: "true", commit: repository.git("rev-parse", "HEAD") },
      files: { "approved/plan.json": "{}", "approved/proof.json": "{}" },
    },
  ];
  const applied: Reaction = { on: "apply", files: { "result/result.json": "{}", "result/audit.jsonl": "" } };

  test("goes through the gate, verifies again, writes, reports; only apply may write", async () => {
    const { run, starts } = await playIt("apply", [...proven(), applied]);
    expect(run.jobs.map(({ id, result }) => `${id}: ${result}`)).toEqual([
      "resolve: success",
      "gate: success",
      "execute / verify: success",
      "execute / apply: success",
      "execute / report: success",
    ]);
    expect(starts.map(({ args }) => args.join(" ").replace(/\/\S+event\.json/, "EVENT"))).toEqual([
      "github verify --event EVENT --dry",
      "github verify --event EVENT --out-dir approved",
      "apply approved/plan.json --proof approved/proof.json --format json --out result/result.json --audit-log result/audit.jsonl",
      "github report --proof approved/proof.json --result result/result.json --conclusion success",
    ]);
    expect(starts.map(({ sees }) => sees.filter((one) => !one.startsWith("GITHUB_TOKEN")))).toEqual([
      [],
      [],
      [
        "ZSCALER_CLIENT_ID=apply",
        "ZSCALER_CLIENT_SECRET=secret of apply",
        "ZERODRIFT_WRITE_ENABLED=true",
        "ZERODRIFT_WRITE_ALLOW=zia/*:*",
      ],
      [],
    ]);
    expect(starts[3]?.finds).toContain("result/result.json");
  });

  test("nothing to do asks nobody and runs nothing", async () => {
    const { run } = await playIt("apply", [{ on: "github verify", outputs: { work: "false" } }]);
    expect(run.jobs.map(({ id, result }) => `${id}: ${result}`)).toEqual([
      "resolve: success",
      "gate: skipped",
      "execute: skipped",
    ]);
    expect(run.conclusion).toBe("success");
  });

  test("a refusal is red, and neither gate nor tenant are touched", async () => {
    const { run, starts } = await playIt("apply", [{ on: "github verify", exitCode: 4 }]);
    expect(run.conclusion).toBe("failure");
    expect(starts.length).toBe(1);
  });

  test("a partial apply is reported with its result", async () => {
    const { run, starts } = await playIt("apply", [...proven(), { ...applied, exitCode: 5 }]);
    expect(results(run)).toMatchObject({ Apply: "failure", Report: "success" });
    expect(startOf(starts, "github report")?.finds).toContain("result/result.json");
    expect(run.jobs.find(({ name }) => name === "Apply")?.artifacts).toEqual(["zerodrift-result"]);
    expect(run.conclusion).toBe("failure");
  });

  test("a lost machine is reported without a result", async () => {
    const { run, starts } = await playIt("apply", [...proven(), applied], {
      lostAt: "execute / apply: Apply the plan",
    });
    expect(results(run)).toMatchObject({ Apply: "failure", Report: "success" });
    expect(startOf(starts, "apply")).toBeUndefined();
    expect(startOf(starts, "github report")?.finds).toEqual(["approved/plan.json", "approved/proof.json"]);
  });
});

describe("drift", () => {
  test("a scan that fails leaves the issue alone", async () => {
    const { run, starts } = await playIt("drift", [{ on: "github drift scan", exitCode: 1 }]);
    expect(results(run)).toEqual({ Scan: "failure", Report: "skipped" });
    expect(said(starts)).toEqual(["github drift scan --out-dir drift"]);
  });

  test("a scan is handed to the job that may write the issue and sees no tenant", async () => {
    const { starts } = await playIt("drift", [{ on: "github drift scan", files: { "drift/drift.json": "{}" } }]);
    expect(starts[1]).toMatchObject({ finds: ["drift/drift.json"] });
    expect(starts[1]?.sees.map((one) => one.replace(/=.*/, ""))).toEqual(["GITHUB_TOKEN"]);
  });
});

describe("the check, with the real command line", () => {
  const checkIt = async (change: Readonly<Record<string, string>>): Promise<RunResult> => {
    const sha = repository.commit(change);
    const event: Event = {
      ...pushed(sha),
      name: "pull_request",
      ref: "refs/pull/7/merge",
      payload: { action: "opened" },
    };
    return runWorkflow(host(), event, workflows.check, { folder, cli: cliFile, prepare: () => undefined });
  };

  test("passes what init writes", async () => {
    const run = await checkIt({});
    expect(run.jobs[0]?.log).toContain("all valid");
    expect(run.conclusion).toBe("success");
  });

  test("fails a document with a mistake, and says where", async () => {
    const run = await checkIt({ "policies/zia/labels.yaml": "kind: zia/rule-label\nresources: [{nam: x}]\n" });
    expect(run.conclusion).toBe("failure");
    expect(run.jobs[0]?.log).toContain("policies/zia/labels.yaml");
  });
});
