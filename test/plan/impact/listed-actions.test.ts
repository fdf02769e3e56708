import { describe, expect, test } from "vitest";
import type { Impact } from "../../../src/model/change.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { changeIn, plan } from "../given.ts";

/** A rule whose actions are a list decides over each use by itself; what none of them is about is decided elsewhere. */

const kind = "zia/cloud-app-control-rule";
const wire = (actions: readonly string[], more: JsonObject = {}): JsonObject => ({
  ...{ id: 1, name: "R", type: "FILE_SHARE", order: 1, rank: 7, state: "ENABLED", actions },
  ...more,
});

const changed = (was: readonly string[], is: readonly string[]) =>
  changeIn(plan({ [kind]: [wire(was)] }, { [kind]: [{ name: "R", type: "FILE_SHARE", actions: is }] }).plan, "R");

const [view, share] = ["ALLOW_FILE_SHARE_VIEW", "ALLOW_FILE_SHARE_SHARE"];
const [noView, noUpload] = ["DENY_FILE_SHARE_VIEW", "DENY_FILE_SHARE_UPLOAD"];
const warn = "CAUTION_FILE_SHARE_UPLOAD";
const isolate = "ISOLATE_FILE_SHARE_VIEW";
const nameless = "FILE_SHARE_CONDITIONAL_ACCESS";

test.each<[string, readonly string[], readonly string[], Impact]>([
  ["denies one use more", [noView], [noView, noUpload], "narrows"],
  ["denies one use less", [noView, noUpload], [noUpload], "broadens"],
  ["denies another use", [noView], [noUpload], "unknown"],
  ["allows one use more", [view], [view, share], "broadens"],
  ["allows one use less", [view, share], [view], "narrows"],
  ["allows another use", [view], [share], "unknown"],
  ["denies in place of allowing", [view], [noView], "narrows"],
  ["allows in place of denying", [noView], [view], "broadens"],
  ["warns no more", [warn], [view], "broadens"],
  ["warns in place of allowing: of a use that may have been denied elsewhere", [view], [warn], "unknown"],
  ["isolates in place of warning", [warn], [isolate], "unknown"],
  ["denies one use in place of warning of another", [warn], [noView], "broadens"],
  ["allows some and denies others", [view], [view, noUpload], "unknown"],
  ["denies only what it denied beside what it allowed", [view, noUpload], [noUpload], "unknown"],
  ["says something without a verb", [noView], [noView, nameless], "unknown"],
])("a rule that %s", (_, was, is, impact) => {
  expect(changed(was, is)?.impact).toBe(impact);
});

test("the order of the actions says nothing", () => {
  expect(changed([noView, noUpload], [noUpload, noView])).toBeUndefined();
});

describe("a new rule", () => {
  const made = (actions: readonly string[]) =>
    changeIn(plan({ [kind]: [] }, { [kind]: [{ name: "R", type: "WEBMAIL", actions }] }).plan, "R");

  test.each<[readonly string[], Impact, string | undefined]>([
    [
      [noView, noUpload],
      "narrows",
      "action DENY_FILE_SHARE_VIEW, DENY_FILE_SHARE_UPLOAD now applies to anything for anyone, with type WEBMAIL",
    ],
    [[view], "broadens", "action ALLOW_FILE_SHARE_VIEW now applies to anything for anyone, with type WEBMAIL"],
    [
      [view, noUpload],
      "unknown",
      "action ALLOW_FILE_SHARE_VIEW, DENY_FILE_SHARE_UPLOAD now applies to anything for anyone, with type WEBMAIL",
    ],
  ])("with %s", (actions, impact, reason) => {
    expect([made(actions)?.impact, made(actions)?.impactReason]).toEqual([impact, reason]);
  });
});

test("rules of one type that deny different uses are not held to decide alike when one moves past the other", () => {
  const rows = [wire([noView]), wire([noUpload], { id: 2, name: "S", order: 2 })];
  const list = [
    { name: "S", type: "FILE_SHARE", actions: [noUpload] },
    { name: "R", type: "FILE_SHARE", actions: [noView] },
  ];
  expect(plan({ [kind]: rows }, { [kind]: list }).plan.changes.map(({ impact }) => impact)).toEqual(["unknown"]);
});
