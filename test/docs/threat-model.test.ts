import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const page = readFileSync("docs/threat-model.md", "utf8");
const [, attacks = ""] = page.split("## Attacks");
const rows = (attacks.split("\n## ")[0] ?? "")
  .split("\n")
  .filter((line) => /^\| (?!-|Attack )/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, attack = "", , tests = ""]) => ({ attack, tests }));

describe("every attack of the threat model names tests that exist:", () => {
  test("there are some", () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  test.each(rows)("$attack", ({ tests }) => {
    const named = [...tests.matchAll(/`([^`]+)`(?: "([^"]+)")?/g)];
    expect(named.length).toBeGreaterThan(0);
    const isThere = ([, file = "", name = ""]: readonly string[]): boolean => {
      const path = join("test", file);
      return existsSync(path) && readFileSync(path, "utf8").includes(name);
    };
    expect(named.filter((one) => !isThere(one)).map(([text]) => text)).toEqual([]);
  });
});
