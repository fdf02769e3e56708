import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { kinds } from "../src/kinds/registry.ts";

const writable = kinds.filter((kind) => kind.writable);

const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(ending));

const yamlFiles = ["policies", "examples"].flatMap((folder) => filesBelow(folder, ".yaml"));

const schemaAt = (path: string): object => JSON.parse(readFileSync(path, "utf8")) as object;
/** As an editor reads them: keywords it does not know are ignored. */
const problemsOf = (path: string, value: unknown): readonly string[] => {
  const ajv = path.endsWith("zerodrift.schema.json") ? new Ajv2020({ strict: false }) : new Ajv({ strict: false });
  const validate = ajv.compile(schemaAt(path));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

test("registry, schemas and reference pages are what the sources say", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/generate.mjs", "--check"], {
    encoding: "utf8",
  });
  expect(`${stdout}${stderr}`).toMatch(/generated files are current/);
  expect(status).toBe(0);
});

describe("kinds", () => {
  test("each is named after its file", () => {
    const sources = kinds.map(({ name }) => [name, readFileSync(`src/kinds/${name}.ts`, "utf8")] as const);
    expect(sources.filter(([name, text]) => !text.includes(`name: "${name}"`)).map(([name]) => name)).toEqual([]);
  });

  test("none is an unfilled template", () => {
    const unfilled = kinds.filter(({ summary }) => /[<>]/.test(summary) || !summary.endsWith("."));
    expect(unfilled.map(({ name }) => name)).toEqual([]);
  });
});

describe("schemas accept what the program accepts", () => {
  const documents = yamlFiles.flatMap((file) =>
    parseAllDocuments(readFileSync(file, "utf8")).map((document, index) => {
      const value = document.toJS() as { readonly kind: string };
      return [`${file} #${index + 1}`, value] as const;
    }),
  );

  test.each(documents)("%s", (_file, value) => {
    expect(problemsOf(`schemas/${value.kind}.schema.json`, value)).toEqual([]);
  });

  test("zerodrift.yaml", () => {
    expect(problemsOf("schemas/zerodrift.schema.json", parse(readFileSync("zerodrift.yaml", "utf8")))).toEqual([]);
  });

  test.each(writable.map(({ name }) => [name]))("the example of %s", (name) => {
    const page = readFileSync(`docs/kinds/${name}.md`, "utf8");
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    expect(problemsOf(`schemas/${name}.schema.json`, parse(example))).toEqual([]);
  });

  test("and refuse a field nobody knows", () => {
    const value = { kind: "zia/rule-label", resources: [{ name: "one", colour: "red" }] };
    expect(problemsOf("schemas/zia/rule-label.schema.json", value)).toHaveLength(1);
  });

  test("the schema a file points at is the one of its kind", () => {
    const files = yamlFiles.map((file) => [file, readFileSync(file, "utf8")] as const);
    const wrong = files.filter(([file, text]) => {
      const pointer = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
      const kind = /^kind: (\S+)/m.exec(text)?.[1];
      const path = pointer === undefined ? undefined : posix.join(posix.dirname(file), pointer);
      return path !== undefined && path !== `schemas/${kind}.schema.json`;
    });
    expect(wrong.map(([file]) => file)).toEqual([]);
  });
});
