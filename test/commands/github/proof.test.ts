import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProofParts } from "../../../src/commands/github/proof-parts.ts";
import { ready } from "../../../src/commands/github/ready.ts";
import { verify } from "../../../src/commands/github/verify.ts";
import type { Environment } from "../../../src/commands/outcome.ts";
import { GitHubError } from "../../../src/github/failure.ts";
import { known, unknown } from "../../../src/github/proof/read.ts";
import { otherRun } from "../../../src/github/proof/same-run.ts";
import type { ProofSources } from "../../../src/github/proof/sources.ts";
import { proofSchema } from "../../../src/github/proof.ts";
import { approval, base, head, ledger, manifest, merge, mergedPull, pull, trees } from "../../github/proof/facts.ts";
import { digestOf, fileSources } from "../../github/proof/files.ts";
import { open, pullAnswer, sources, tell } from "../../github/proof/github.ts";

const origin = "http://127.0.0.1:9";
const root = "/repos/acme/policy";
let cwd = "";

beforeEach(() => {
  nock.disableNetConnect();
  cwd = mkdtempSync(join(tmpdir(), "proof-"));
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const environment = (event = "push"): Environment => ({
  env: { GITHUB_EVENT_NAME: event },
  cwd,
  now: () => Date.parse("2026-03-02T13:00:00Z"),
  isTty: false,
  color: { out: false, err: false },
  report: () => undefined,
  detail: () => undefined,
  signal: new AbortController().signal,
});

const parts = (given: Partial<ProofSources> = {}): ProofParts => ({
  github: open(),
  sources: sources(given),
  sleep: () => Promise.resolve(),
});

const eventFile = (payload: unknown): string => {
  writeFileSync(join(cwd, "event.json"), typeof payload === "string" ? payload : JSON.stringify(payload));
  return "event.json";
};
const push = { ref: "refs/heads/main", after: merge, before: base };
const options = (payload: unknown = push, outDir?: string) => ({
  event: eventFile(payload),
  maxWait: "15m",
  ...(outDir === undefined ? {} : { outDir }),
});

interface Posted {
  readonly conclusion: string;
  readonly head_sha: string;
  readonly output: { readonly title: string; readonly summary: string };
}

const checksOn = (): readonly Posted[] => {
  const posted: Posted[] = [];
  nock(origin).get(`${root}/commits/${head}/check-runs`).query(true).reply(200, { total_count: 0, check_runs: [] });
  nock(origin)
    .post(`${root}/check-runs`)
    .reply(201, async (request: Request) => {
      posted.push((await request.json()) as Posted);
      return { id: 1 };
    });
  return posted;
};

describe("ready", () => {
  const readyOptions = { pr: 12, maxWait: "15m" };

  test("says on the head what apply would say, within fifteen calls", async () => {
    tell();
    const posted = checksOn();
    const given = parts();
    expect(await ready(readyOptions, environment(), given)).toMatchObject({ exitCode: 0 });
    expect(posted).toMatchObject([{ conclusion: "success", head_sha: head, output: { title: /^ready/ } }]);
    expect(given.github.sent()).toBeLessThan(15);
  });

  test("is red, and itself succeeds, when a step is not met", async () => {
    tell({ reviews: [] });
    const posted = checksOn();
    expect(await ready(readyOptions, environment(), parts())).toMatchObject({ exitCode: 0 });
    expect(posted).toMatchObject([{ conclusion: "failure", output: { title: "not ready: not approved yet" } }]);
  });

  test("is red while another open pull request with the same head is not approved", async () => {
    const twin = pull({ number: 13 });
    nock(origin).persist().get(`${root}/pulls/13`).reply(200, pullAnswer(twin));
    for (const [path, answer] of [
      ["reviews", []],
      ["commits", []],
    ] as const)
      nock(origin)
        .persist()
        .get(`${root}/pulls/13/${path}`)
        .query(true)
        .reply(200, answer as nock.Body);
    tell({
      connected: [pull(), twin, pull({ number: 14, baseBranch: "next" }), pull({ number: 15, state: "closed" })],
    });
    const posted = checksOn();
    await ready(readyOptions, environment(), parts());
    expect(posted[0]).toMatchObject({ conclusion: "failure", output: { title: /^not ready: #13 has the same head/ } });
  });

  test("leaves a closed pull request alone", async () => {
    tell({ pull: pull({ state: "closed" }) });
    expect(await ready(readyOptions, environment(), parts())).toEqual({
      exitCode: 0,
      notes: "#12 is not open: nothing to judge\n",
    });
  });

  test("an outage is an error, not a check", async () => {
    nock(origin).persist().get(root).reply(404, { message: "Not Found" });
    await expect(ready(readyOptions, environment(), parts())).rejects.toBeInstanceOf(GitHubError);
  });
});

describe("verify", () => {
  test("looks only, without a folder", async () => {
    tell({ pull: mergedPull() });
    const openRecord = () => Promise.reject(new Error("opened a record"));
    expect(await verify(options(), environment(), parts({ openRecord }))).toMatchObject({
      exitCode: 0,
      outputs: { work: "true", commit: merge },
      summary: /Approved: this plan will be applied/,
    });
  });

  test("hands over plan and proof, and opens the record when all else is written", async () => {
    tell({ pull: mergedPull() });
    const { plans, files } = fileSources();
    let seen: unknown;
    const openRecord: ProofSources["openRecord"] = (record) => {
      seen = { record, files: readdirSync(join(cwd, "approved")).sort() };
      return Promise.resolve(9000);
    };
    const unfinished = { record: 8, commit: base, digest: digestOf("old"), staging: true };
    const found = await verify(
      options(push, "approved"),
      environment(),
      parts({
        plans,
        files,
        openRecord,
        ledger: () => Promise.resolve(known(ledger({ relation: "after", unfinished }))),
      }),
    );
    expect(found).toMatchObject({ exitCode: 0, outputs: { work: "true" } });
    expect(seen).toEqual({
      record: {
        commit: merge,
        digest: digestOf("digest"),
        head,
        pull: 12,
        base,
        artifact: { id: 500, runId: 600 },
        approvers: ["ann"],
      },
      files: ["binding.json", "intent.json", "manifest.json", "plan.json"],
    });
    const proof = proofSchema.parse(JSON.parse(readFileSync(join(cwd, "approved", "proof.json"), "utf8")));
    expect(proof).toMatchObject({
      repository: "acme/policy",
      run: { id: 77, attempt: 1 },
      commit: merge,
      pull: { number: 12, head, title: "Block gambling" },
      plan: digestOf("plan.json"),
      manifest: digestOf("manifest.json"),
      approvers: [{ login: "ann", id: 2, at: "2026-03-02T12:00:00Z" }],
      record: 9000,
      unfinished: { record: 8, digest: digestOf("old"), staging: true },
    });
    expect(proof.unfinished).not.toHaveProperty("commit");
  });

  test("files that are not the judged ones are not handed on, and no record is opened", async () => {
    tell({ pull: mergedPull() });
    const { plans } = fileSources();
    const files = () => Promise.resolve(new Map([["plan.json", Buffer.from("another plan")]]));
    const openRecord = () => Promise.reject(new Error("opened a record"));
    expect(await verify(options(push, "approved"), environment(), parts({ plans, files, openRecord }))).toMatchObject({
      exitCode: 1,
      notes: /the plan changed while it was looked at/,
    });
    expect(readdirSync(cwd)).toEqual(["event.json"]);
  });

  test("refuses with the ways on, writes nothing and opens no record", async () => {
    tell({ pull: mergedPull(), reviews: [] });
    const openRecord = () => Promise.reject(new Error("opened a record"));
    const found = await verify(options(push, "approved"), environment(), parts({ openRecord }));
    expect(found).toMatchObject({ exitCode: 4, outputs: { work: "false", commit: merge } });
    expect(found.notes).toMatch(/not written to[\s\S]*new pull request[\s\S]*#12[\s\S]*revert #12/);
    expect(readdirSync(cwd)).toEqual(["event.json"]);
  });

  test.each([
    ["nothing changes", { trees: () => Promise.resolve(known(trees({ planned: manifest("4") }))) }, /stay as they are/],
    [
      "applied already",
      { ledger: () => Promise.resolve(known(ledger({ relation: "equal", base: merge }))) },
      /applied already/,
    ],
  ] as const)("%s: no work, and fine", async (_name, given, text) => {
    tell({ pull: mergedPull() });
    const found = await verify(options(push, "approved"), environment(), parts(given));
    expect(found).toMatchObject({ exitCode: 0, outputs: { work: "false" }, summary: text });
    expect(readdirSync(cwd)).toEqual(["event.json"]);
  });

  test("resume takes the commit of the newest apply that did not come to its end", async () => {
    tell({ pull: mergedPull() });
    const unfinished = { record: 8, commit: merge, digest: digestOf("old"), staging: false };
    const given = parts({ ledger: () => Promise.resolve(known(ledger({ relation: "after", unfinished }))) });
    const found = await verify(
      options({ ref: "refs/heads/main", inputs: {} }),
      environment("workflow_dispatch"),
      given,
    );
    expect(found).toMatchObject({ exitCode: 0, outputs: { work: "true", commit: merge } });
  });

  const dispatch = "workflow_dispatch";
  test.each([
    ["nothing to resume", { ref: "refs/heads/main", inputs: {} }, dispatch, {}, 0, /Nothing to resume/],
    [
      "a ledger that cannot be read",
      { ref: "refs/heads/main", inputs: {} },
      dispatch,
      { ledger: () => Promise.resolve(unknown("no rights")) },
      1,
      /no rights/,
    ],
    ["another event", { inputs: {} }, "schedule", {}, 1, /nothing to verify/],
    ["another branch", { ...push, ref: "refs/heads/next" }, "push", {}, 0, /not the default branch/],
    [
      "a tag named like the default branch",
      { ...push, ref: "refs/tags/main" },
      "push",
      {},
      0,
      /not the default branch/,
    ],
    ["a dispatch on another branch", { ref: "refs/heads/next", inputs: {} }, dispatch, {}, 0, /not the default branch/],
    ["no JSON", "{", "push", {}, 1, /nothing to verify/],
    ["a commit that is none", { ...push, after: "--upload-pack=x" }, "push", {}, 1, /nothing to verify/],
  ] as const)("%s", async (_name, payload, event, given, exitCode, notes) => {
    tell({ pull: mergedPull() });
    expect(await verify(options(payload), environment(event), parts(given))).toMatchObject({ exitCode, notes });
  });
});

test("a proof is believed in its own repository, run and attempt", () => {
  const place = { ...open().place, run: { id: 77, attempt: 1 } };
  const proof = { repository: "acme/policy", run: { id: 77, attempt: 1 } } as Parameters<typeof otherRun>[0];
  expect(otherRun(proof, place)).toBeUndefined();
  expect(otherRun(proof, { ...place, run: { id: 77, attempt: 2 } })).toMatch(/re-run all jobs/);
  expect(otherRun(proof, { ...place, run: { id: 78, attempt: 1 } })).toMatch(/run 78/);
  expect(otherRun(proof, { ...place, repo: "other" })).toMatch(/acme\/other/);
  const { run: _run, ...outside } = place;
  expect(otherRun(proof, outside)).toMatch(/no workflow run/);
});

test("three hundred reviews and forty people stay within forty calls", async () => {
  const many = Array.from({ length: 300 }, (_, at) =>
    approval({ id: at, account: { id: 1000 + (at % 40), login: `u${at % 40}`, type: "User" }, state: "COMMENTED" }),
  );
  tell({ pull: mergedPull(), reviews: [...many, approval({ id: 999 })] });
  const given = parts();
  expect((await verify(options(), environment(), given)).exitCode).toBe(0);
  expect(given.github.sent()).toBeLessThanOrEqual(15);
});
