import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../../src/github/issue/body.ts";
import { parseDriftMarker } from "../../../src/github/issue/marker.ts";
import { postIssue } from "../../../src/github/issue/post.ts";
import type { Scan } from "../../../src/github/scan.ts";
import { api, bot, expectAllAsked, github, keeping, pages, person, repo } from "../scene.ts";

const now = Date.parse("2026-11-20T02:17:00Z");
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const scan = (more: Partial<Scan> = {}): Scan => ({
  version: 1,
  state: "drift",
  tenant: "acme",
  digest: digest("a"),
  risk: 1,
  headline: "1 drifted",
  at: "2026-11-20T02:17:00Z",
  base: null,
  ...more,
});
const body = (more: Partial<Scan> = {}): string =>
  composeIssue({ ...scan(more), digest: more.digest ?? digest("a") }, "the page\n", undefined);
const issue = (number: number, more: object = {}): object => ({
  number,
  state: "open",
  closed_at: null,
  body: body(),
  user: bot,
  ...more,
});

const query = { labels: "zerodrift-drift", state: "all", per_page: "100" };
const list = (...lists: readonly (readonly object[])[]): void => pages(`${repo}/issues`, query, lists);
const options = { author: {}, now };
const withLabel = (): void => {
  api().get(`${repo}/labels/zerodrift-drift`).reply(200, {});
};

beforeEach(() => nock.disableNetConnect());
afterEach(expectAllAsked);

describe("the drift issue", () => {
  test("is found over three pages among look-alikes and pull requests, and rewritten without a comment", async () => {
    list(
      [issue(90, { user: person }), issue(89, { pull_request: {} })],
      [issue(88, { body: `quoted:\n${body()}` }), issue(87, { body: body({ tenant: "other" }) })],
      [issue(5, { body: `${body()}\nold` })],
    );
    const bodies: string[] = [];
    api().patch(`${repo}/issues/5`, keeping(bodies)).reply(200, {});
    expect(await postIssue(github(), scan(), "the page\n", options)).toEqual({ did: "update", number: 5 });
    expect(parseDriftMarker(bodies[0]!)).toEqual({ tenant: "acme", digest: digest("a"), risk: 1 });
  });

  test("says in a comment that the drift is another one", async () => {
    list([issue(5)]);
    const said: string[] = [];
    api().post(`${repo}/issues/5/comments`, keeping(said)).reply(201, {});
    api().patch(`${repo}/issues/5`).reply(200, {});
    await postIssue(github(), scan({ digest: digest("b") }), "the page\n", options);
    expect(said[0]).toContain("**The drift changed**");
  });

  test("is made with its label, once", async () => {
    list([]);
    withLabel();
    api()
      .post(`${repo}/issues`, ({ labels }: { labels: string[] }) => labels.join() === "zerodrift-drift")
      .reply(201, { number: 6 });
    list([issue(6)]);
    expect(await postIssue(github(), scan(), "the page\n", options)).toEqual({ did: "create", number: 6 });
  });

  test("is not made twice when the answer is lost", async () => {
    list([]);
    withLabel();
    api().post(`${repo}/issues`).reply(502);
    list([issue(6)]);
    list([issue(6)]);
    expect((await postIssue(github(), scan(), "the page\n", options)).number).toBe(6);
  });

  test("of two scans at once only the older one stays", async () => {
    list([]);
    withLabel();
    api().post(`${repo}/issues`).reply(201, { number: 7 });
    list([issue(7), issue(6)]);
    api().post(`${repo}/issues/7/comments`, { body: "The same as #6.\n" }).reply(201, {});
    api().patch(`${repo}/issues/7`, { state: "closed", state_reason: "completed" }).reply(200, {});
    expect((await postIssue(github(), scan(), "the page\n", options)).number).toBe(6);
  });

  test("is closed with a word when the tenant is clean", async () => {
    list([issue(5)]);
    api().post(`${repo}/issues/5/comments`).reply(201, {});
    api().patch(`${repo}/issues/5`, { state: "closed", state_reason: "completed" }).reply(200, {});
    expect((await postIssue(github(), scan({ state: "clean", digest: null }), "", options)).did).toBe("close");
  });

  test("is opened again within 30 days", async () => {
    list([issue(5, { state: "closed", closed_at: "2026-11-01T00:00:00Z" })]);
    api()
      .patch(`${repo}/issues/5`, ({ state }: { state: string }) => state === "open")
      .reply(200, {});
    api().post(`${repo}/issues/5/comments`).reply(201, {});
    expect((await postIssue(github(), scan(), "the page\n", options)).did).toBe("reopen");
  });

  test("is a new one later, with a link back that stays when it is rewritten", async () => {
    list([issue(5, { state: "closed", closed_at: "2026-09-01T00:00:00Z" })]);
    withLabel();
    const bodies: string[] = [];
    api().post(`${repo}/issues`, keeping(bodies)).reply(201, { number: 9 });
    list([issue(9)]);
    await postIssue(github(), scan(), "the page\n", options);
    expect(bodies[0]).toContain("The one before: #5");
    list([issue(9, { body: bodies[0] })]);
    expect((await postIssue(github(), scan(), "the page\n", options)).did).toBe("nothing");
  });

  test.each(["skipped", "void"] as const)("is not even asked for after a scan that is %s", async (state) => {
    const hub = github();
    await postIssue(hub, scan({ state }), "", options);
    expect(hub.sent()).toBe(0);
  });
});
