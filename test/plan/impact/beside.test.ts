import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Spec } from "../../../src/model/resource.ts";
import { plan, type Tenant } from "../given.ts";

/**
 * Users, groups and departments of one rule are joined by OR in the vendor's help and by AND elsewhere. What is said of a
 * change has to hold either way.
 */

const lists: Tenant = {
  "zia/user": [{ id: 1, name: "Ann" }],
  "zia/group": [
    { id: 2, name: "Sales" },
    { id: 3, name: "Legal" },
  ],
  "zia/department": [],
};

const ids: Readonly<Record<string, number>> = { Ann: 1, Sales: 2, Legal: 3 };
const named = (names: readonly string[] = []) => names.map((name) => ({ id: ids[name]!, name }));

interface Who {
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
}

const changed = (action: string, before: Who, after: Who) => {
  const wire: JsonObject = {
    id: 9,
    name: "R",
    order: 1,
    rank: 7,
    state: "ENABLED",
    action,
    protocols: ["ANY_RULE"],
    users: named(before.users),
    groups: named(before.groups),
  };
  const spec: Spec & { readonly name: string } = { name: "R", ...after };
  const tenant: Tenant = { ...lists, "zia/url-filtering-rule": [wire], "zia/url-category": [] };
  const made = plan(tenant, { "zia/url-filtering-rule": [spec] });
  return { impact: made.plan.changes[0]?.impact, writes: made.steps.map(({ set }) => set) };
};

test.each<[string, string, Who, Who, string]>([
  [
    "groups that come beside users may let more through",
    "ALLOW",
    { users: ["Ann"] },
    { groups: ["Sales"] },
    "broadens",
  ],
  ["groups where nobody was asked for let less through", "ALLOW", {}, { groups: ["Sales"] }, "narrows"],
  [
    "groups that go and leave users behind may let more through",
    "ALLOW",
    { users: ["Ann"], groups: ["Sales"] },
    { groups: [] },
    "broadens",
  ],
  [
    "one group more beside users lets more through",
    "ALLOW",
    { users: ["Ann"], groups: ["Sales"] },
    { groups: ["Sales", "Legal"] },
    "broadens",
  ],
  [
    "one group less beside users lets less through",
    "ALLOW",
    { users: ["Ann"], groups: ["Sales", "Legal"] },
    { groups: ["Sales"] },
    "narrows",
  ],
  [
    "groups instead of users may let more through",
    "ALLOW",
    { users: ["Ann"] },
    { users: [], groups: ["Sales"] },
    "broadens",
  ],
  [
    "groups that come beside users of a block may stop less",
    "BLOCK",
    { users: ["Ann"] },
    { groups: ["Sales"] },
    "broadens",
  ],
  [
    "groups that go from beside users of a block may stop less",
    "BLOCK",
    { users: ["Ann"], groups: ["Sales"] },
    { groups: [] },
    "broadens",
  ],
  ["a block that asks for nobody any more stops more", "BLOCK", { groups: ["Sales"] }, { groups: [] }, "narrows"],
])("%s", (_, action, before, after, impact) => {
  expect(changed(action, before, after).impact).toBe(impact);
});

test("an allowing rule is off until its new lists stand", () => {
  const { writes } = changed("ALLOW", { users: ["Ann"] }, { groups: ["Sales"] });
  expect(writes).toEqual([{ state: "DISABLED" }, { groups: ["Sales"], state: "ENABLED" }]);
});

test("a blocking rule asks for nobody until its new lists stand, and ends with what it asked for beside them", () => {
  const { writes } = changed("BLOCK", { users: ["Ann"] }, { groups: ["Sales"] });
  expect(writes).toEqual([
    { groups: [], users: [], departments: [] },
    { users: ["Ann"], departments: [], groups: ["Sales"] },
  ]);
});
