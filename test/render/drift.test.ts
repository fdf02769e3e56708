import { describe, expect, test } from "vitest";
import { renderDriftJson } from "../../src/drift/render-json.ts";
import { renderDriftMarkdown } from "../../src/drift/render-markdown.ts";
import { renderDriftText } from "../../src/drift/render-text.ts";
import { type AuditTrace, attribute, buildDrift } from "../../src/drift/report.ts";
import type { DriftReport } from "../../src/model/drift.ts";
import {
  accessRule,
  change,
  created,
  empty,
  field,
  firewallRule,
  impact,
  listField,
  movedTo,
  plan,
  report,
  traces,
  urlRule,
} from "./fixtures.ts";

const firstLine = (given: DriftReport): string | undefined => renderDriftText(given, { color: false }).split("\n")[0];

describe("drift is the plan seen from Git", () => {
  test("sides, entries, impact and order are swapped", () => {
    const { items, orders } = report();
    expect(items.map(({ name, what, impact: effect }) => [name, what, effect])).toEqual([
      ["Block gambling", "changed", "broadens"],
      ["Allow HR", "moved", "neutral"],
      ["Finance to ERP", "vanished", "narrows"],
    ]);
    expect(items[0]?.fields).toEqual([
      { path: "state", before: "ENABLED", after: "DISABLED" },
      {
        path: "urlCategories",
        before: ["GAMBLING", "Partner sites"],
        after: ["GAMBLING"],
        added: [],
        removed: ["Partner sites"],
      },
    ]);
    expect(orders[urlRule]?.after.slice(0, 2)).toEqual(["Block malware", "Allow HR"]);
  });

  test("twice swapped is the plan again", () => {
    const fields = [listField("groups", ["A"], ["B"]), field("state", "x", "y"), movedTo("A", null)];
    const once = buildDrift(plan([change(urlRule, "A", "update", fields)]));
    const again = buildDrift(plan([change(urlRule, "A", "update", once.items[0]?.fields ?? [])]));
    expect(again.items[0]?.fields).toEqual(fields);
  });

  test("a live object in no document is told as such", () => {
    const foreign = change(urlRule, "Portal rule", "delete", [field("action", "ALLOW", null)], impact("narrows", "x"));
    expect(renderDriftText(buildDrift(plan([foreign])), { color: false })).toContain(
      "opened   zia/url-filtering-rule:Portal rule — is live, not in Git: anyone → anywhere; by unknown",
    );
  });
});

describe("the first line", () => {
  const changed = (effect: "narrows" | "unknown" | "neutral") =>
    buildDrift(plan([change(urlRule, "A", "update", [field("state", "a", "b")], { impact: effect })]));

  test.each<readonly [string, DriftReport, string]>([
    ["nothing", buildDrift(empty()), "acme: no drift"],
    [
      "something staged",
      buildDrift(empty({ staged: { by: "unknown" } })),
      "acme: no drift; staged ZIA changes wait for activation",
    ],
    ["harmless", changed("neutral"), "acme: 1 drifted from Git, none opened access; 7 objects not in Git"],
    ["a rule was opened", changed("narrows"), "acme: 1 drifted from Git, 1 OPENED ACCESS; 7 objects not in Git"],
    ["nobody knows", changed("unknown"), "acme: 1 drifted from Git, 1 UNKNOWN EFFECT; 7 objects not in Git"],
  ])("%s", (_, given, expected) => {
    expect(firstLine(given)).toBe(expected);
    expect(renderDriftMarkdown(given).split("\n")[0]).toBe(`**${expected}**`);
  });
});

describe("who did it", () => {
  const trace = (more: Partial<AuditTrace>): AuditTrace => ({
    at: "2026-11-19T22:14:09.000Z",
    admin: "j.doe",
    action: "UPDATE",
    resource: "Block gambling",
    ...more,
  });
  const found = (entries: readonly AuditTrace[], ownAdmin?: string) => {
    const [item] = attribute(report(), entries, ownAdmin === undefined ? {} : { ownAdmin }).items;
    return [item?.by, item?.at, item?.from];
  };
  const known = ["j.doe", "2026-11-19T22:14:09.000Z", undefined];
  const unknown = [undefined, undefined, undefined];

  test.each<readonly [string, readonly AuditTrace[], readonly (string | undefined)[]]>([
    ["one write", [trace({})], known],
    ["a name in another spelling", [trace({ resource: " BLOCK gambling " })], known],
    [
      "the newest of several",
      [trace({ at: "2026-11-01T00:00:00Z", admin: "a" }), trace({}), trace({ at: "2026-11-02T00:00:00Z", admin: "b" })],
      known,
    ],
    ["an entry without time loses", [trace({}), trace({ at: undefined, admin: "a" })], known],
    ["an entry without time is better than none", [trace({ at: undefined })], ["j.doe", undefined, undefined]],
    ["where from", [trace({ interface: "UI", clientIp: "203.0.113.7" })], [...known.slice(0, 2), "UI 203.0.113.7"]],
    ["an address alone", [trace({ clientIp: "203.0.113.7" })], [...known.slice(0, 2), "203.0.113.7"]],
    ["a read is no write", [trace({ action: "SIGN_IN" })], unknown],
    ["a write that failed", [trace({ result: "FAILURE" })], unknown],
    ["another object", [trace({ resource: "Block gamblers" })], unknown],
    ["no entries", [], unknown],
  ])("%s", (_, entries, expected) => {
    expect(found(entries)).toEqual(expected);
  });

  test("our own client is not the one who drifted", () => {
    const own = trace({ at: "2026-11-20T00:00:00Z", admin: "zerodrift-ci" });
    expect(found([trace({}), own], "Zerodrift-CI")).toEqual(known);
    expect(found([own], "zerodrift-ci")).toEqual(unknown);
  });

  test("ZPA objects are not looked up in ZIA's log", () => {
    const items = attribute(report(), traces).items;
    expect(items.find(({ kind }) => kind === accessRule)?.by).toBeUndefined();
  });

  test("two namesakes and two people: nobody is named", () => {
    const twins = buildDrift(
      plan([
        change(urlRule, "Block gambling", "update", [field("state", "a", "b")]),
        change(firewallRule, "Block gambling", "update", [field("state", "a", "b")]),
      ]),
    );
    const two = [trace({}), trace({ admin: "a.smith", at: "2026-11-18T00:00:00Z" })];
    expect(attribute(twins, two).items.map(({ by }) => by)).toEqual([undefined, undefined]);
    expect(attribute(twins, [trace({})]).items.map(({ by }) => by)).toEqual(["j.doe", "j.doe"]);
  });

  test("a log that answered takes the excuse away", () => {
    expect(attribute({ ...report(), attribution: "no rights" }, []).attribution).toBeUndefined();
  });
});

test("a comment below a limit", () => {
  const many = buildDrift(
    plan(
      Array.from({ length: 1_000 }, (_, index) =>
        change(
          accessRule,
          `Rule ${index}`,
          "create",
          [created("action", "DENY"), created("description", "x".repeat(100))],
          impact("narrows", "x"),
        ),
      ),
    ),
  );
  for (const limit of [1_000, 5_000, 60_000]) {
    const page = renderDriftMarkdown(many, { limit });
    expect(page.length).toBeLessThanOrEqual(limit);
    expect(page).toContain("1,000 drifted");
  }
});

test("JSON counts what it lists", () => {
  const json = JSON.parse(renderDriftJson(report())) as { readonly summary: unknown; readonly items: unknown[] };
  expect(json.summary).toEqual({ drifted: 3, changed: 1, moved: 1, vanished: 1, broadens: 1, unmanaged: 7 });
  expect(json.items).toHaveLength(3);
});
