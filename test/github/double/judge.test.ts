import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ok } from "../../support/github/answers.ts";
import { type Double, startDouble } from "../../support/github/double.ts";
import { everyRight, meet, type Rights, smallScene } from "../../support/github/meet.ts";

let github: Double;
beforeEach(async () => {
  github = await startDouble();
});
afterEach(async () => {
  await github.stop();
});

/** Past our client, which would not send most of this. */
const send = async (method: string, path: string, body?: unknown, rights: Rights = everyRight): Promise<number> => {
  const headers = { authorization: `token ${github.token(rights)}`, "user-agent": "test" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return (await fetch(`${github.url}/api${path}`, init)).status;
};
const repo = "/repos/acme/policies";

describe("the judge notes a request that GitHub does not describe", () => {
  test.each([
    ["an unknown endpoint", "GET", `${repo}/pull`, undefined, /no such endpoint/, 404],
    ["an unknown query key", "GET", `${repo}/pulls?perpage=2`, undefined, /query perpage is not/, 422],
    ["a query value outside of its list", "GET", `${repo}/pulls?state=merged`, undefined, /query state/, 422],
    ["a number that is none", "GET", `${repo}/pulls/first`, undefined, /path pull_number/, 422],
    ["an unknown key", "POST", `${repo}/issues`, { title: "t", text: "b" }, /text is not in the description/, 422],
    ["a missing key", "POST", `${repo}/issues`, { body: "b" }, /'title'/, 422],
    [
      "an unknown key further in",
      "POST",
      `${repo}/check-runs`,
      { name: "n", head_sha: "s", output: { title: "t", summary: "s", body: "b" } },
      /\/output\/body is not/,
      422,
    ],
  ])("%s", async (_, method, path, body, problem, status) => {
    smallScene(github);
    expect(await send(method, path, body)).toBe(status);
    expect(github.violations.flatMap(({ problems }) => problems).join(" ")).toMatch(problem);
  });

  test("an annotation too many, and a text too long", async () => {
    const { head } = smallScene(github);
    const note = { path: "a", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" };
    const output = (count: number, length: number) => ({
      name: "n",
      head_sha: head,
      output: { title: "t", summary: "s".repeat(length), annotations: Array(count).fill(note) },
    });
    expect(await send("POST", `${repo}/check-runs`, output(50, 65_535))).toBe(201);
    expect(github.violations).toEqual([]);
    expect(await send("POST", `${repo}/check-runs`, output(51, 1))).toBe(422);
    expect(await send("POST", `${repo}/check-runs`, output(1, 65_536))).toBe(422);
    expect(github.violations.map(({ side }) => side)).toEqual(["request", "request"]);
  });
});

describe("the judge notes an answer that GitHub does not describe", () => {
  test.each([
    ["a missing key", { login: "kim" }, /must have required property/],
    ["an array for an object", [], /must be object/],
  ])("%s", async (_, body, problem) => {
    smallScene(github);
    github.override("repos/get", () => ok(body));
    expect(await send("GET", repo)).toBe(500);
    expect(github.violations).toMatchObject([{ side: "response", operation: "repos/get" }]);
    expect(github.violations[0]?.problems.join("\n")).toMatch(problem);
  });

  test("a key too many, and a status", async () => {
    const { pull } = smallScene(github);
    github.override("issues/list-labels-on-issue", () => ok([{ id: 1, colour: "red" }]));
    github.override("pulls/list-reviews", () => ({ status: 206, body: [] }));
    expect(await send("GET", `${repo}/issues/${pull}/labels`)).toBe(500);
    expect(await send("GET", `${repo}/pulls/${pull}/reviews`)).toBe(500);
    expect(github.violations[0]?.problems).toContain("/0/colour is not in the description");
    expect(github.violations[1]?.problems).toEqual(["status 206 is not in the description"]);
  });
});

describe("a token does what its rights allow", () => {
  test.each([
    ["reads nothing without the right", "GET", `${repo}/pulls`, { contents: "read" }, 403],
    ["reads", "GET", `${repo}/pulls`, { "pull-requests": "read" }, 200],
    [
      "needs both rights for the pull requests of a commit",
      "GET",
      `${repo}/commits/main/pulls`,
      { contents: "read" },
      403,
    ],
    ["cannot write what it reads", "POST", `${repo}/issues/1/comments`, { "pull-requests": "read" }, 403],
    [
      "comments on a pull request with that right",
      "POST",
      `${repo}/issues/1/comments`,
      { "pull-requests": "write" },
      201,
    ],
    [
      "comments on a pull request with the one for issues",
      "POST",
      `${repo}/issues/1/comments`,
      { issues: "write" },
      201,
    ],
    ["does not comment on an issue", "POST", `${repo}/issues/2/comments`, { "pull-requests": "write" }, 403],
    ["sees the repository with any right", "GET", repo, {}, 200],
    ["sees no other repository", "GET", "/repos/acme/other", everyRight, 404],
  ] as const)("%s", async (_, method, path, rights, status) => {
    smallScene(github);
    github.openIssue({ title: "Drift" });
    const body = method === "POST" ? { body: "text" } : undefined;
    expect(await send(method, path, body, rights as Rights)).toBe(status);
    expect(github.violations).toEqual([]);
  });

  test("a token that nobody issued is refused", async () => {
    const { rest, at } = meet(github);
    github.world.tokens.clear();
    await expect(rest.repos.get(at)).rejects.toMatchObject({ facts: { status: 401 } });
  });
});

describe("GitHub's limits", () => {
  test("a comment holds 65,536 characters", async () => {
    const { pull } = smallScene(github);
    expect(await send("POST", `${repo}/issues/${pull}/comments`, { body: "x".repeat(65_536) })).toBe(201);
    expect(await send("POST", `${repo}/issues/${pull}/comments`, { body: "x".repeat(65_537) })).toBe(422);
    expect(github.comments(pull)).toHaveLength(1);
  });

  test("a completed check has a conclusion, and only its app changes it", async () => {
    const { head } = smallScene(github);
    expect(await send("POST", `${repo}/check-runs`, { name: "n", head_sha: head, status: "completed" })).toBe(422);
    expect(await send("POST", `${repo}/check-runs`, { name: "n", head_sha: head })).toBe(201);
    const { rest, at } = meet(github, everyRight, "other[bot]");
    const check_run_id = github.check(head, "n")!.id;
    await expect(rest.checks.update({ ...at, check_run_id, conclusion: "success" })).rejects.toMatchObject({
      facts: { status: 403 },
    });
  });
});
