import { describe, expect, test } from "vitest";
import { RejectedError } from "../../src/clients/errors.ts";
import { failureOf, withPage } from "../../src/commands/failure.ts";
import { failureOf as gitHubFailure } from "../../src/github/failure.ts";

const rejected = new RejectedError("the service refused POST /x", {
  method: "POST",
  path: "/x",
  status: 400,
  code: "DUPLICATE_ITEM",
  requestId: "r-1",
  outcome: "not-executed",
});
const forbidden = gitHubFailure(
  { method: "POST", url: "https://api.github.com/repos/a/b/check-runs" },
  { message: "Resource not accessible by integration", status: 403 },
);
const disk = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });

describe("a command that could not come to an end", () => {
  test.each<[string, unknown, boolean, RegExp]>([
    [
      "says what the service answered, and what its support asks for",
      rejected,
      false,
      /\(400, DUPLICATE_ITEM, request r-1\)\n$/,
    ],
    ["says which right the job lacks", forbidden, false, /hint: give the job of this step "checks: write"/],
    ["says that the disk is full", disk, false, /^error: ENOSPC: no space left on device\n$/],
    [
      "asks for a report of a bug, with its place",
      new Error("boom"),
      false,
      /^This is a bug in zerodrift[\s\S]*failure\.test\.ts/,
    ],
    ["says how to go on after an interruption", rejected, true, /^error: interrupted; run the same command again/],
  ])("%s", (_sentence, error, isInterrupted, text) => {
    const { exitCode, notes } = failureOf(error, isInterrupted);
    expect(exitCode).toBe(1);
    expect(notes).toMatch(text);
  });
});

describe("the page of a workflow run", () => {
  test("says why a step failed, and nothing in it can leave its block", () => {
    const { summary } = withPage({ exitCode: 4, notes: "refused: ``` <!-- x --> @kim\n" });
    expect(summary).toBe("````text\nrefused: ``` < !-- x -- > @kim\n````");
  });

  test.each([
    ["a step that did its work", { exitCode: 0, notes: "1/1 update" }],
    ["changes that were asked about", { exitCode: 2, notes: "2 changes" }],
    ["a failure that says nothing", { exitCode: 1 }],
  ] as const)("is not written for %s", (_what, result) => {
    expect(withPage(result).summary).toBeUndefined();
  });

  test("is the command's own where it has one", () => {
    expect(withPage({ exitCode: 1, notes: "x", summary: "own" }).summary).toBe("own");
  });
});
