import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type WorkflowName, workflows } from "../../src/github/names.ts";
import { memoryHost, pushed } from "../support/actions/memory-host.ts";
import { runWorkflow } from "../support/actions/run-workflow.ts";
import { type Reaction, stubCli } from "../support/actions/stub-cli.ts";
import { makeRepository, type Repository } from "../support/repository.ts";

let folder = "";
let repository: Repository;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-"));
  repository = makeRepository();
  repository.commit({ "README.md": "x" });
  repository.git("config", "uploadpack.allowAnySHA1InWant", "true");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  repository.remove();
});

const state = { ".zerodrift/sandbox.json": "{}" };

test("the embedded tenant is made once and changed by applies alone", async () => {
  const files = Object.fromEntries(Object.values(workflows).map((path) => [path, readFileSync(path, "utf8")]));
  const host = memoryHost({ files, cloneUrl: repository.root });
  const sha = repository.git("rev-parse", "HEAD");
  const reactions: readonly Reaction[] = [
    {
      on: "github resolve",
      outputs: { pulls: JSON.stringify([{ number: 7, head: sha }]), count: "1" },
    },
    { on: "github plan", files: { "plan/plan.json": "{}", ...state } },
    { on: "github drift scan", files: { "drift/drift.json": "{}", ...state } },
    { on: "github verify", outputs: { work: "true", commit: sha }, files: { "approved/plan.json": "{}" } },
    { on: "apply", files: { "result/result.json": "{}", ...state } },
  ];
  const { cli, starts } = stubCli(folder, reactions);
  const prepare = (workspace: string): void => {
    mkdirSync(join(workspace, "dist"));
    copyFileSync(cli, join(workspace, "dist/cli.js"));
    copyFileSync("package.json", join(workspace, "package.json"));
  };
  const newest = async () => (await host.getCache("none", ["zerodrift-sandbox-"]))?.key;
  const play = async (name: WorkflowName): Promise<string | undefined> => {
    const run = await runWorkflow(host, pushed(sha), workflows[name], { folder, cli, prepare });
    expect(run.conclusion).toBe("success");
    return newest();
  };

  expect(await play("plan")).toBe("zerodrift-sandbox-seed");
  expect(await play("drift")).toBe("zerodrift-sandbox-seed");
  const applied = await play("apply");
  expect(applied).toMatch(/^zerodrift-sandbox-\d+-1$/);
  expect(await play("plan")).toBe(applied);

  const all = starts();
  const readers = all.filter(({ args }) => /^(?:github plan|github drift scan|apply)\b/.test(args.join(" ")));
  expect(readers.map(({ finds }) => finds.includes(".zerodrift/sandbox.json"))).toEqual([false, true, true, true]);
  const others = all.filter((start) => !readers.includes(start));
  expect(others.filter(({ finds }) => finds.includes(".zerodrift/sandbox.json"))).toEqual([]);
});
