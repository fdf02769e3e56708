import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Event } from "../support/actions/host.ts";
import { type MemoryHostOptions, memoryHost, pushed } from "../support/actions/memory-host.ts";
import { play } from "../support/actions/play.ts";
import type { RunResult } from "../support/actions/result.ts";
import type { RunnerOptions } from "../support/actions/run-job.ts";
import { runWorkflow } from "../support/actions/run-workflow.ts";
import { makeRepository, type Repository } from "../support/repository.ts";

const path = ".github/workflows/w.yml";
const pin = "0".repeat(40);
const head = "name: w\non: {push: , pull_request: , workflow_dispatch: }\npermissions: {}\n";

let folder = "";
let repository: Repository | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actions-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  repository?.remove();
  repository = undefined;
});

const options = (more: Partial<RunnerOptions> = {}): RunnerOptions => ({
  folder,
  cli: "/nowhere/cli.js",
  prepare: () => undefined,
  ...more,
});

const runIt = (
  text: string,
  { event = pushed(), host = {}, more = {} }: { event?: Event; host?: Partial<MemoryHostOptions>; more?: object } = {},
): Promise<RunResult> =>
  runWorkflow(memoryHost({ files: { [path]: `${head}${text}` }, ...host }), event, path, options(more));

const results = ({ jobs }: RunResult) => Object.fromEntries(jobs.map(({ name, result }) => [name, result]));

describe("jobs", () => {
  test("hand on outputs, run once per entry of a matrix, and see what they need", async () => {
    const run = await runIt(`jobs:
  first:
    outputs: {pulls: "\${{ steps.find.outputs.pulls }}"}
    steps:
      - id: find
        run: echo 'pulls=[{"number":7},{"number":9}]' >> "$GITHUB_OUTPUT"
  each:
    name: "each \${{ matrix.pull.number }}"
    needs: first
    strategy: {matrix: {pull: "\${{ fromJSON(needs.first.outputs.pulls) }}"}}
    steps:
      - env: {PULL: "\${{ matrix.pull.number }}"}
        run: echo "number $PULL"; echo "## $PULL" >> "$GITHUB_STEP_SUMMARY"
`);
    expect(results(run)).toEqual({ first: "success", "each 7": "success", "each 9": "success" });
    expect(run.jobs[2]).toMatchObject({ summary: "## 9\n" });
    expect(run.jobs[2]?.log).toContain("number 9");
  });

  test("a failure skips what needs it, except what asks to run; the run fails", async () => {
    const run = await runIt(`jobs:
  bad: {steps: [{run: exit 3}, {if: always(), run: echo still}]}
  next: {needs: bad, steps: [{run: echo no}]}
  last: {needs: [bad, next], if: always(), steps: [{run: "echo \${{ needs.bad.result }}"}]}
`);
    expect(results(run)).toEqual({ bad: "failure", next: "skipped", last: "success" });
    expect(run.jobs[0]?.log).toContain("still");
    expect(run.jobs[2]?.log).toContain("failure");
    expect(run.conclusion).toBe("failure");
  });

  test("a job that may fail fails, and its run does not", async () => {
    const run = await runIt(`jobs:
  bad: {continue-on-error: true, steps: [{run: exit 1}]}
  next: {needs: bad, steps: [{run: echo yes}]}
`);
    expect(results(run)).toEqual({ bad: "failure", next: "success" });
    expect(run.conclusion).toBe("success");
  });

  test("a step that may fail tells its outcome to later ones", async () => {
    const run = await runIt(`jobs:
  one:
    steps:
      - {id: try, continue-on-error: true, run: exit 1}
      - {run: "echo \${{ steps.try.outcome }}/\${{ steps.try.conclusion }}"}
`);
    expect(run.jobs[0]?.log).toContain("failure/success");
    expect(run.conclusion).toBe("success");
  });

  test("a lost machine runs nothing more, not even what always runs", async () => {
    const run = await runIt(
      "jobs: {one: {steps: [{run: echo a}, {name: write, run: echo b}, {if: always(), run: echo c}]}}",
      {
        more: { beforeStep: async (_: string, step: string) => (step === "write" ? "lost" : undefined) },
      },
    );
    expect(run.jobs[0]?.steps.map(({ outcome }) => outcome)).toEqual(["success", "skipped", "skipped"]);
    expect(run.conclusion).toBe("failure");
  });

  test("a matrix without entries is an error", async () => {
    await expect(
      runIt(`jobs: {one: {strategy: {matrix: {pull: "\${{ fromJSON('[]') }}"}}, steps: [{run: echo}]}}`),
    ).rejects.toThrow(/does not contain any values/);
  });

  test.each([
    ["a key that the runner does not know", "jobs: {one: {container: x, steps: []}}", /container/],
    ["an action that it does not know", `jobs: {one: {steps: [{uses: "evil/action@${pin}"}]}}`, /does not know/],
    ["an action that is not pinned", "jobs: {one: {steps: [{uses: actions/setup-node@v5}]}}", /not pinned/],
  ])("%s is an error", async (_, text, message) => {
    await expect(runIt(text)).rejects.toThrow(message);
  });
});

describe("rights and secrets", () => {
  const asks = `jobs:
  one:
    permissions: {contents: read, checks: write}
    environment: prod
    steps: [{env: {S: "\${{ secrets.KEY }}", R: "\${{ secrets.REPO }}"}, run: 'echo "<$S><$R>"'}]
  two: {permissions: {}, steps: [{env: {S: "\${{ secrets.KEY }}"}, run: 'echo "<$S>"'}]}
`;
  const prod = { branches: ["main"], secrets: { KEY: "k" }, vars: {} };
  const fork: Event = {
    name: "pull_request",
    payload: {
      pull_request: { head: { repo: { full_name: "eve/policies" } }, base: { repo: { full_name: "acme/policies" } } },
    },
    sha: pin,
    ref: "refs/pull/7/merge",
    actor: "eve",
  };

  test("each job gets a token of exactly its rights, and its environment's secrets alone", async () => {
    const host = memoryHost({ files: { [path]: head + asks }, environments: { prod }, secrets: { REPO: "r" } });
    const run = await runWorkflow(host, pushed(), path, options());
    expect(run.jobs.map(({ log }) => log.includes("<k>"))).toEqual([true, false]);
    expect(run.jobs[0]?.log).toContain("<k><r>");
    expect(host.tokens).toEqual([{ permissions: { contents: "read", checks: "write" } }, { permissions: {} }]);
  });

  test("an environment keeps other refs out, before the first step", async () => {
    const run = await runIt(asks, { event: { ...pushed(), ref: "refs/heads/evil" }, host: { environments: { prod } } });
    expect(run.jobs[0]).toMatchObject({ result: "failure", steps: [] });
    expect(run.jobs[0]?.log).toContain("evil is not allowed to deploy to prod");
  });

  test("a reviewer who rejects stops the job", async () => {
    const review = async () => "rejected" as const;
    const run = await runIt(asks, { host: { environments: { prod: { ...prod, review } } } });
    expect(run.jobs[0]?.result).toBe("failure");
  });

  test("a fork gets no secret and a token that only reads", async () => {
    const open = { secrets: { KEY: "k" }, vars: {} };
    const host = memoryHost({ files: { [path]: head + asks }, environments: { prod: open }, secrets: { REPO: "r" } });
    const run = await runWorkflow(host, fork, path, options());
    expect(run.jobs[0]?.log).toContain("<><>");
    expect(host.tokens[0]).toEqual({ permissions: { contents: "read", checks: "read" } });
  });
});

describe("a called workflow", () => {
  const called = ".github/workflows/called.yml";
  const callee = `name: called
on: {workflow_call: {inputs: {commit: {required: true, type: string}}}}
permissions: {}
jobs:
  inner:
    permissions: {checks: write}
    environment: prod
    steps: [{env: {S: "\${{ secrets.KEY }}"}, run: 'echo "\${{ inputs.commit }} <$S>"'}]
`;
  const caller = (more: string) => `${head}jobs:
  outer: {uses: ./${called}, with: {commit: abc}, concurrency: {group: g, queue: max}, ${more}}
`;
  const environments = { prod: { secrets: { KEY: "k" }, vars: {} } };
  const runCaller = (more: string) =>
    runWorkflow(
      memoryHost({ files: { [path]: caller(more), [called]: callee }, environments }),
      pushed(),
      path,
      options(),
    );

  test("gets inputs, and secrets where they are inherited", async () => {
    const run = await runCaller("permissions: {checks: write}, secrets: inherit");
    expect(run.jobs[0]).toMatchObject({ id: "outer / inner", concurrency: { group: "g", queue: "max" } });
    expect(run.jobs[0]?.log).toContain("abc <k>");
  });

  test("gets no secret, not even of its environment, where they are not inherited", async () => {
    expect((await runCaller("permissions: {checks: write}")).jobs[0]?.log).toContain("abc <>");
  });

  test("may not ask for more than its caller has", async () => {
    await expect(runCaller("permissions: {checks: read}")).rejects.toThrow(/asks for checks/);
  });
});

describe("actions", () => {
  test("checkout brings the commit of the event, with the whole history and no token", async () => {
    const origin = makeRepository();
    repository = origin;
    const first = origin.commit({ "a.txt": "one" });
    origin.commit({ "a.txt": "two" });
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
    const run = await runIt(
      `jobs:
  one:
    steps:
      - {uses: "actions/checkout@${pin}", with: {fetch-depth: 0, persist-credentials: false}}
      - run: cat a.txt; echo; git log --oneline | wc -l; git rev-parse --abbrev-ref HEAD; git rev-parse origin/main; cat .git/config
`,
      { event: pushed(first), host: { cloneUrl: origin.root } },
    );
    expect(run.jobs[0]?.log).toMatch(/one\n1\nmain\n/);
    expect(run.jobs[0]?.log).toContain(origin.git("rev-parse", "main"));
    expect(run.jobs[0]?.log).not.toContain("token-1");
  });

  test("artifacts go from job to job, are immutable, and a missing one is a failure", async () => {
    const run = await runIt(`jobs:
  one:
    steps:
      - run: mkdir out; echo hello > out/a.txt; echo hidden > out/.b
      - {uses: "actions/upload-artifact@${pin}", with: {name: x, path: out/}}
      - {continue-on-error: true, id: again, uses: "actions/upload-artifact@${pin}", with: {name: x, path: out/}}
      - {run: "echo \${{ steps.again.outcome }}"}
  two:
    needs: one
    steps:
      - {uses: "actions/download-artifact@${pin}", with: {name: x, path: in}}
      - run: cat in/a.txt; ls -A in
      - {uses: "actions/download-artifact@${pin}", with: {name: y, path: in}}
`);
    expect(run.jobs[0]?.artifacts).toEqual(["x"]);
    expect(run.jobs[0]?.log).toMatch(/409[\s\S]*failure/);
    expect(run.jobs[1]?.log).toMatch(/hello\na\.txt\n/);
    expect(run.jobs[1]?.result).toBe("failure");
  });

  test("a cache is found by its key, else the newest by a prefix", async () => {
    const use = (key: string) => `
      - {id: "c", uses: "actions/cache/restore@${pin}", with: {path: .s/f, key: ${key}, restore-keys: s-}}
      - run: echo "[\${{ steps.c.outputs.cache-matched-key }}] $(cat .s/f 2>/dev/null)"; mkdir -p .s; echo ${key} > .s/f
      - {uses: "actions/cache/save@${pin}", with: {path: .s/f, key: ${key}}}`;
    const run = await runIt(`jobs:
  one: \n    steps:${use("s-1")}
  two: \n    needs: one\n    steps:${use("s-2")}
  three: \n    needs: two\n    steps:${use("s-3")}
`);
    expect(run.jobs.map(({ log }) => /^\[.*$/m.exec(log)?.[0])).toEqual(["[] ", "[s-1] s-1", "[s-2] s-2"]);
  });

  test("npm ci is what the test prepares, and npx starts the tool under test", async () => {
    const cli = join(folder, "cli.mjs");
    writeFileSync(cli, "console.log('tool', ...process.argv.slice(2), process.env.GITHUB_REPOSITORY)");
    const prepare = (workspace: string) => void mkdirSync(join(workspace, "prepared"));
    const run = await runIt(
      "jobs: {one: {steps: [{run: npm ci --ignore-scripts}, {run: ls; npx --no-install zerodrift plan --pr 7}]}}",
      { more: { cli, prepare } },
    );
    expect(run.jobs[0]?.log).toMatch(/prepared\n/);
    expect(run.jobs[0]?.log).toContain("tool plan --pr 7 acme/policies");
  });
});

describe("an event", () => {
  const chain = (name: string, on: string) =>
    `name: ${name}\non: ${on}\npermissions: {}\njobs: {one: {steps: [{run: echo}]}}\n`;
  const after = (name: string) => `{workflow_run: {workflows: [${name}], types: [completed]}}`;

  test("starts its workflows, and what listens to those, three levels deep", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const files = Object.fromEntries(
      names.map((name, at) => [
        `${name}.yml`,
        chain(name, at === 0 ? "{push: {branches: [main]}}" : after(names[at - 1]!)),
      ]),
    );
    const completed = async ({ name }: RunResult): Promise<Event> => ({
      ...pushed(),
      name: "workflow_run",
      payload: { action: "completed", workflow_run: { name } },
    });
    const runs = await play(memoryHost({ files }), pushed(), { ...options(), completed });
    expect(runs.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });
});
