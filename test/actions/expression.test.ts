import { describe, expect, test } from "vitest";
import { evaluate, fill, holds, type Scope } from "../support/actions/expression.ts";
import { readOutputs } from "../support/actions/run-steps.ts";
import type { Value } from "../support/actions/value.ts";

const scope = (status: Partial<Scope["status"]> = {}): Scope => ({
  contexts: {
    github: { event_name: "push", event: { pull_request: { number: 7 } } },
    needs: { plan: { result: "success", outputs: { count: "0" } }, gate: { result: "skipped", outputs: {} } },
    matrix: { pull: { number: 7, head: "abc" } },
  },
  status: { success: true, failure: false, cancelled: false, ...status },
});

describe("an expression", () => {
  test.each<readonly [what: string, text: string, expected: Value]>([
    ["reads a member", "matrix.pull.head", "abc"],
    ["reads a member by name", "github['event_name']", "push"],
    ["has null for what is not there", "github.event.issue.number", null],
    ["compares texts without case", "github.event_name == 'PUSH'", true],
    ["compares a text with a number", "needs.plan.outputs.count == 0", true],
    ["binds and before or", "true || false && false", true],
    ["answers with the operand", "needs.none.outputs.x || 'all'", "all"],
    ["negates", "!(github.event_name != 'push')", true],
    ["doubles quotes in a text", "'it''s'", "it's"],
    ["takes JSON apart", "fromJSON('[{\"number\":7}]')[0].number", 7],
    ["formats", "format('zerodrift-{0}-{1}', matrix.pull.number, 'plan')", "zerodrift-7-plan"],
    ["looks into a list of all members", "contains(needs.*.result, 'skipped')", true],
    ["looks for a part", "startsWith(github.event_name, 'pu')", true],
  ])("%s", (_, text, expected) => {
    expect(evaluate(text, scope())).toEqual(expected);
  });

  test.each(["secrets.TOKEN", "a &&", "matrix.pull )", "hashFiles('x')", "1 < 2"])("%s is an error here", (text) => {
    expect(() => evaluate(text, scope())).toThrow();
  });

  test("keeps its type where it stands alone, and is text among text", () => {
    expect(fill("${{ matrix.pull.number }}", scope())).toBe(7);
    expect(fill("#${{ matrix.pull.number }} ${{ github.event_name }}", scope())).toBe("#7 push");
    expect(fill("${{ matrix.pull.number }}-${{ matrix.pull.head }}", scope())).toBe("7-abc");
  });
});

describe("a condition", () => {
  test.each<readonly [what: string, condition: string | undefined, hasFailed: boolean, expected: boolean]>([
    ["nothing said, all well", undefined, false, true],
    ["nothing said, after a failure", undefined, true, false],
    ["one that does not ask for the status, after a failure", "github.event_name == 'push'", true, false],
    ["always, after a failure", "always() && github.event_name == 'push'", true, true],
    ["not cancelled, after a failure", "${{ !cancelled() && github.event_name == 'push' }}", true, true],
    ["failure, after a failure", "failure()", true, true],
    ["the word in a text asks for nothing", "github.event_name != 'always()'", true, false],
  ])("%s", (_, condition, hasFailed, expected) => {
    expect(holds(condition, scope({ success: !hasFailed, failure: hasFailed }))).toBe(expected);
  });
});

describe("the outputs of a step", () => {
  test("are lines, or blocks with an end of their own", () => {
    expect(readOutputs("count=2\npulls<<END\n[\na=b\n]\nEND\nempty=\n")).toEqual({
      count: "2",
      pulls: "[\na=b\n]",
      empty: "",
    });
  });

  test.each(["no equals", "pulls<<END\nnever closed"])("%j is an error", (text) => {
    expect(() => readOutputs(text)).toThrow(/GITHUB_OUTPUT/);
  });
});
