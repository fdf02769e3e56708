import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decideComment, type Wanted } from "../../../src/github/comment/decide.ts";
import { findComments } from "../../../src/github/comment/find.ts";
import { type Marker, parseMarker, renderMarker } from "../../../src/github/comment/marker.ts";
import { postComment } from "../../../src/github/comment/post.ts";
import { workflows } from "../../../src/github/names.ts";
import { attacks } from "../../render/fixtures.ts";
import { api, bot, comment, github, head, keeping, otherHead, pages, person, repo } from "../scene.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const marker = (more: Partial<Marker> = {}): Marker => ({
  kind: "plan",
  tenant: "acme",
  digest: digest("a"),
  head,
  run: { id: 500, attempt: 1 },
  artifact: null,
  record: null,
  ...more,
});
const body = (more: Partial<Marker> = {}, text = "the plan\n"): string => `${renderMarker(marker(more))}\n${text}`;
const wanted = (more: Partial<Marker> = {}, text = "the plan\n", speaks = true): Wanted => ({
  marker: marker({ run: { id: 501, attempt: 1 }, ...more }),
  text,
  speaks,
});

const path = `${repo}/issues/7/comments`;
const list = (lists: readonly (readonly object[])[]): void => pages(path, { per_page: "100" }, lists);
const created = (id: number): object => comment(id, "");

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  expect(left).toEqual([]);
});

describe("a marker", () => {
  test.each([...attacks, "acme", "a-b--c -->", "\ud800"].map((name) => [JSON.stringify(name), name]))(
    "is one comment on one line, and read back, for a tenant named %s",
    (_, tenant) => {
      const line = renderMarker(marker({ tenant }));
      expect(line).toMatch(/^<!-- (?:(?!--)[!-~ ])+ -->$/);
      expect(parseMarker(`${line}\r\nx`, "plan")?.tenant).toBe(tenant.replace("\ud800", "\ufffd"));
    },
  );

  const good = renderMarker(marker());
  test.each([
    ["below the first line", `x\n${good}`],
    ["after a blank", ` ${good}`],
    ["with something behind it", `${good} x`],
    ["of another version", good.replace(":1 ", ":2 ")],
    ["of another kind", good.replace("plan", "result")],
    ["with a value twice", good.replace("head=", "tenant=x head=")],
    ["with a value missing", good.replace(/ run=\S+/, "")],
    ["with a run that is none", good.replace("run=500.1", "run=500")],
    ["with a digest that is none", good.replace(/sha256:a+/, "sha256:zz")],
    ["with a broken escape", good.replace("tenant=acme", "tenant=%zz")],
  ])("is none %s", (_, text) => {
    expect(parseMarker(text, "plan")).toBeUndefined();
  });
});

describe("our comments are found", () => {
  test("over three pages, and those of others that look like them are not ours", async () => {
    list([
      [comment(1, "hello", person), comment(2, body({}, "forged"), person), comment(3, body())],
      [comment(4, body({}, "forged"), { login: "github-actions", type: "User" }), comment(5, `see\n${body()}`)],
      [
        comment(6, body({ head: otherHead }), { login: "github-actions[bot]", type: "User" }),
        comment(7, body({ head: otherHead })),
      ],
    ]);
    const found = await findComments(github(), 7, {});
    expect(found.map(({ id }) => id)).toEqual([7, 3]);
  });

  test("when an own app writes them", async () => {
    const app = { login: "acme-zerodrift[bot]", type: "Bot" };
    list([
      [
        comment(1, body(), app, { performed_via_github_app: { id: 99 } }),
        comment(2, body(), app, { performed_via_github_app: { id: 98 } }),
        comment(3, body(), app, { performed_via_github_app: null }),
      ],
    ]);
    expect((await findComments(github(), 7, { appId: 99 })).map(({ id }) => id)).toEqual([1]);
  });
});

describe("what becomes of the comment", () => {
  const shown = (more: Partial<Marker> = {}, text?: string) => {
    const given = body(more, text);
    return { id: 3, nodeId: "C3", url: "u", body: given, isMinimized: false, marker: marker(more) };
  };

  test.each<[string, ReturnType<typeof shown> | undefined, Wanted, string]>([
    ["none yet: made", undefined, wanted(), "create"],
    ["none yet, nothing changes in the tenant: silence", undefined, wanted({}, "x", false), "silent"],
    ["one, nothing changes any more: told", shown(), wanted({}, "x", false), "update"],
    ["equal to the byte: nothing", shown({ run: { id: 501, attempt: 1 } }), wanted(), "equal"],
    ["of a newer run: nothing", shown({ run: { id: 502, attempt: 1 } }), wanted(), "older"],
    ["of a later attempt: nothing", shown({ run: { id: 501, attempt: 2 } }), wanted(), "older"],
    [
      "of an earlier attempt: rewritten",
      shown({ run: { id: 501, attempt: 1 } }),
      wanted({ run: { id: 501, attempt: 2 } }),
      "update",
    ],
    ["of a newer artifact of an older run: nothing", shown({ artifact: 9 }), wanted({ artifact: 8 }), "older"],
    ["for another head of an older run: rewritten", shown({ head: otherHead }), wanted(), "update"],
  ])("%s", (_, found, want, expected) => {
    const decision = decideComment(found, want);
    expect(decision.do === "nothing" ? decision.because : decision.do).toBe(expected);
  });

  test("a plan that is another one is announced, also when there was none in between", () => {
    const without = decideComment(shown(), wanted({ digest: null }, "no plan"));
    if (without.do !== "update") throw new Error("not updated");
    expect(without.change).toBeUndefined();
    const between = parseMarker(without.body, "plan")!;
    const again = decideComment(
      { id: 3, nodeId: "C3", url: "u", body: without.body, isMinimized: false, marker: between },
      wanted({ digest: digest("b"), run: { id: 502, attempt: 1 } }),
    );
    expect(again).toMatchObject({ do: "update", change: { from: digest("a"), to: digest("b") } });
  });
});

describe("the comment is posted", () => {
  test("once, with the marker in its first line", async () => {
    list([[]]);
    const sent: string[] = [];
    api().post(path, keeping(sent)).reply(201, created(9));
    expect((await postComment(github(), 7, wanted(), {})).did).toBe("created");
    expect(parseMarker(sent[0]!, "plan")).toEqual(wanted().marker);
  });

  test("once, when the answer is lost but the comment is there", async () => {
    list([[]]);
    api().post(path).reply(502);
    list([[comment(9, body({ run: { id: 501, attempt: 1 } }))]]);
    expect((await postComment(github(), 7, wanted(), {})).did).toBe("created");
  });

  test("again, when the answer is lost and the comment is not there", async () => {
    list([[]]);
    api().post(path).reply(502);
    list([[]]);
    api().post(path).reply(201, created(9));
    expect((await postComment(github(), 7, wanted(), {})).did).toBe("created");
  });

  test("in place of the newest, and older ones are minimized that are not yet", async () => {
    list([
      [comment(1, body({}), bot, { minimized: { reason: "outdated" } }), comment(2, body())],
      [comment(3, body())],
    ]);
    api().patch(`${repo}/issues/comments/3`).reply(200, created(3));
    let minimized: unknown;
    api()
      .post("/graphql", (given: { query: string; variables: object }) => {
        minimized = given.variables;
        return given.query.includes("OUTDATED");
      })
      .reply(200, { data: { minimizeComment: { clientMutationId: null } } });
    expect((await postComment(github(), 7, wanted(), {})).did).toBe("updated");
    expect(minimized).toEqual({ id: "C2" });
  });

  test("and a notice is added when the plan is another one", async () => {
    list([[comment(3, body())]]);
    const said: string[] = [];
    api().post(path, keeping(said)).reply(201, created(9));
    api().patch(`${repo}/issues/comments/3`).reply(200, created(3));
    await postComment(github(), 7, wanted({ digest: digest("b") }), {});
    expect(parseMarker(said[0]!, "changed")?.digest).toBe(digest("b"));
    expect(said[0]).toContain("Earlier approvals no longer count");
  });

  test("and the notice is not said twice when the step is repeated half way", async () => {
    const notice = `${renderMarker(marker({ kind: "changed", digest: digest("b") }))}\nx`;
    list([[comment(3, body()), comment(4, notice)]]);
    api().patch(`${repo}/issues/comments/3`).reply(200, created(3));
    expect((await postComment(github(), 7, wanted({ digest: digest("b") }), {})).did).toBe("updated");
  });

  const newer = { run: { id: 900, attempt: 2 } };
  const runs = `${repo}/actions/runs/900`;
  const run = (path: string, attempt = 2): object => ({ id: 900, path, run_attempt: attempt, event: "workflow_run" });

  test("never over that of a newer run", async () => {
    list([[comment(3, body(newer))]]);
    api().get(runs).reply(200, run(workflows.plan));
    expect((await postComment(github(), 7, wanted(), {})).did).toBe("older");
  });

  test.each<[string, Partial<Marker>, () => void]>([
    ["a run that never was", newer, () => api().get(runs).reply(404)],
    ["a run of another workflow", newer, () => api().get(runs).reply(200, run(".github/workflows/mine.yml"))],
    ["an attempt that never was", newer, () => api().get(runs).reply(200, run(workflows.plan, 1))],
    [
      "an artifact of another run",
      { ...newer, artifact: 77 },
      () => {
        api().get(runs).reply(200, run(workflows.plan));
        api()
          .get(`${repo}/actions/artifacts/77`)
          .reply(200, { workflow_run: { id: 5 } });
      },
    ],
    [
      "an artifact that never was",
      { ...newer, artifact: 77 },
      () => {
        api().get(runs).reply(200, run(workflows.plan));
        api().get(`${repo}/actions/artifacts/77`).reply(404);
      },
    ],
  ])("over one that somebody edited to name %s", async (_, more, answer) => {
    list([[comment(3, body(more, "nothing changes"))]]);
    answer();
    const sent: string[] = [];
    api().patch(`${repo}/issues/comments/3`, keeping(sent)).reply(200, created(3));
    expect((await postComment(github(), 7, wanted({ artifact: 50 }), {})).did).toBe("updated");
    expect(sent[0]).toContain("the plan");
  });

  test("over any claim of another run about an apply, which one run alone can tell of", async () => {
    list([[comment(3, body({ ...newer, kind: "result", record: 4 }))]]);
    api().patch(`${repo}/issues/comments/3`).reply(200, created(3));
    expect((await postComment(github(), 7, wanted({ kind: "result", record: 4 }), {})).did).toBe("updated");
  });
});
