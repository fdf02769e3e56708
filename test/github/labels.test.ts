import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { labelsFor, syncLabels } from "../../src/github/labels.ts";
import { api, expectAllAsked, github, repo } from "./scene.ts";

const counts = { changes: 0, deletes: 0, opens: 0, unknown: 0, requests: 0, seconds: 0 };

test.each<[string, Parameters<typeof labelsFor>[0], readonly string[]]>([
  ["nothing to write", { verdict: "accepted", counts }, ["zerodrift/no-change"]],
  ["only an activation", { verdict: "accepted", counts: { ...counts, requests: 1 } }, ["zerodrift/change"]],
  ["a harmless change", { verdict: "accepted", counts: { ...counts, changes: 1 } }, ["zerodrift/change"]],
  [
    "a delete",
    { verdict: "accepted", counts: { ...counts, changes: 2, deletes: 1 } },
    ["zerodrift/change", "zerodrift/destroy"],
  ],
  [
    "access opens, refused or not",
    { verdict: "refused", counts: { ...counts, changes: 1, opens: 1 } },
    ["zerodrift/change", "zerodrift/high-risk"],
  ],
  [
    "an unknown effect",
    { verdict: "accepted", counts: { ...counts, changes: 1, unknown: 1 } },
    ["zerodrift/change", "zerodrift/high-risk"],
  ],
  ["no plan", { verdict: "invalid", counts: { ...counts, changes: 1 } }, []],
])("%s", (_, binding, expected) => {
  expect(labelsFor(binding)).toEqual(expected);
});

describe("a pull request", () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(expectAllAsked);

  test("that has the right labels is left alone, those of others too", async () => {
    const hub = github();
    await syncLabels(hub, 7, ["bug", "zerodrift/change"], ["zerodrift/change"]);
    expect(hub.sent()).toBe(0);
  });

  test("gets a label that the repository does not have yet, with a colour, and loses a stale one", async () => {
    api().get(`${repo}/labels/zerodrift%2Fdestroy`).reply(404, {});
    api()
      .post(
        `${repo}/labels`,
        (body: { name: string; color: string; description: string }) =>
          body.name === "zerodrift/destroy" && /^[0-9a-f]{6}$/.test(body.color) && body.description.length <= 100,
      )
      .reply(201, {});
    api()
      .post(`${repo}/issues/7/labels`, { labels: ["zerodrift/destroy"] })
      .reply(200, []);
    api().delete(`${repo}/issues/7/labels/zerodrift%2Fno-change`).reply(200, []);
    await syncLabels(
      github(),
      7,
      ["zerodrift/no-change", "zerodrift/change"],
      ["zerodrift/change", "zerodrift/destroy"],
    );
  });

  test("is labelled when somebody else makes the label, or takes a stale one away, at the same moment", async () => {
    api().get(`${repo}/labels/zerodrift%2Fchange`).reply(404, {});
    api().post(`${repo}/labels`).reply(422, { message: "already_exists" });
    api().post(`${repo}/issues/7/labels`).reply(200, []);
    api().delete(`${repo}/issues/7/labels/zerodrift%2Fdestroy`).reply(404, {});
    await syncLabels(github(), 7, ["zerodrift/destroy"], ["zerodrift/change"]);
  });
});
