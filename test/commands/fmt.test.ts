import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FmtOptions, fmt } from "../../src/commands/fmt.ts";
import type { CommandResult, Environment } from "../../src/commands/outcome.ts";
import { type Repository, repositoryIn } from "../support/repository.ts";

let repository: Repository;
beforeEach(() => {
  repository = repositoryIn(mkdtempSync(join(tmpdir(), "zerodrift-fmt-")));
  repository.git("init", "--quiet", "--initial-branch", "main");
  repository.write({ "zerodrift.yaml": "tenant: acme\n" });
});
afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

const run = (given: Partial<FmtOptions> = {}): Promise<CommandResult> => {
  const environment: Environment = {
    env: {},
    cwd: repository.root,
    now: () => 0,
    isTty: false,
    color: { out: false, err: false },
    report: () => undefined,
    detail: () => undefined,
    signal: new AbortController().signal,
  };
  return fmt({ format: "text", quiet: true, verbose: false, check: false, ...given }, environment);
};

const textOf = (path: string): string => readFileSync(join(repository.root, path), "utf8");

const label = (name: string, more = ""): string => `kind: zia/rule-label\nresources:\n  - name: ${name}\n${more}`;

describe("fmt", () => {
  test("formats every policy file, and finds nothing to do the second time", async () => {
    repository.write({
      "policies/a.yaml": label("'A'"),
      "policies/b.yaml": label("B"),
      "policies/c/d.yml": label('"D"'),
    });
    expect(await run()).toMatchObject({
      exitCode: 0,
      output: "2 of 3 files formatted\n  ~ policies/a.yaml\n  ~ policies/c/d.yml\n",
    });
    expect([textOf("policies/a.yaml"), textOf("policies/c/d.yml")]).toEqual([label("A"), label("D")]);
    expect(await run()).toMatchObject({ exitCode: 0, output: "3 files, all formatted\n" });
  });

  test("with --check it writes nothing, shows what differs and exits 1", async () => {
    repository.write({ "policies/a.yaml": label("'A'") });
    const { exitCode, output } = await run({ check: true });
    expect([exitCode, textOf("policies/a.yaml")]).toEqual([1, label("'A'")]);
    expect(output).toContain("1 of 1 file not formatted");
    expect(output).toContain("--- a/policies/a.yaml\n+++ b/policies/a.yaml\n@@");
    expect(output).toContain("-  - name: 'A'\n+  - name: A");
    repository.write({ "policies/a.yaml": label("A") });
    expect((await run({ check: true })).exitCode).toBe(0);
  });

  test("other line endings are told in one line, and what else differs beside it", async () => {
    repository.write({ "policies/a.yaml": label("'A'", "  - name: B\n  - name: C\n").replaceAll("\n", "\r\n") });
    const { output = "" } = await run({ check: true });
    expect(output).toContain("+++ b/policies/a.yaml\nline endings: CRLF → LF\n@@");
    expect(output.split("\n").filter((line) => /^[-+] /.test(line))).toEqual(["-  - name: 'A'", "+  - name: A"]);
    await run();
    expect(textOf("policies/a.yaml")).not.toContain("\r");
  });

  test("a file with mistakes stays as it is, the others are formatted, and it exits 1", async () => {
    const files = { "policies/a.yaml": "kind: [\n", "policies/b.yaml": label("'B'"), "policies/c.yaml": "a: \u0007\n" };
    repository.write(files);
    const { exitCode, output, notes } = await run();
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^1 of 1 file formatted; 2 files with mistakes left as before\n/);
    expect(notes).toContain("error[broken-yaml]");
    expect(notes).toContain("hint: close the quote or bracket");
    expect(notes).toContain("error[unsupported-file]");
    expect([textOf("policies/a.yaml"), textOf("policies/b.yaml")]).toEqual([files["policies/a.yaml"], label("B")]);
  });

  test("what no schema allows is none of its business", async () => {
    repository.write({ "policies/a.yaml": "kind:   nothing\nresources: []\n" });
    expect((await run()).exitCode).toBe(0);
    expect(textOf("policies/a.yaml")).toBe("kind: nothing\nresources: []\n");
  });
});

describe("fmt --base", () => {
  const entry = (name: string, reason: string): string =>
    `  # about ${name}\n  - change: zia/rule-label:${name}\n    allows: broadening\n    reason: ${reason}\n`;
  const head = "# agreed\nkind: zerodrift/acknowledgement\nresources:\n";

  test("removes acknowledgements that are as old as the base, with their comments, and says which", async () => {
    const base = repository.commit({
      "policies/a.yaml": label("A", "  - name: B\n"),
      "policies/acks.yaml": head + entry("A", "old") + entry("B", "old"),
    });
    repository.commit({ "policies/acks.yaml": head + entry("A", "new") + entry("B", "old") });
    const { exitCode, output } = await run({ base });
    expect(exitCode).toBe(0);
    expect(output).toContain(
      "spent acknowledgements removed:\n  - zia/rule-label:B (broadening) policies/acks.yaml:9\n",
    );
    expect(textOf("policies/acks.yaml")).toBe(head + entry("A", "new"));
  });

  test("the last one leaves an empty list", async () => {
    const base = repository.commit({ "policies/a.yaml": label("A"), "policies/acks.yaml": head + entry("A", "old") });
    expect((await run({ base, format: "json" })).output).toContain('"change": "zia/rule-label:A"');
    expect(textOf("policies/acks.yaml")).toBe("# agreed\nkind: zerodrift/acknowledgement\nresources: []\n");
  });

  test("with --check it only says so", async () => {
    const text = head + entry("A", "old");
    const base = repository.commit({ "policies/a.yaml": label("A"), "policies/acks.yaml": text });
    const { exitCode, output } = await run({ base, check: true });
    expect([exitCode, textOf("policies/acks.yaml")]).toEqual([1, text]);
    expect(output).toContain("spent acknowledgements to be removed");
  });

  test("a base that is none is told, and files are formatted all the same", async () => {
    repository.commit({ "policies/a.yaml": label("'A'") });
    const { exitCode, notes } = await run({ base: "nowhere" });
    expect([exitCode, notes]).toEqual([1, expect.stringContaining("error[unknown-base]")]);
    expect(textOf("policies/a.yaml")).toBe(label("A"));
  });
});
