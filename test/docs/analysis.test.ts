import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CommandResult, Environment } from "../../src/commands/outcome.ts";
import { validate } from "../../src/commands/validate.ts";
import { analysisCodes } from "../../src/diagnostics/severities.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zerodrift-analysis-"));
  mkdirSync(join(folder, "policies"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = (cwd: string): Environment => ({
  env: {},
  cwd,
  now: () => 0,
  isTty: false,
  color: { out: false, err: false },
  report: () => undefined,
  detail: () => undefined,
  signal: new AbortController().signal,
});

const validateFolder = (cwd: string, format: "text" | "json" = "json"): Promise<CommandResult> =>
  validate({ format, quiet: true, verbose: false }, environment(cwd));

const run = (policy: string, configuration = "tenant: acme\n", format: "text" | "json" = "json") => {
  writeFileSync(join(folder, "zerodrift.yaml"), configuration);
  writeFileSync(join(folder, "policies/all.yaml"), policy);
  return validateFolder(folder, format);
};

const codesIn = ({ output = "{}" }: CommandResult): readonly string[] =>
  (JSON.parse(output) as { readonly diagnostics: readonly { readonly code: string }[] }).diagnostics.map(
    ({ code }) => code,
  );

const page = readFileSync("docs/analysis.md", "utf8");
const examples = page
  .split("\n## `")
  .slice(1)
  .flatMap((section) => {
    const code = section.slice(0, section.indexOf("`"));
    return [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => [code, yaml] as const);
  });

describe("docs/analysis.md", () => {
  test("has a section with an example for every finding", () => {
    expect([...new Set(examples.map(([code]) => code))].sort()).toEqual([...analysisCodes].sort());
  });

  test.each(examples)("each example of %s raises it, and nothing else", async (code, yaml) => {
    const result = await run(yaml);
    expect(codesIn(result)).toEqual([code]);
    expect(result.exitCode).toBe(0);
  });

  test("shows a configuration that can be read", async () => {
    const [, configuration = ""] = /```yaml\n(# zerodrift.yaml\n[\s\S]*?)```/.exec(page) ?? [];
    expect(codesIn(await run("kind: zia/rule-label\nresources: []\n", `tenant: acme\n${configuration}`))).toEqual([]);
  });
});

describe("validate", () => {
  const [code, yaml] = examples.find(([one]) => one === "shadowed-rule")!;

  test("shows a finding with its place and what to do", async () => {
    const { exitCode, output, notes } = await run(yaml, undefined, "text");
    expect(exitCode).toBe(0);
    expect(output).toContain("all valid");
    expect(notes).toContain(`warning[${code}]`);
    expect(notes).toMatch(/policies\/all\.yaml:7:\d+/);
    expect(notes).toContain("hint: move");
  });

  test("fails when the configuration calls a finding an error", async () => {
    const { exitCode, output, notes } = await run(yaml, `tenant: acme\nanalysis: {${code}: error}\n`, "text");
    expect(exitCode).toBe(1);
    expect(output).toBeUndefined();
    expect(notes).toContain(`error[${code}]`);
  });

  test("is silent when the configuration switches a finding off", async () => {
    const result = await run(yaml, `tenant: acme\nanalysis: {${code}: off}\n`);
    expect(codesIn(result)).toEqual([]);
    expect(result.notes).toBeUndefined();
  });

  test("finds nothing odd in the example policies", async () => {
    expect(codesIn(await validateFolder(process.cwd()))).toEqual([]);
  });
});
