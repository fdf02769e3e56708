import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan } from "../given.ts";

const user = (id: number, name: string) => ({ id, name });

const impactOn = (rule: JsonObject, spec: Spec) => {
  const live = { id: 1, name: "Rule", order: 1, rank: 7, state: "ENABLED", protocols: ["ANY_RULE"], ...rule };
  const tenant = {
    "zia/url-filtering-rule": [live],
    "zia/user": [user(1, "ada"), user(2, "bob")],
    "zia/group": [user(51, "HR")],
    "zia/url-category": [],
  };
  return plan(tenant, { "zia/url-filtering-rule": [{ name: "Rule", ...spec }] }).plan.changes[0]?.impact;
};

const block = { action: "BLOCK", blockOverride: true, overrideUsers: [{ id: 1 }] };
const caution = { action: "CAUTION" };

test.each<[string, JsonObject, Spec, string]>([
  ["a block that may be overridden", { action: "BLOCK" }, { blockOverride: true }, "broadens"],
  ["a block that may not any more", block, { blockOverride: false }, "narrows"],
  ["more who may override", block, { overrideUsers: ["ada", "bob"] }, "broadens"],
  ["nobody named who may override", block, { overrideUsers: [] }, "unknown"],
  ["another quota", { action: "ALLOW" }, { timeQuota: "1h" }, "unknown"],
  ["a page to click away instead of none", { action: "ALLOW" }, { action: "CAUTION" }, "narrows"],
  ["no page to click away any more", caution, { action: "ALLOW" }, "broadens"],
  ["isolation instead of a page", caution, { action: "ISOLATE" }, "unknown"],
  ["a page for fewer people", caution, { groups: ["HR"] }, "broadens"],
  ["no rule with a page", caution, { state: "DISABLED" }, "broadens"],
  ["a block instead of a page", caution, { action: "BLOCK" }, "narrows"],
  ["a block instead of a page, for fewer people", caution, { action: "BLOCK", groups: ["HR"] }, "broadens"],
])("a URL filtering rule gets %s", (_, rule, spec, impact) => {
  expect(impactOn(rule, spec)).toBe(impact);
});

const impactOnSegment = (segment: JsonObject, spec: Spec, isUsed: boolean) => {
  const app = { objectType: "APP", lhs: "id", rhs: "1" };
  const rule = {
    id: "9",
    name: "R",
    ruleOrder: "1",
    action: "ALLOW",
    conditions: [{ operator: "OR", operands: [app] }],
  };
  const tenant = {
    "zpa/access-rule": isUsed ? [rule] : [],
    "zpa/application-segment": [{ id: "1", name: "ERP", enabled: true, domainNames: ["erp.example"], ...segment }],
  };
  return plan(tenant, { "zpa/application-segment": [{ name: "ERP", ...spec }] }).plan.changes[0]?.impact;
};

test.each<[string, JsonObject, Spec, boolean, string]>([
  ["is bypassed on the corporate network", {}, { bypassType: "ON_NET" }, true, "broadens"],
  ["is bypassed although no rule uses it", {}, { bypassType: "ALWAYS" }, false, "broadens"],
  ["is bypassed no more", { bypassType: "ALWAYS" }, { bypassType: "NEVER" }, true, "narrows"],
  ["answers to ping", {}, { icmpAccessType: "PING" }, true, "broadens"],
  ["is not inspected any more", { inspectTrafficWithZia: true }, { inspectTrafficWithZia: false }, true, "broadens"],
  ["is inspected", {}, { inspectTrafficWithZia: true }, true, "narrows"],
  ["is matched otherwise", {}, { matchStyle: "INCLUSIVE" }, true, "unknown"],
])("a segment %s", (_, segment, spec, isUsed, impact) => {
  expect(impactOnSegment(segment, spec, isUsed)).toBe(impact);
});
