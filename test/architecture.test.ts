import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";

/** Folders and packages each folder may import; `type:` allows `import type` only. Node's own modules are free. */
const allowed: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> =
  {
    disk: { folders: [], packages: [] },
    diagnostics: { folders: [], packages: ["fastest-levenshtein", "picocolors"] },
    model: { folders: ["type:diagnostics"], packages: ["canonicalize"] },
    documents: { folders: ["diagnostics", "model"], packages: ["yaml", "ajv"] },
    clients: { folders: ["diagnostics", "type:model"], packages: ["csv-parse", "graphql", "jose", "lossless-json"] },
    kinds: { folders: ["model"], packages: ["zod"] },
    history: { folders: ["diagnostics", "model", "documents", "kinds"], packages: [] },
    analysis: { folders: ["diagnostics", "model", "kinds"], packages: [] },
    state: { folders: ["model", "clients", "kinds"], packages: ["graphql"] },
    scope: { folders: ["model", "type:kinds"], packages: [] },
    plan: { folders: ["analysis", "diagnostics", "model", "kinds", "scope"], packages: [] },
    "plan/render": { folders: ["diagnostics", "model"], packages: ["diff", "picocolors"] },
    apply: { folders: ["disk", "model", "clients", "kinds"], packages: ["graphql"] },
    "apply/render": { folders: ["diagnostics", "type:model"], packages: ["picocolors"] },
    adopt: { folders: ["diagnostics", "documents", "kinds", "model", "plan", "state", "type:scope"], packages: [] },
    "adopt/render": { folders: ["adopt", "diagnostics", "plan/render"], packages: ["picocolors"] },
    drift: { folders: ["diagnostics", "model", "plan/render"], packages: ["picocolors"] },
    github: {
      folders: ["diagnostics", "model", "plan/render", "drift"],
      packages: ["@octokit/plugin-retry", "@octokit/plugin-throttling", "@octokit/rest", "fflate", "zod"],
    },
    doctor: {
      folders: [
        ...["diagnostics", "model", "documents", "clients", "kinds", "history", "state"],
        ...["plan/render", "github"],
      ],
      packages: ["picocolors"],
    },
    init: { folders: ["github"], packages: [] },
    sandbox: { folders: [], packages: ["graphql", "jose", "lossless-json"] },
    commands: {
      folders: [
        ...[
          "diagnostics",
          "disk",
          "model",
          "documents",
          "clients",
          "kinds",
          "analysis",
          "history",
          "state",
          "scope",
          "plan",
          "plan/render",
        ],
        ...["adopt", "adopt/render", "apply", "apply/render", "doctor", "drift", "github", "init", "sandbox"],
      ],
      // zod reads saved plans, which come from outside.
      packages: ["diff", "picocolors", "zod", "type:graphql"],
    },
    "cli.ts": {
      folders: ["cli-files.ts", "cli-github.ts", "cli-running.ts", "commands", "init"],
      packages: ["commander"],
    },
    "cli-files.ts": { folders: ["cli-running.ts", "commands"], packages: ["commander"] },
    "cli-github.ts": { folders: ["cli-running.ts", "commands"], packages: ["commander"] },
    "cli-running.ts": { folders: ["commands"], packages: ["commander"] },
  };

interface Import {
  readonly file: string;
  readonly line: number;
  readonly isType: boolean;
  /** A file below src/ for relative imports, else undefined. */
  readonly target: string | undefined;
  readonly from: string;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"))
  .sort();

const texts = new Map(files.map((file) => [file, readFileSync(posix.join("src", file), "utf8")]));
const textOf = (file: string): string => texts.get(file) ?? "";

const statement =
  /^(?:import|export)\s+(type\s+)?(?:\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*\{[^}]*\})?|\{[^}]*\})\s+from\s+"([^"]+)"/gm;
const bare = /^import\s+()"([^"]+)"/gm;
const dynamic = /\bimport\(\s*()["'`]([^"'`]+)["'`]/g;

const importsOf = (file: string): readonly Import[] => {
  const text = textOf(file);
  return [statement, bare, dynamic].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 1: type, 2: from = "" }) => ({
      file,
      line: text.slice(0, index).split("\n").length,
      isType: type !== undefined && type !== "",
      target: from.startsWith(".") ? posix.join(posix.dirname(file), from) : undefined,
      from,
    })),
  );
};

const imports = files.flatMap(importsOf);
const at = ({ file, line, from }: Import): string => `src/${file}:${line} imports ${from}`;

/** The longest entry of the table that holds the file. */
const folderOf = (file: string): string => {
  const parts = posix.dirname(file).split("/");
  const nested = parts.slice(0, 2).join("/");
  return file.includes("/") ? (nested in allowed ? nested : parts[0]!) : file;
};

const packageOf = (from: string): string =>
  from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
const admits = (list: readonly string[], name: string, isType: boolean): boolean =>
  list.includes(name) || (isType && list.includes(`type:${name}`));

describe("imports", () => {
  test("every folder is in the table", () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in allowed))).toEqual([]);
  });

  test("every `from` of the sources is understood", () => {
    const lines = files.flatMap((file) => textOf(file).match(/^(?:import\b|.*\} from ").*/gm) ?? []);
    const heads = lines.filter((line) => !/^import (?:type )?\{$/.test(line));
    expect(imports.length).toBeGreaterThanOrEqual(heads.length);
  });

  test("no arrow leaves the table", () => {
    const stray = imports.filter(({ file, target, isType }) => {
      if (target === undefined) return false;
      const [folder, other] = [folderOf(file), folderOf(target)];
      return folder !== other && !admits(allowed[folder]?.folders ?? [], other, isType);
    });
    expect(stray.map(at)).toEqual([]);
  });

  test("no folder uses a package it has not been given", () => {
    const stray = imports.filter(
      ({ file, target, from, isType }) =>
        target === undefined &&
        !from.startsWith("node:") &&
        !admits(allowed[folderOf(file)]?.packages ?? [], packageOf(from), isType),
    );
    expect(stray.map(at)).toEqual([]);
  });

  test("nothing outside src/ is imported, tests least of all", () => {
    expect(imports.filter(({ target }) => target?.startsWith("..")).map(at)).toEqual([]);
  });

  test("relative imports name a file that exists", () => {
    expect(imports.filter(({ target }) => target !== undefined && !texts.has(target)).map(at)).toEqual([]);
  });
});

/** Files that reach each other through imports that are not `type`, with the way round. */
const cycles = (): readonly string[] => {
  const next = new Map<string, readonly string[]>(
    files.map((file) => [
      file,
      imports.flatMap((one) => (one.file === file && !one.isType && one.target !== undefined ? [one.target] : [])),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(" → "));
    if (start >= 0 || done.has(file)) return;
    for (const other of next.get(file) ?? []) visit(other, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
};

const isKind = (file: string): boolean => /^export const \w+ = define(?:Kind|Lookup)\(/m.test(textOf(file));

/** What stands in the program itself, without comments. */
const codeOf = (file: string): string =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");

const filesWith = (pattern: RegExp): readonly string[] => files.filter((file) => pattern.test(codeOf(file)));

describe("structure", () => {
  test("no file reaches itself", () => {
    expect(cycles()).toEqual([]);
  });

  test("a kind names other kinds and never imports one", () => {
    const stray = imports.filter(({ file, target }) => isKind(file) && target !== undefined && isKind(target));
    expect(stray.map(at)).toEqual([]);
  });

  test("a kind of one product uses nothing of another", () => {
    const product = (file: string): string | undefined => /^kinds\/(z\w+)\//.exec(file)?.[1];
    const stray = imports.filter(({ file, target }) => {
      const [own, other] = [product(file), product(target ?? "")];
      return own !== undefined && other !== undefined && own !== other;
    });
    expect(stray.map(at)).toEqual([]);
  });

  test("no file only passes on what others export", () => {
    const barrels = files.filter((file) => {
      const rest = codeOf(file)
        .replace(/^(?:import|export)\s[^;]*?from "[^"]+";/gm, "")
        .trim();
      return /^export\s[^;]*?from "/m.test(codeOf(file)) && rest === "";
    });
    expect([...barrels, ...filesWith(/^export \*/m), ...files.filter((file) => /(^|\/)index\.ts$/.test(file))]).toEqual(
      [],
    );
  });

  test("only cli.ts ends the process, prints, and knows the process's streams", () => {
    expect(filesWith(/\bprocess\.(exit|exitCode|stdout|stderr|stdin|argv)\b|(?<!-)\bconsole\./)).toEqual(["cli.ts"]);
  });

  test("only cli.ts reads the environment", () => {
    expect(filesWith(/\bprocess\.env\b/)).toEqual(["cli.ts"]);
  });
});
