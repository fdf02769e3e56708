import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { checks, type EnvironmentRole, environmentName, labels, workflows } from "../../src/github/names.ts";

const page = readFileSync("docs/github.md", "utf8");

const files = Object.values(workflows).map((path) => posix.basename(path));
const roles: readonly EnvironmentRole[] = ["plan", "apply", "gate", "ledger"];
const environments = roles.map((role) => environmentName("acme", role));
const known = [
  ...files,
  ...files.map((file) => file.replace(/\.yml$/, "")),
  ...Object.values(checks),
  ...Object.values(labels),
  ...environments,
];

/** Whatever looks like a name of the flow, in text, tables and commands alike. */
const named = new Set(page.match(/\bzerodrift[-/][a-z]+(?:-[a-z]+)*(?:\.yml)?/g) ?? []);

describe("docs/github.md", () => {
  test("names no workflow, check, label or environment that the program does not", () => {
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each([
    ["workflow file", files],
    ["check", Object.values(checks)],
    ["label", Object.values(labels)],
    ["environment", environments],
  ])("names every %s", (_, names) => {
    expect(names.filter((name) => !named.has(name))).toEqual([]);
  });

  test("no secret is told to be set outside of an environment", () => {
    const commands = page.match(/gh (?:secret|variable) set .*/g) ?? [];
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((command) => !/ --env zerodrift-acme-(?:plan|apply)\b/.test(command))).toEqual([]);
  });
});

describe("the names of the flow", () => {
  test("checks, labels and environments are told apart by their form", () => {
    expect(Object.values(checks).every((name) => name.startsWith("zerodrift/"))).toBe(true);
    expect(environments.every((name) => /^zerodrift-acme-[a-z]+$/.test(name))).toBe(true);
    expect(files.every((name) => /^zerodrift-[a-z]+\.yml$/.test(name))).toBe(true);
  });
});
