import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;
let setId: string;
let time = 1_767_225_600_000;

beforeEach(async () => {
  session = await open({ now: () => time });
  await session.control("PUT", "settings", { shuffle: false });
  setId = (await session.zpa("GET", "policySet/policyType/ACCESS_POLICY")).body.id;
});
afterEach(() => session.sandbox.close());

const rule = (name: string, more: Body = {}): Body => ({ name, action: "ALLOW", ...more });

const post = async (body: Body, version: "v1" | "v2" = "v2", set = setId): Promise<Body> => {
  const answer = await session.zpa("POST", `policySet/${set}/rule`, body, version);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};

const list = async (type = "ACCESS_POLICY"): Promise<Body[]> =>
  (await session.zpa("GET", `policySet/rules/policyType/${type}?pagesize=500`)).body.list ?? [];

const object = async (kind: string, fields: Body): Promise<Body> =>
  (await session.control("POST", "objects", { kind, object: fields, actor: "x" })).body.object;

describe("order", () => {
  test("golden: five rules, reversed in bulk", async () => {
    const empty = { ruleOrder: null, customMsg: null, appConnectorGroups: [], appServerGroups: [] };
    const created: Body[] = [];
    for (const name of ["R1", "R2", "R3", "R4", "R5"]) created.push(await post(rule(name, empty)));
    expect(created.map((row) => [row.ruleOrder, row.priority])).toEqual([
      ["1", "1"],
      ["2", "1"],
      ["3", "1"],
      ["4", "1"],
      ["5", "1"],
    ]);
    expect(created[0]).toMatchObject({ operator: "AND", disabled: "0" });
    const before = await list();
    expect(before.map((row) => row.priority)).toEqual(["5", "4", "3", "2", "1"]);
    const setBefore = (await session.zpa("GET", "policySet/policyType/GLOBAL_POLICY")).body;
    time += 5000;
    const ids = created.map((row) => row.id).reverse();
    const answer = await session.zpa("PUT", `policySet/${setId}/reorder`, ids);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    const after = await list();
    expect(after.map((row) => [row.name, row.ruleOrder, row.priority])).toEqual([
      ["R5", "1", "5"],
      ["R4", "2", "4"],
      ["R3", "3", "3"],
      ["R2", "4", "2"],
      ["R1", "5", "1"],
    ]);
    expect(after.map((row) => row.modifiedTime)).toEqual(before.map((row) => row.modifiedTime));
    const setAfter = (await session.zpa("GET", "policySet/policyType/ACCESS_POLICY")).body;
    expect(Number(setAfter.modifiedTime)).toBe(Number(setBefore.modifiedTime) + 5);
    for (const id of ids) expect((await session.zpa("DELETE", `policySet/${setId}/rule/${id}`)).status).toBe(204);
  });

  test("golden: a forwarding rule goes in front of the default rule", async () => {
    const set = (await session.zpa("GET", "policySet/policyType/CLIENT_FORWARDING_POLICY")).body;
    expect(set).toMatchObject({ name: "Bypass_Policy", policyType: "4", sorted: true });
    await post({ name: "one", action: "BYPASS" }, "v1", set.id);
    const created = await post({ name: "two", action: "BYPASS" }, "v2", set.id);
    expect(created).toMatchObject({
      ruleOrder: "2",
      priority: "2",
      defaultRuleName: "Default_Rule",
      privilegedCapabilities: {},
    });
    const rules = await list("CLIENT_FORWARDING_POLICY");
    expect(rules.map((row) => [row.name, row.ruleOrder, row.priority])).toEqual([
      ["one", "1", "3"],
      ["two", "2", "2"],
      ["Default_Rule", "3", "1"],
    ]);
    const ids = rules.map((row) => row.id);
    expect(BigInt(ids[2]) - BigInt(set.id)).toBe(1n);
    const reorder = (order: string[]): Promise<Body> => session.zpa("PUT", `policySet/${set.id}/reorder`, order);
    expect((await reorder([ids[2], ids[0], ids[1]])).body.id).toBe("default.rule.reorder.notallowed");
    expect((await reorder([ids[0], ids[2]])).body).toMatchObject({
      id: "missing.rule",
      reason: `Missing ruleIds: ${ids[1]} from policySet ${set.id}`,
    });
    expect((await reorder([...ids, "77"])).body.reason).toBe(
      `The ruleId: 77 does not belong to the policySetId: ${set.id}`,
    );
    expect((await reorder([ids[1], ids[0], ids[2]])).status).toBe(204);
    expect((await session.zpa("DELETE", `policySet/${set.id}/rule/${ids[2]}`)).status).toBe(400);
  });

  test("one rule can be moved, and moves the set's time", async () => {
    const created: Body[] = [];
    for (const name of ["R1", "R2", "R3"]) created.push(await post(rule(name)));
    time += 5000;
    const answer = await session.zpa("PUT", `policySet/${setId}/rule/${created[2].id}/reorder/1`, {});
    expect(answer.status).toBe(204);
    expect((await list()).map((row) => row.name)).toEqual(["R3", "R1", "R2"]);
    expect((await session.zpa("PUT", `policySet/${setId}/rule/${created[2].id}/reorder/9`, {})).status).toBe(400);
  });

  test("an update never moves a rule", async () => {
    const first = await post(rule("R1"));
    await post(rule("R2"));
    await session.zpa("PUT", `policySet/${setId}/rule/${first.id}`, rule("R1", { ruleOrder: "2" }), "v2");
    expect((await list()).map((row) => row.name)).toEqual(["R1", "R2"]);
  });

  test("Deception's rule cannot be changed, deleted or passed", async () => {
    const acme = await open({ seed: "acme" });
    const set = (await acme.zpa("GET", "policySet/policyType/ACCESS_POLICY")).body.id;
    const rules: Body[] = (await acme.zpa("GET", "policySet/rules/policyType/ACCESS_POLICY")).body.list;
    const [deception, ...others] = rules;
    expect(deception).toMatchObject({ name: "Zscaler Deception", ruleOrder: "1", zscalerManaged: true });
    const reorder = await acme.zpa("PUT", `policySet/${set}/reorder`, [...others.map((row) => row.id), deception.id]);
    expect(reorder.body.reason).toBe(`Rule id ${deception.id} is a restricted entity and cannot be reordered`);
    expect((await acme.zpa("DELETE", `policySet/${set}/rule/${deception.id}`)).status).toBe(400);
    expect((await acme.zpa("PUT", `policySet/${set}/rule/${deception.id}`, rule("x"), "v2")).status).toBe(400);
    expect((await acme.zpa("PUT", `policySet/${set}/rule/${others[0].id}/reorder/1`)).status).toBe(400);
    await acme.sandbox.close();
  });
});

describe("conditions", () => {
  let idp: Body;
  let group: Body;

  beforeEach(async () => {
    idp = await object("zpa/idp", { name: "Okta", ssoType: ["USER"] });
    await object("zpa/scim-group", { id: 3251059, name: "eng", idpId: idp.id });
    group = await object("zpa/segment-group", { name: "Finance", enabled: true });
  });

  const blocks = (): Body[] => [
    { operator: "OR", operands: [{ objectType: "APP_GROUP", values: [group.id] }] },
    {
      operator: "OR",
      operands: [{ objectType: "CLIENT_TYPE", values: ["zpn_client_type_zapp", "zpn_client_type_exporter"] }],
    },
    { operands: [{ objectType: "SCIM_GROUP", entryValues: [{ lhs: idp.id, rhs: 3251059 }] }] },
  ];

  const idsOf = (row: Body): number[] =>
    row.conditions.flatMap((block: Body) => [
      Number(block.id),
      ...block.operands.map((entry: Body) => Number(entry.id)),
    ]);

  test("v2 values become operands, one each, in the read shape of v1", async () => {
    const created = await post(rule("R", { conditions: blocks() }));
    expect(created.conditions[2].operands[0]).toMatchObject({ objectType: "SCIM_GROUP", name: "Okta", rhs: "3251059" });
    const [read] = await list();
    expect(read.conditions).toMatchObject([
      { operator: "OR", negated: false, ruleGid: read.id, operands: [{ lhs: "id", rhs: group.id, name: "Finance" }] },
      {
        operands: [{ rhs: "zpn_client_type_zapp", name: "zpn_client_type_zapp" }, { rhs: "zpn_client_type_exporter" }],
      },
      { operator: "OR", operands: [{ lhs: idp.id, rhs: "3251059", idpId: idp.id, idpName: "Okta" }] },
    ]);
    expect(read.conditions[0].operands[0].conditionId).toBe(read.conditions[0].id);
    expect(read.conditions[2].operands[0]).not.toHaveProperty("name");
  });

  test("golden: ids are consecutive and every update takes new ones", async () => {
    const created = await post(rule("R", { conditions: blocks() }));
    const first = idsOf(created);
    expect(first).toEqual(first.map((_, index) => (first[0] ?? 0) + index));
    expect(first).toHaveLength(7);
    await session.zpa("PUT", `policySet/${setId}/rule/${created.id}`, rule("R", { conditions: blocks() }), "v2");
    const second = idsOf((await list())[0]);
    expect(second[0]).toBe((first.at(-1) ?? 0) + 1);
    await session.zpa("PUT", `policySet/${setId}/rule/${created.id}`, rule("R", { conditions: [] }), "v2");
    expect((await list())[0]).not.toHaveProperty("conditions");
  });

  test("v1 takes left and right sides, and breaks on null", async () => {
    const operands = [{ objectType: "SCIM_GROUP", lhs: idp.id, rhs: 3251059 }];
    await post(rule("R", { conditions: [{ operator: "OR", operands }] }), "v1");
    expect((await list())[0]?.conditions[0].operands[0]).toMatchObject({ rhs: "3251059", idpName: "Okta" });
    const broken = await session.zpa("POST", `policySet/${setId}/rule`, rule("S", { conditions: null }));
    expect(broken.status).toBe(500);
  });

  test.each<[string, () => Body]>([
    [
      "values and entries at once",
      () => ({ objectType: "APP_GROUP", values: [group.id], entryValues: [{ lhs: "a", rhs: "b" }] }),
    ],
    ["the read shape", () => ({ objectType: "APP_GROUP", lhs: "id", rhs: group.id })],
    ["an unknown id", () => ({ objectType: "APP_GROUP", values: ["77"] })],
    ["an unknown SCIM group", () => ({ objectType: "SCIM_GROUP", entryValues: [{ lhs: idp.id, rhs: "77" }] })],
    ["a type of another policy", () => ({ objectType: "CONSOLE", values: ["1"] })],
    ["an unknown client type", () => ({ objectType: "CLIENT_TYPE", values: ["zapp"] })],
    ["a country with a falsehood", () => ({ objectType: "COUNTRY_CODE", entryValues: [{ lhs: "DE", rhs: "false" }] })],
  ])("v2 refuses %s", async (_case, operand) => {
    const body = rule("R", { conditions: [{ operands: [operand()] }] });
    const answer = await session.zpa("POST", `policySet/${setId}/rule`, body, "v2");
    expect([answer.status, answer.body.id]).toEqual([400, "invalid.resource.argument"]);
  });

  test("a group that a rule names is not deleted", async () => {
    await post(rule("R", { conditions: blocks() }));
    const answer = await session.zpa("DELETE", `segmentGroup/${group.id}`);
    expect(answer.body).toMatchObject({ id: "resource.referenced", params: ["Policy", "R"] });
  });

  test("forceDelete tears a segment out of its rules, which may then match everything", async () => {
    const segment = await object("zpa/application-segment", {
      name: "A",
      domainNames: ["a.example"],
      segmentGroupId: group.id,
    });
    const conditions = [{ operands: [{ objectType: "APP", values: [segment.id] }] }];
    await post(rule("R", { conditions }));
    expect((await session.zpa("DELETE", `application/${segment.id}`)).body.id).toBe("resource.referenced");
    expect((await session.zpa("DELETE", `application/${segment.id}?forceDelete=true`)).status).toBe(204);
    expect((await list())[0]).not.toHaveProperty("conditions");
  });
});

describe("rules", () => {
  test("names are unique per set, actions belong to the policy", async () => {
    await post(rule("R"));
    expect((await session.zpa("POST", `policySet/${setId}/rule`, rule("r"), "v2")).body.id).toBe(
      "duplicate.entity.name",
    );
    const wrong = await session.zpa("POST", `policySet/${setId}/rule`, rule("S", { action: "BYPASS" }), "v2");
    expect(wrong.body.params).toEqual(["action"]);
  });

  test("golden: timeouts are stored as sent and the default rule stays last", async () => {
    const set = (await session.zpa("GET", "policySet/policyType/TIMEOUT_POLICY")).body.id;
    await post({ name: "T", action: "RE_AUTH", reauthTimeout: "3456000", reauthIdleTimeout: "2592000" }, "v2", set);
    const rules = await list("TIMEOUT_POLICY");
    expect(rules[0]).toMatchObject({ reauthTimeout: "3456000", reauthIdleTimeout: "2592000" });
    expect(rules[1]).toMatchObject({
      name: "Default_Rule",
      reauthTimeout: "-1",
      defaultRule: true,
      ruleOrder: "2",
      priority: "1",
    });
    const short = { name: "U", action: "RE_AUTH", reauthTimeout: "60", reauthIdleTimeout: "60" };
    expect((await session.zpa("POST", `policySet/${set}/rule`, short, "v2")).status).toBe(400);
  });

  test("a rule under another set is not found, and v2 has no read", async () => {
    const created = await post(rule("R"));
    const other = (await session.zpa("GET", "policySet/policyType/TIMEOUT_POLICY")).body.id;
    expect((await session.zpa("GET", `policySet/${other}/rule/${created.id}`)).body.id).toBe("resource.not.found");
    expect((await session.zpa("GET", `policySet/${setId}/rule/${created.id}`, undefined, "v2")).status).toBe(404);
  });
});
