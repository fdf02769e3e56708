import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ExitCode } from "../../src/commands/outcome.ts";
import { validate } from "../../src/commands/validate.ts";
import { type Code, codes } from "../../src/diagnostics/codes.ts";
import { isGuardrail } from "../../src/diagnostics/guardrails.ts";
import { defaultConfiguration } from "../../src/documents/configuration.ts";
import { allowances } from "../../src/model/acknowledgement.ts";

// What the pages on ownership, acknowledgements and safety state, and the program knows.

const page = (name: string): string => readFileSync(`docs/${name}.md`, "utf8");
const section = (name: string, heading: string): string =>
  page(name).split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
const firstCells = (text: string): readonly string[] =>
  [...text.matchAll(/^\| `?([^`|]*?)`? +\|/gm)].map(([, cell = ""]) => cell).slice(2);
const blocks = (name: string): readonly string[] =>
  [...page(name).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);

describe("docs/acknowledgements.md", () => {
  test("lists every word an entry may allow", () => {
    expect([...firstCells(section("acknowledgements", "What needs one"))].sort()).toEqual([...allowances].sort());
  });
});

describe("docs/safety.md", () => {
  const guardrails = Object.keys(codes).filter((code) =>
    isGuardrail({ severity: "error", code: code as Code, message: "" }),
  );

  test("lists every guardrail, and nothing else", () => {
    expect([...firstCells(section("safety", "Guardrails"))].sort()).toEqual([...guardrails].sort());
  });

  test("shows the limits as they are when nobody sets them", () => {
    const { maxDeletes, maxChangePercent } = defaultConfiguration.guardrails;
    expect(page("safety")).toContain(
      `guardrails: { maxDeletes: ${maxDeletes}, maxChangePercent: ${maxChangePercent} }`,
    );
  });
});

test("docs/cli.md lists every exit code", () => {
  const all: Readonly<Record<ExitCode, true>> = { 0: true, 1: true, 2: true, 3: true, 4: true, 5: true };
  expect(firstCells(section("cli", "Exit codes"))).toEqual(Object.keys(all));
});

describe.each(["ownership", "acknowledgements"])("the codes docs/%s.md names", (name) => {
  test("exist", () => {
    const named = [...page(name).matchAll(/^\|.*$/gm)].flatMap(([row]) =>
      [...row.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code = ""]) => code),
    );
    expect(named.length).toBeGreaterThan(3);
    const words: readonly string[] = [...Object.keys(codes), ...allowances, "earlier-commit"];
    expect(named.filter((one) => !words.includes(one))).toEqual([]);
  });
});

describe("the examples", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zerodrift-ownership-"));
    mkdirSync(join(folder, "policies"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const mistakesIn = async (yaml: string): Promise<readonly string[]> => {
    const isConfiguration = yaml.startsWith("# zerodrift.yaml");
    writeFileSync(join(folder, "zerodrift.yaml"), `tenant: acme\n${isConfiguration ? yaml : ""}`);
    writeFileSync(join(folder, "policies/all.yaml"), isConfiguration ? "kind: zia/rule-label\nresources: []\n" : yaml);
    const { output = "{}" } = await validate(
      { format: "json", quiet: true, verbose: false },
      {
        env: {},
        cwd: folder,
        now: () => 0,
        isTty: false,
        color: { out: false, err: false },
        report: () => undefined,
        detail: () => undefined,
        signal: new AbortController().signal,
      },
    );
    return (JSON.parse(output) as { readonly diagnostics: readonly { readonly message: string }[] }).diagnostics.map(
      ({ message }) => message,
    );
  };

  const examples = ["ownership", "acknowledgements", "safety"].flatMap((name) =>
    blocks(name).map((yaml, index) => [`${name} ${index + 1}`, yaml] as const),
  );

  test.each(examples)("%s can be copied", async (_name, yaml) => {
    expect(await mistakesIn(yaml)).toEqual([]);
  });
});
