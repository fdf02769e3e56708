import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Body, open, type Session } from "./client.ts";

let session: Session;
let time = 1_767_225_600_000;

beforeEach(async () => {
  session = await open({ now: () => time });
  await session.control("PUT", "settings", { shuffle: false });
});
afterEach(() => session.sandbox.close());

const urlRule = (name: string, order: number, more: Body = {}): Body => ({
  name,
  order,
  rank: 7,
  state: "ENABLED",
  action: "BLOCK",
  protocols: ["ANY_RULE"],
  ...more,
});

const firewallRule = (name: string, order: number, more: Body = {}): Body => ({
  name,
  order,
  rank: 7,
  state: "ENABLED",
  action: "ALLOW",
  ...more,
});

const add = async (path: string, rule: Body): Promise<Body> => {
  const answer = await session.zia("POST", path, rule);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};

const orders = async (path: string): Promise<Record<string, number>> => {
  const { body } = await session.zia("GET", path);
  return Object.fromEntries(body.map((rule: Body) => [rule.name, rule.order]));
};

const refusal = ({ status, body }: Answer): [number, Body] => [status, body];

describe("order", () => {
  const portal = (name: string, order: number): Promise<Answer> =>
    session.control("POST", "objects", {
      kind: "zia/firewall-filtering-rule",
      object: { ...firewallRule(name, order), predefined: true },
      actor: "seed",
    });

  test("an insert shifts ties together, as recorded: 3,3,4 becomes 4,4,5", async () => {
    await portal("one", 3);
    await portal("two", 3);
    await portal("three", 4);
    await add("firewallFilteringRules", firewallRule("new", 1));
    expect(await orders("firewallFilteringRules")).toEqual({
      new: 1,
      one: 4,
      two: 4,
      three: 5,
      "Default Firewall Filtering Rule": -1,
    });
  });

  test("a rule may be appended right after the last one and not farther", async () => {
    await add("urlFilteringRules", urlRule("a", 1));
    await add("urlFilteringRules", urlRule("b", 2));
    const answer = await session.zia("POST", "urlFilteringRules", urlRule("d", 4));
    expect(refusal(answer)).toEqual([
      400,
      { code: "INVALID_INPUT_ARGUMENT", message: "Rule is not allowed at order 4" },
    ]);
    expect((await session.zia("POST", "urlFilteringRules", urlRule("z", 0))).status).toBe(400);
    expect((await session.zia("POST", "urlFilteringRules", { ...urlRule("z", 1), order: -1 })).status).toBe(400);
  });

  test("a move takes the rule out and puts it in, neighbours between shift and are stamped", async () => {
    for (const [index, name] of ["a", "b", "c", "d"].entries()) {
      await add("urlFilteringRules", urlRule(name, index + 1));
    }
    const before = (await session.zia("GET", "urlFilteringRules")).body as Body[];
    const a = before.find((rule) => rule.name === "a");
    time += 60_000;
    const moved = await session.zia("PUT", `urlFilteringRules/${a.id}`, urlRule("a", 3));
    expect(moved.body.order).toBe(3);
    expect(await orders("urlFilteringRules")).toEqual({ b: 1, c: 2, a: 3, d: 4 });
    const after = (await session.zia("GET", "urlFilteringRules")).body as Body[];
    const stamps = Object.fromEntries(after.map((rule) => [rule.name, rule.lastModifiedTime]));
    expect(stamps.b).toBe(time / 1000);
    expect(stamps.c).toBe(time / 1000);
    expect(stamps.d).toBe(time / 1000 - 60);
  });

  test("a content-only update stamps that rule alone", async () => {
    const a = await add("urlFilteringRules", urlRule("a", 1));
    await add("urlFilteringRules", urlRule("b", 2));
    time += 60_000;
    await session.zia("PUT", `urlFilteringRules/${a.id}`, urlRule("a", 1, { description: "x" }));
    const rules = (await session.zia("GET", "urlFilteringRules")).body as Body[];
    expect(rules.find((rule) => rule.name === "b").lastModifiedTime).toBe(time / 1000 - 60);
  });

  test("a delete closes its gap unless another rule shares the number", async () => {
    await portal("tie", 1);
    const a = await add("firewallFilteringRules", firewallRule("a", 2));
    await add("firewallFilteringRules", firewallRule("b", 3));
    await session.zia("DELETE", `firewallFilteringRules/${a.id}`);
    expect(await orders("firewallFilteringRules")).toMatchObject({ tie: 1, b: 2 });
    await portal("twin", 2);
    const b = ((await session.zia("GET", "firewallFilteringRules")).body as Body[]).find((rule) => rule.name === "b");
    await add("firewallFilteringRules", firewallRule("c", 3));
    await session.zia("DELETE", `firewallFilteringRules/${b.id}`);
    expect(await orders("firewallFilteringRules")).toMatchObject({ tie: 1, twin: 2, c: 3 });
  });

  test("a better rank stands before a worse one", async () => {
    await add("urlFilteringRules", urlRule("a", 1, { rank: 3 }));
    await add("urlFilteringRules", urlRule("b", 2, { rank: 7 }));
    const answer = await session.zia("POST", "urlFilteringRules", urlRule("c", 1, { rank: 5 }));
    expect(answer.body.message).toBe("Rule with rank 5 is not allowed at order 1");
    expect((await session.zia("POST", "urlFilteringRules", urlRule("c", 3, { rank: 3 }))).status).toBe(400);
    await add("urlFilteringRules", urlRule("c", 2, { rank: 5 }));
  });
});

describe("rules of the service", () => {
  test("a default rule is neither moved nor deleted, but its action can change", async () => {
    const [rule] = (await session.zia("GET", "firewallFilteringRules")).body;
    expect((await session.zia("DELETE", `firewallFilteringRules/${rule.id}`)).status).toBe(400);
    const moved = await session.zia("PUT", `firewallFilteringRules/${rule.id}`, firewallRule(rule.name, 1));
    expect(moved.status).toBe(400);
    const changed = await session.zia("PUT", `firewallFilteringRules/${rule.id}`, {
      ...firewallRule(rule.name, -1),
      action: "BLOCK_DROP",
    });
    expect(changed.status, changed.text).toBe(200);
    const [after] = (await session.zia("GET", "firewallFilteringRules")).body;
    expect(after).toMatchObject({ action: "BLOCK_DROP", defaultRule: true, order: -1 });
  });

  test("a predefined rule sent back as read is not bound", async () => {
    await session.control("POST", "objects", {
      kind: "zia/url-filtering-rule",
      object: { ...urlRule("One Click", 1), predefined: true },
      actor: "seed",
    });
    const [rule] = (await session.zia("GET", "urlFilteringRules")).body;
    const asRead = await session.zia("PUT", `urlFilteringRules/${rule.id}`, rule);
    expect(refusal(asRead)).toEqual([400, { message: "Request body is invalid." }]);
    const { predefined: _p, accessControl: _a, ...body } = rule;
    const changes = { ...body, state: "DISABLED", name: "Renamed", action: "ALLOW" };
    expect((await session.zia("PUT", `urlFilteringRules/${rule.id}`, changes)).status).toBe(200);
    const [after] = (await session.zia("GET", "urlFilteringRules")).body;
    expect(after).toMatchObject({ state: "DISABLED", name: "One Click", action: "BLOCK" });
  });
});

describe("answers", () => {
  test("POST echoes what was sent and a read shows what was stored", async () => {
    await session.control("POST", "objects", { kind: "zia/group", object: { name: "Finance" }, actor: "x" });
    const [group] = (await session.zia("GET", "groups")).body;
    const sent = urlRule("a", 1, {
      urlCategories: ["ANY"],
      groups: [{ id: group.id }],
      userAgentTypes: ["MSCHREDGE", "OTHER"],
    });
    const echoed = await add("urlFilteringRules", sent);
    expect(echoed).toMatchObject({
      urlCategories: ["ANY"],
      groups: [{ id: group.id }],
      userAgentTypes: ["MSCHREDGE", "OTHER"],
    });
    for (const key of ["accessControl", "lastModifiedTime", "sourceIpGroups", "cbiProfileId"]) {
      expect(echoed).not.toHaveProperty(key);
    }
    const read = (await session.zia("GET", `urlFilteringRules/${echoed.id}`)).body;
    expect(read).not.toHaveProperty("urlCategories");
    expect(read).toMatchObject({
      accessControl: "READ_WRITE",
      groups: [{ id: group.id, name: "Finance" }],
      userAgentTypes: ["OTHER", "MSCHREDGE"],
      sourceIpGroups: [],
      cbiProfileId: 0,
      protocols: ["ANY_RULE"],
      lastModifiedBy: { name: "API Client Secret Authentication" },
    });
    expect(read.requestMethods).toHaveLength(17);
    expect(read).not.toHaveProperty("labels");
  });

  test("PUT replaces: what is left out falls back to its default", async () => {
    const rule = await add(
      "urlFilteringRules",
      urlRule("a", 1, { description: "d", blockOverride: true, urlCategories: ["GAMBLING"] }),
    );
    await session.zia("PUT", `urlFilteringRules/${rule.id}`, urlRule("a", 1));
    const read = (await session.zia("GET", `urlFilteringRules/${rule.id}`)).body;
    expect(read).not.toHaveProperty("description");
    expect(read).not.toHaveProperty("urlCategories");
    expect(read.blockOverride).toBe(false);
  });

  test("firewall rules show source countries as soon as they have destination countries", async () => {
    const rule = await add(
      "firewallFilteringRules",
      firewallRule("a", 1, { destCountries: ["COUNTRY_US", "COUNTRY_CA"] }),
    );
    expect(rule.destIpCategories).toEqual([]);
    const [listed] = (await session.zia("GET", "firewallFilteringRules?ruleName=a&ruleAction=ALLOW&ruleOrder=1")).body;
    expect(listed).toMatchObject({
      destCountries: ["COUNTRY_CA", "COUNTRY_US"],
      sourceCountries: [],
      endPointApplications: [],
      eunTemplateId: 14,
    });
    const single = (await session.zia("GET", `firewallFilteringRules/${rule.id}`)).body;
    expect(single).not.toHaveProperty("endPointApplications");
    expect(single).not.toHaveProperty("predefined");
  });

  test("sets come in another order from read to read", async () => {
    await session.control("PUT", "settings", { shuffle: true });
    const urls = Array.from({ length: 12 }, (_, index) => `s${index}.example`);
    await add("urlCategories", { configuredName: "Many", superCategory: "USER_DEFINED", urls });
    const seen = new Set<string>();
    for (let turn = 0; turn < 6; turn++) {
      const read = (await session.zia("GET", "urlCategories/CUSTOM_01")).body;
      expect([...read.urls].sort()).toEqual([...urls].sort());
      seen.add(read.urls.join());
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  test("numbers may come as text and null counts as absent", async () => {
    const rule = await add("urlFilteringRules", {
      ...urlRule("a", 1),
      order: "1",
      urlCategories2: null,
      timeQuota: "60",
    });
    expect(rule).toMatchObject({ order: 1, timeQuota: 60 });
  });
});

describe("refusals", () => {
  const unbindable: [number, Body] = [400, { message: "Request body is invalid." }];

  test.each<[string, Body]>([
    ["an unknown key", { zzUnknown: 1 }],
    ["a value outside the enum", { action: "DESTROY" }],
    ["a list entry outside the enum", { protocols: ["GOPHER_RULE"] }],
    ["a text where a list is due", { urlCategories: "GAMBLING" }],
    ["a bare country", { sourceCountries: ["US"] }],
    ["a reference that is no object", { groups: [7] }],
    ["a reference with a foreign key", { groups: [{ id: 7, colour: "red" }] }],
  ])("%s cannot be bound", async (_case, change) => {
    const answer = await session.zia("POST", "urlFilteringRules", urlRule("a", 1, change));
    expect(refusal(answer)).toEqual(unbindable);
  });

  test.each<[string, Body, string]>([
    ["a rule without a name", { name: undefined }, "name cannot be null"],
    ["an unknown group", { groups: [{ id: 7 }] }, "Invalid groups: 7 does not exist"],
    ["an unknown category", { urlCategories: ["CUSTOM_77"] }, "Invalid urlCategories: CUSTOM_77 does not exist"],
    ["isolation without a profile", { action: "ISOLATE", protocols: ["HTTP_RULE"] }, "Isolation profile is required"],
    ["a quota out of range", { action: "ALLOW", timeQuota: 5 }, "Invalid time quota"],
  ])("%s is an invalid argument", async (_case, change, message) => {
    const answer = await session.zia("POST", "urlFilteringRules", urlRule("a", 1, change));
    expect(refusal(answer)).toEqual([400, { code: "INVALID_INPUT_ARGUMENT", message }]);
  });

  test("a name is taken whatever its case", async () => {
    await add("urlFilteringRules", urlRule("Block it", 1));
    const answer = await session.zia("POST", "urlFilteringRules", urlRule("BLOCK IT", 1));
    expect(refusal(answer)).toEqual([400, { code: "DUPLICATE_ITEM", message: "DUPLICATE_ITEM" }]);
  });

  test("an update with an outdated time is refused, one without a time wins", async () => {
    const rule = await add("urlFilteringRules", urlRule("a", 1));
    const read = (await session.zia("GET", `urlFilteringRules/${rule.id}`)).body;
    time += 5000;
    await session.zia("PUT", `urlFilteringRules/${rule.id}`, urlRule("a", 1, { description: "newer" }));
    const stale = await session.zia("PUT", `urlFilteringRules/${rule.id}`, {
      ...urlRule("a", 1),
      lastModifiedTime: read.lastModifiedTime,
    });
    expect(refusal(stale)).toEqual([409, { code: "STALE_CONFIGURATION_ERROR" }]);
    expect(
      (await session.zia("PUT", `urlFilteringRules/${rule.id}`, { ...urlRule("a", 1), lastModifiedTime: 0 })).status,
    ).toBe(200);
  });

  test("a label in use is not deleted and counts its rules", async () => {
    const label = await add("ruleLabels", { name: "managed" });
    expect(label).toMatchObject({ referencedRuleCount: 0, createdBy: { name: "API Client Secret Authentication" } });
    const rule = await add("urlFilteringRules", urlRule("a", 1, { labels: [{ id: label.id }] }));
    expect((await session.zia("GET", `ruleLabels/${label.id}`)).body.referencedRuleCount).toBe(1);
    const answer = await session.zia("DELETE", `ruleLabels/${label.id}`);
    expect(answer.body).toMatchObject({
      code: "RESOURCE_IN_USE",
      message: "LABEL is associated with 1 rule(s). Deletion of this group is not allowed.",
    });
    await session.zia("DELETE", `urlFilteringRules/${rule.id}`);
    expect((await session.zia("DELETE", `ruleLabels/${label.id}`)).status).toBe(204);
  });

  test("unknown ids and paths are told apart", async () => {
    const unknown = await session.zia("GET", "urlFilteringRules/99");
    expect([unknown.status, unknown.body.code]).toEqual([404, "RESOURCE_NOT_FOUND"]);
    const nowhere = await session.zia("GET", "locations/supportedCountries");
    expect([nowhere.status, nowhere.text]).toEqual([404, ""]);
  });
});

test("fields of a newer release come along, are kept when sent back and reset when not", async () => {
  await session.control("PUT", "settings", { extraFields: true });
  const rule = await add("urlFilteringRules", urlRule("a", 1));
  const read = (await session.zia("GET", `urlFilteringRules/${rule.id}`)).body;
  expect(read.zzFuture).toBe(7);
  const kept = await session.zia("PUT", `urlFilteringRules/${rule.id}`, { ...urlRule("a", 1), zzFuture: 7 });
  expect(kept.status, kept.text).toBe(200);
  expect((await session.zia("GET", `urlFilteringRules/${rule.id}`)).body.zzFuture).toBe(7);
  await session.zia("PUT", `urlFilteringRules/${rule.id}`, urlRule("a", 1));
  expect((await session.zia("GET", `urlFilteringRules/${rule.id}`)).body.zzFuture).toBe(0);
  expect((await session.zia("PUT", `urlFilteringRules/${rule.id}`, { ...urlRule("a", 1), zzOther: 7 })).status).toBe(
    400,
  );
});
