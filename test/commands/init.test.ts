import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import openapi from "@octokit/openapi/generated/api.github.com.json" with { type: "json" };
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type InitOptions, init } from "../../src/commands/init.ts";
import type { Environment } from "../../src/commands/outcome.ts";
import { validate } from "../../src/commands/validate.ts";
import { version } from "../../src/commands/version.ts";
import { checks, environmentName, workflows } from "../../src/github/names.ts";
import { makeRepository } from "../support/repository.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = (): Environment => ({
  env: {},
  cwd: folder,
  now: () => 0,
  isTty: false,
  color: { out: false, err: false },
  report: () => undefined,
  detail: () => undefined,
  signal: new AbortController().signal,
});

const run = (options: Partial<InitOptions> = {}) => init({ tenant: "acme", force: false, ...options }, environment());
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const written = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
const checkIt = () => validate({ format: "text", quiet: false, verbose: false }, environment());

const everything = [
  ...[".github/CODEOWNERS", ".gitignore", ".npmrc", "README.md", "package.json", "policies/zia/labels.yaml"],
  ...[...Object.values(workflows), "zerodrift.yaml"],
].sort();

describe("in an empty folder", () => {
  test("writes a whole policy repository, and says what", async () => {
    const { exitCode, output = "" } = await run();
    expect(exitCode).toBe(0);
    expect(written()).toEqual(everything);
    expect(output.trimEnd().split("\n").sort()).toEqual(everything.map((path) => `wrote ${path}`).sort());
  });

  test("leaves no placeholder unfilled", async () => {
    await run();
    expect(written().filter((path) => /(?<!\$)\{\{/.test(read(path)))).toEqual([]);
  });

  test.each<readonly [what: string, given: Partial<InitOptions>]>([
    ["nothing said about the tenant's place", {}],
    ["the whole connection", { cloud: "beta", vanityDomain: "acme", customerId: "216196257331281920" }],
  ])("what it writes validates: %s", async (_, given) => {
    await run(given);
    expect(await checkIt()).toMatchObject({ exitCode: 0, output: "1 resource in 1 document: all valid\n" });
  });

  test("pins the tool to the version that wrote it", async () => {
    await run();
    expect(JSON.parse(read("package.json"))).toMatchObject({ private: true, dependencies: { zerodrift: version } });
  });

  test("makes the folder it is asked for", async () => {
    await run({ dir: "new/place" });
    expect(read("new/place/zerodrift.yaml")).toContain("tenant: acme");
  });
});

describe("where something is already", () => {
  test("overwrites nothing, lists what it left, and adds the rest", async () => {
    put("README.md", "mine");
    put(workflows.apply, "mine too");
    const { exitCode, output = "", notes } = await run();
    expect(exitCode).toBe(0);
    expect(output.split("\n").filter((line) => line.startsWith("left"))).toEqual([
      "left  README.md",
      `left  ${workflows.apply}`,
    ]);
    expect([read("README.md"), read(workflows.apply)]).toEqual(["mine", "mine too"]);
    expect(notes).toContain("--force");
    expect(written()).toEqual(everything);
  });

  test("writes anew what it is forced to", async () => {
    put("README.md", "mine");
    await run({ force: true });
    expect(read("README.md")).toContain("Policies of acme");
  });

  test("takes the tenant from the configuration that is there", async () => {
    put("zerodrift.yaml", "tenant: other\n");
    expect(await init({ force: false }, environment())).toMatchObject({ exitCode: 0 });
    expect(read(workflows.plan)).toContain(environmentName("other", "plan"));
  });

  test("takes the default branch from the remote", async () => {
    const repository = makeRepository();
    try {
      repository.commit();
      repository.git("update-ref", "refs/remotes/origin/trunk", "HEAD");
      repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
      await run({ dir: repository.root });
      expect(readFileSync(join(repository.root, workflows.apply), "utf8")).toContain('branches: ["trunk"]');
    } finally {
      repository.remove();
    }
  });
});

test.each<readonly [what: string, options: InitOptions, configuration: string | undefined, message: RegExp]>([
  ["no tenant", { force: false }, undefined, /no tenant is named/],
  ["a name no environment can have", { tenant: "Acme & Co", force: false }, undefined, /cannot be part/],
  ["another tenant than the configuration's", { tenant: "acme", force: false }, "tenant: b\n", /is about "b"/],
  ["a configuration that cannot be read", { tenant: "acme", force: false }, "tenant: [", /zerodrift\.yaml/],
])("%s is refused before anything is written", async (_, options, configuration, message) => {
  if (configuration !== undefined) put("zerodrift.yaml", configuration);
  const { exitCode, notes } = await init(options, environment());
  expect(exitCode).toBe(1);
  expect(notes).toMatch(message);
  expect(written()).toEqual(configuration === undefined ? [] : ["zerodrift.yaml"]);
});

describe("the README it writes", () => {
  const text = async (): Promise<string> => {
    await run();
    return read("README.md");
  };

  test("names environments, checks and workflows as the program does", async () => {
    const readme = await text();
    const roles = ["plan", "apply", "gate", "ledger"] as const;
    const names = [
      ...roles.map((role) => environmentName("acme", role)),
      ...[...Object.values(checks), ...Object.values(workflows).map((path) => path.replace(/^.*\/|\.yml$/g, ""))],
    ];
    expect(names.filter((name) => !readme.includes(name))).toEqual([]);
    const known = new Set(names);
    const named = readme.match(/zerodrift-(?:acme-)?[a-z]+\b|zerodrift\/[a-z]+\b/g) ?? [];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test("names every secret and variable that the workflows read", async () => {
    const readme = await text();
    const reads = Object.values(workflows).flatMap((path) => read(path).match(/(?:secrets|vars)\.[A-Z_]+/g) ?? []);
    expect(reads.length).toBeGreaterThan(5);
    expect(reads.filter((name) => !readme.includes(`set ${name.replace(/^\w+\./, "")} `))).toEqual([]);
  });

  test("holds a ruleset that GitHub's own description accepts", async () => {
    const body = /<<'END'\n([\s\S]*?)\nEND\n/.exec(await text())?.[1] ?? "";
    const schema = openapi.paths["/repos/{owner}/{repo}/rulesets"].post.requestBody.content["application/json"].schema;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const accepts = ajv.compile({ ...schema, components: openapi.components });
    const ruleset = JSON.parse(body) as { readonly rules: readonly object[] };
    accepts(ruleset);
    expect(accepts.errors ?? []).toEqual([]);
    expect(accepts({ ...ruleset, rules: [{ type: "pull_request", parameters: {} }] })).toBe(false);
  });
});
