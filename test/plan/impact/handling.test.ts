import { describe, expect, test } from "vitest";
import type { KindName } from "../../../src/model/address.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan } from "../given.ts";

/** Rules that inspect, isolate, forward or end sessions: who may reach what is decided elsewhere. */
const erp = { operator: "OR", operands: [{ objectType: "APP", lhs: "id", rhs: "21", name: "ERP" }] };
const wiki = { operator: "OR", operands: [{ objectType: "APP", lhs: "id", rhs: "22", name: "Wiki" }] };
const frame = { disabled: "0", operator: "AND", conditions: [erp] };
const toErp = { conditions: [{ APP: ["ERP"] }] };

const tenant = (kind: KindName, ...rules: readonly JsonObject[]) => ({
  [kind]: rules.map((rule, index) => ({ id: `${index + 1}`, ruleOrder: `${index + 1}`, ...frame, ...rule })),
  "zpa/application-segment": [
    { id: "21", name: "ERP" },
    { id: "22", name: "Wiki" },
  ],
  "zpa/isolation-profile": [
    { id: "31", name: "Strict" },
    { id: "32", name: "Lax" },
  ],
});

type Row = readonly [sentence: string, live: JsonObject | undefined, declared: Spec, impact: string, reason: string];

const check =
  (kind: KindName) =>
  (...[, live, declared, impact, reason]: Row): void => {
    const rows = live === undefined ? [] : [{ name: "Rule", ...live }];
    const { changes } = plan(tenant(kind, ...rows), { [kind]: [{ name: "Rule", ...declared }] }).plan;
    expect(changes.map((change) => [change.impact, change.impactReason])).toEqual([[impact, reason]]);
  };

describe("isolation", () => {
  const isolate = { action: "ISOLATE", zpnIsolationProfileId: "31" };
  const strict = { action: "ISOLATE", isolationProfile: "Strict" };
  const bypass = { action: "BYPASS_ISOLATE" };
  test.each<Row>([
    [
      "a new rule isolates",
      undefined,
      { ...strict, ...toErp },
      "narrows",
      "action ISOLATE now applies to ERP for anyone",
    ],
    [
      "a new rule spares",
      undefined,
      { ...bypass, ...toErp },
      "broadens",
      "action BYPASS_ISOLATE now applies to ERP for anyone",
    ],
    [
      "switching isolation off",
      isolate,
      { disabled: true },
      "broadens",
      "action ISOLATE no longer applies to ERP for anyone",
    ],
    [
      "to a bypass",
      isolate,
      bypass,
      "broadens",
      "for ERP for anyone, the action is now BYPASS_ISOLATE, so far ISOLATE",
    ],
    [
      "for more",
      isolate,
      { conditions: [{ APP: ["ERP", "Wiki"] }] },
      "narrows",
      "action ISOLATE now applies to ERP and Wiki for anyone; so far it was ISOLATE to ERP for anyone",
    ],
    [
      "by another profile",
      isolate,
      { isolationProfile: "Lax" },
      "unknown",
      "what isolationProfile does to traffic is not known here",
    ],
  ])("%s", check("zpa/isolation-rule"));
});

describe("forwarding", () => {
  test.each<Row>([
    [
      "around ZPA, no rule is asked",
      { action: "INTERCEPT" },
      { action: "BYPASS" },
      "broadens",
      "for ERP for anyone, the action is now BYPASS, so far INTERCEPT",
    ],
    [
      "through ZPA, rules are asked",
      { action: "BYPASS" },
      { action: "INTERCEPT" },
      "narrows",
      "for ERP for anyone, the action is now INTERCEPT, so far BYPASS",
    ],
    [
      "what a bypass is no longer for",
      { action: "BYPASS", conditions: [erp, wiki] },
      { disabled: true },
      "narrows",
      "action BYPASS no longer applies to what is at once ERP and Wiki for anyone",
    ],
  ])("%s", check("zpa/forwarding-rule"));
});

describe("timeouts", () => {
  const day = { action: "RE_AUTH", reauthTimeout: "86400", reauthIdleTimeout: "3600" };
  test.each<Row>([
    ["shorter", day, { reauthTimeout: "12h" }, "narrows", "reauthTimeout lets less through or has more inspected"],
    [
      "never again",
      day,
      { reauthTimeout: "never" },
      "broadens",
      "reauthTimeout lets more through or has less inspected",
    ],
    [
      "a word has no length",
      day,
      { reauthIdleTimeout: "default" },
      "unknown",
      "what reauthIdleTimeout does to traffic is not known here",
    ],
    [
      "a new rule may be longer than one below it",
      undefined,
      { reauthTimeout: "1d", reauthIdleTimeout: "1h", ...toErp },
      "unknown",
      "action RE_AUTH now applies to ERP for anyone",
    ],
    [
      "without it sessions go on",
      day,
      { disabled: true },
      "broadens",
      "action RE_AUTH no longer applies to ERP for anyone",
    ],
  ])("%s", check("zpa/timeout-rule"));
});

test("a move says nothing of who can reach what", () => {
  const kind = "zpa/isolation-rule";
  const live = tenant(
    kind,
    { name: "Isolate", action: "ISOLATE", zpnIsolationProfileId: "31" },
    { name: "Spare", action: "BYPASS_ISOLATE" },
  );
  const { changes } = plan(live, { [kind]: [{ name: "Spare" }, { name: "Isolate" }] }).plan;
  expect(changes.map(({ impact, impactReason }) => [impact, impactReason])).toEqual([
    ["broadens", "moves past rules that decide more strictly"],
  ]);
});

test("rules that handle traffic are told by no sentence about a segment they name", () => {
  const live = {
    ...tenant("zpa/isolation-rule", { name: "Isolate", action: "ISOLATE", zpnIsolationProfileId: "31" }),
    "zpa/access-rule": [],
    "zpa/application-segment": [{ id: "21", name: "ERP", enabled: true, domainNames: ["erp.example"] }],
  };
  const { changes } = plan(live, {
    "zpa/application-segment": [{ name: "ERP", domainNames: ["erp.example", "erp2.example"] }],
  }).plan;
  expect(changes.map(({ impact, impactReason }) => [impact, impactReason])).toEqual([
    ["unknown", "what it means for zpa/isolation-rule:Isolate is not known here"],
  ]);
});
