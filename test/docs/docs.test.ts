import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "../../src/diagnostics/codes.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const below = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(ending))
    .sort();

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...below("docs", ".md")];
const manifest = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/[`*]/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

const prose = (text: string): string => text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
const anchorsIn = (path: string): readonly string[] =>
  [
    ...read(path)
      .replace(/```[\s\S]*?```/g, "")
      .matchAll(/^#+ (.*)$/gm),
  ].map(([, heading = ""]) => anchorOf(heading));

const brokenLinks = (page: string): readonly string[] =>
  [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : posix.join(posix.dirname(page), path);
    if (!existsSync(target)) return [link];
    return anchor === undefined || anchorsIn(target).includes(anchor) ? [] : [link];
  });

/** Commands in fenced blocks, one per line. */
const commandsIn = (page: string): readonly string[] =>
  [...read(page).matchAll(/```(?:sh|bash|console)\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block
      .split("\n")
      .map((line) =>
        line
          .replace(/^\$ /, "")
          .replace(/\s+#.*$/, "")
          .trim(),
      )
      .filter((line) => line !== ""),
  );

describe.each(pages)("%s", (page) => {
  test("every link leads somewhere", () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test("every npm script it names exists", () => {
    const named = [...read(page).matchAll(/\bnpm (?:run ([a-z:-]+)|(test)\b)/g)].map(
      ([, run, test]) => run ?? test ?? "",
    );
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  test("every command and flag it shows exists", () => {
    const help = read("docs/cli.md");
    const unknown = commandsIn(page)
      .filter((line) => /^(zerodrift|node dist\/cli\.js) /.test(line))
      .filter((line) => {
        const [, command = "", rest = ""] = /^(?:zerodrift|node dist\/cli\.js) (\S+)(.*)$/.exec(line) ?? [];
        const section = help.split(`\n## ${command}\n`)[1]?.split("\n## ")[0];
        const own = rest.split(/\s[|>&;]/)[0] ?? "";
        return (
          section === undefined || [...own.matchAll(/\s(--[a-z-]+)/g)].some(([, flag = ""]) => !section.includes(flag))
        );
      });
    expect(unknown).toEqual([]);
  });
});

describe("README.md", () => {
  test("sets everything up with the commands that CI runs", () => {
    const commands = commandsIn("README.md");
    expect(commands).toContain("npm ci");
    expect(commands).toContain("npm run demo");
    expect(commands).toContain("npm test");
    for (const command of ["npm ci", "npm run demo", "npm run check"]) expect(read(".ci/run")).toContain(command);
  });
});

describe("diagnostics", () => {
  const documented = [...read("docs/diagnostics.md").matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, code = ""]) => code);
  const sources = below("src", ".ts")
    .filter((file) => !file.endsWith("diagnostics/codes.ts"))
    .map(read)
    .join("\n");

  test("every code is documented, and nothing else", () => {
    expect(documented).toEqual(Object.keys(codes));
  });

  test("every documented code is given somewhere", () => {
    expect(documented.filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
  });

  test("pages name only codes that exist", () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/(?:error|warning)\[([a-z-]+)\]/g)].map(([, code = ""]) => `${page}: ${code}`),
    );
    expect(named.filter((one) => !(one.split(": ")[1]! in codes))).toEqual([]);
  });
});
