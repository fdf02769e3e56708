import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Environment } from "../../src/commands/outcome.ts";
import { recordedBase } from "../../src/commands/recorded-base.ts";
import { workflows } from "../../src/github/names.ts";
import { run } from "../support/actions/process.ts";
import { type Double, startDouble } from "../support/github/double.ts";

let github: Double;
let folder: string;
let reported: string[];

const environment = (env: Environment["env"]): Environment => ({
  env: { PATH: process.env.PATH, ...env },
  cwd: folder,
  now: () => Date.now(),
  isTty: false,
  color: { out: false, err: false },
  report: (line) => reported.push(line),
  detail: () => undefined,
  signal: new AbortController().signal,
});

const options = { format: "text", quiet: true, verbose: false } as const;

const readWith = (env: Environment["env"]) => recordedBase(options, "acme", environment(env));

const rights = { contents: "read", deployments: "read", actions: "read" } as const;

const applied = (commit: string): void => {
  const made = github.run({ path: workflows.apply, event: "push", sha: commit });
  const digest = `sha256:${"a".repeat(64)}`;
  github.deployment({
    sha: commit,
    environment: "zerodrift-acme-ledger",
    task: "zerodrift-apply",
    creator: "github-actions[bot]",
    createdAt: made.createdAt,
    payload: {
      ...{ version: 1, digest, head: commit, pull: 1, base: null, approvers: [] },
      artifact: { id: 1, runId: 1 },
      run: { id: made.id, attempt: 1 },
    },
    statuses: [{ state: "success", description: "applied and activated" }],
  } as Parameters<Double["deployment"]>[0]);
};

beforeEach(async () => {
  reported = [];
  github = await startDouble();
  folder = mkdtempSync(join(tmpdir(), "zerodrift-recorded-"));
  github.commit({ branch: "main", files: { "zerodrift.yaml": "tenant: acme\n" } });
  github.commit({ branch: "main", files: { "README.md": "more\n" } });
  const url = `${github.url}/${github.owner}/${github.repo}.git`;
  const login = Buffer.from(`x-access-token:${github.token(rights)}`).toString("base64");
  const env = { PATH: process.env.PATH ?? "", HOME: folder };
  const clone = ["-c", `http.extraheader=AUTHORIZATION: basic ${login}`, "clone", "--quiet", url, "."];
  expect((await run("git", clone, { cwd: folder, env })).code).toBe(0);
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("without a token nobody is asked, and this clone's memory counts", async () => {
  expect(await readWith({ GITHUB_REPOSITORY: "acme/policies" })).toMatchObject({ ok: true, value: undefined });
  expect(github.requests.filter(({ surface }) => surface === "rest")).toEqual([]);
});

test("where nothing was applied yet, this clone's memory counts", async () => {
  expect(await readWith(github.env(github.token(rights)))).toMatchObject({ ok: true, value: undefined });
});

test("the commit that GitHub's record says was applied last", async () => {
  const first = github.git("rev-parse", "main^");
  applied(first);
  expect(await readWith(github.env(github.token(rights)))).toMatchObject({ ok: true, value: first });
});

test("a token that may not read the record is an error that names the right", async () => {
  const env = github.env(github.token({ contents: "read" }));
  await expect(readWith(env)).rejects.toMatchObject({ facts: { hint: expect.stringContaining("deployments: read") } });
});
