import { describe, expect, test } from "vitest";
import { isAtLeast, judgeRepository, type RepositoryFacts } from "../../src/doctor/repository.ts";
import { bad } from "./bad.ts";

const facts = (more: Partial<RepositoryFacts>): RepositoryFacts => ({
  mistakes: undefined,
  resources: 3,
  node: { version: "22.4.0", oldest: "20.19" },
  git: "git version 2.50.1 (Apple Git-155)",
  isRepository: true,
  isShallow: false,
  ...more,
});

describe("the checkout", () => {
  test.each<readonly [string, RepositoryFacts, readonly string[]]>([
    ["nothing is said when all fits", facts({}), []],
    ["mistakes in documents", facts({ mistakes: "2 errors" }), ["error configuration and policies"]],
    ["an old Node", facts({ node: { version: "20.9.0", oldest: "20.19" } }), ["error Node"]],
    ["an old Git", facts({ git: "git version 2.34.1" }), ["error Git"]],
    ["the first Git that merges without a work tree", facts({ git: "git version 2.38.0" }), []],
    ["no Git", facts({ git: undefined, isRepository: false }), ["error Git"]],
    ["a Git of no known version", facts({ git: "git version next" }), ["unknown Git"]],
    ["no repository", facts({ isRepository: false }), ["warning clone"]],
    ["a shallow clone", facts({ isShallow: true }), ["error clone"]],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeRepository(given))).toEqual(expected);
  });

  test.each([
    ["2.38", "2.38", true],
    ["2.38.0.windows.1", "2.38", true],
    ["2.9.5", "2.38", false],
    ["3.0", "2.38", true],
    ["2", "2.38", false],
    ["20.19.1", "20.19", true],
  ])("%s against %s", (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
  });
});
