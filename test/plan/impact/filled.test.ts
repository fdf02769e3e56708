import { expect, test } from "vitest";
import { referrersOf } from "../../../src/kinds/referrers.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { plan, type Tenant } from "../given.ts";

/** A group that the API refuses without addresses cannot be emptied on the way to others. */

const group = "zia/ip-source-group";
const firewall = "zia/firewall-filtering-rule";

const tenant = (action: string): Tenant => ({
  ...Object.fromEntries(referrersOf(group).map((kind) => [kind, []])),
  [group]: [1, 2].map((id) => ({ id, name: `Group ${id}`, ipAddresses: ["10.0.0.1", "10.0.0.2"] })),
  [firewall]: [{ ...{ id: 9, name: "Rule", order: 1, rank: 7, action }, srcIpGroups: [{ id: 1 }, { id: 2 }] }],
});

const planned = (action: string, ...lists: readonly (readonly string[])[]) =>
  plan(tenant(action), { [group]: lists.map((ipAddresses, at) => ({ name: `Group ${at + 1}`, ipAddresses })) });

const sentBy = ({ steps }: ReturnType<typeof planned>): readonly JsonObject[] =>
  steps.map(({ phase, set }) => ({ phase, addresses: (set as JsonObject).ipAddresses ?? [] }));

test("what old and new share is kept on the way for a rule that allows", () => {
  expect(sentBy(planned("ALLOW", ["10.0.0.2", "10.0.0.3"]))).toEqual([
    { phase: "stricter", addresses: ["10.0.0.2"] },
    { phase: "looser", addresses: ["10.0.0.2", "10.0.0.3"] },
  ]);
});

test("where they share nothing there is one write and none without addresses", () => {
  const made = planned("ALLOW", ["10.0.0.3"]);
  expect(sentBy(made)).toEqual([{ phase: "looser", addresses: ["10.0.0.3"] }]);
  expect(made.plan.changes[0]).toMatchObject({ impact: "broadens" });
  expect(made.plan.consents.map(({ allows }) => allows)).toEqual(["broadening"]);
});

test("two of them in one plan have no safe order, and it says so", () => {
  const { changes } = planned("ALLOW", ["10.0.0.3"], ["10.0.0.4"]).plan;
  expect(changes.map(({ unsafePrefix }) => unsafePrefix)).toEqual([
    expect.stringContaining("can be put neither before nor after each other safely"),
    expect.stringContaining("can be put neither before nor after each other safely"),
  ]);
});

test("a rule that blocks has all of both on the way", () => {
  expect(sentBy(planned("BLOCK_DROP", ["10.0.0.3"]))).toEqual([
    { phase: "stricter", addresses: ["10.0.0.1", "10.0.0.2", "10.0.0.3"] },
    { phase: "looser", addresses: ["10.0.0.3"] },
  ]);
});
