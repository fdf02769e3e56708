import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;
let connectors: string;

const make = async (path: string, body: Body): Promise<Body> => {
  const answer = await session.zpa("POST", path, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};

const get = async (path: string): Promise<Body> => (await session.zpa("GET", path)).body;

beforeEach(async () => {
  session = await open();
  await session.control("PUT", "settings", { shuffle: false });
  const answer = await session.control("POST", "objects", {
    kind: "zpa/app-connector-group",
    object: { name: "DC1 connectors", enabled: true, location: "Berlin" },
    actor: "x",
  });
  connectors = answer.body.object.id;
});
afterEach(() => session.sandbox.close());

const serverGroup = (more: Body = {}): Body => ({
  name: "DC1 servers",
  enabled: true,
  dynamicDiscovery: true,
  appConnectorGroups: [{ id: connectors }],
  ...more,
});

const chain = async (): Promise<{ group: Body; servers: Body; segment: Body }> => {
  const group = await make("segmentGroup", { name: "Finance", description: "d", enabled: true });
  const servers = await make("serverGroup", serverGroup());
  const segment = await make("application", {
    name: "Ledger",
    enabled: true,
    domainNames: ["ledger.corp.example"],
    segmentGroupId: group.id,
    serverGroups: [{ id: servers.id }],
    tcpPortRanges: ["9001", "9001"],
  });
  return { group, servers, segment };
};

describe("the recorded chain", () => {
  test("ids are consecutive, strings, and close to the customer id", async () => {
    const { group, servers, segment } = await chain();
    expect(BigInt(servers.id) - BigInt(group.id)).toBe(1n);
    expect(BigInt(segment.id) - BigInt(servers.id)).toBe(1n);
    expect(BigInt(group.id) - BigInt(session.sandbox.customerId)).toBeLessThan(10_000n);
    expect(group.id).toHaveLength(18);
  });

  test("a create answers a reduced object with wrong stubs, a read the stored one", async () => {
    const { group, servers, segment } = await chain();
    expect(segment.serverGroups).toEqual([
      { id: servers.id, enabled: false, configSpace: "DEFAULT", extranetEnabled: false, dynamicDiscovery: false },
    ]);
    for (const key of ["tcpPortRange", "healthReporting", "segmentGroupName", "modifiedTime", "microtenantName"]) {
      expect(segment).not.toHaveProperty(key);
    }
    expect(await get(`application/${segment.id}`)).toMatchObject({
      tcpPortRanges: ["9001", "9001"],
      tcpPortRange: [{ from: "9001", to: "9001" }],
      healthReporting: "ON_ACCESS",
      passiveHealthEnabled: true,
      isCnameEnabled: true,
      segmentGroupName: "Finance",
      serverGroups: [{ id: servers.id, name: "DC1 servers", dynamicDiscovery: true, weight: "0", passive: false }],
      microtenantName: "Default",
    });
    const { list } = await get("application");
    expect(list[0].serverGroups[0]).not.toHaveProperty("weight");
    const groups = await get("segmentGroup");
    expect(groups).toMatchObject({ totalPages: "1", totalCount: "1" });
    expect(groups.list[0]).toMatchObject({
      policyMigrated: true,
      applications: [{ name: "Ledger", domainName: "ledger.corp.example" }],
    });
    expect(await get(`segmentGroup/${group.id}`)).not.toHaveProperty("policyMigrated");
  });

  test("ports change with the flat list, and empty lists clear them", async () => {
    const { group, servers, segment } = await chain();
    const body = {
      name: "Ledger",
      enabled: true,
      domainNames: ["ledger.corp.example"],
      segmentGroupId: group.id,
      serverGroups: [{ id: servers.id }],
      udpPortRanges: [],
      udpPortRange: [],
    };
    const ports = { tcpPortRanges: ["9002", "9002"], tcpPortRange: [] };
    const changed = await session.zpa("PUT", `application/${segment.id}`, { ...body, ...ports });
    expect([changed.status, changed.text]).toEqual([204, ""]);
    expect((await get(`application/${segment.id}`)).tcpPortRange).toEqual([{ from: "9002", to: "9002" }]);
    await session.zpa("PUT", `application/${segment.id}`, {
      ...body,
      tcpPortRanges: [],
      tcpPortRange: [{ from: "80", to: "90" }],
    });
    expect((await get(`application/${segment.id}`)).tcpPortRanges).toEqual(["80", "90"]);
    await session.zpa("PUT", `application/${segment.id}`, body);
    expect((await get(`application/${segment.id}`)).tcpPortRanges).toEqual(["80", "90"]);
    await session.zpa("PUT", `application/${segment.id}`, { ...body, tcpPortRanges: [], tcpPortRange: [] });
    expect(await get(`application/${segment.id}`)).not.toHaveProperty("tcpPortRanges");
  });

  test("the search by name is an expression", async () => {
    await chain();
    expect((await get("application?search=name%2BEQ%2Bledger")).list).toHaveLength(1);
    expect((await get("application?search=name%20EQ%20Nothing")).totalCount).toBe("0");
    expect((await get("serverGroup?search=name%2BEQ%2BDC1+servers")).list).toHaveLength(1);
    expect((await session.zpa("GET", "application?search=two%20words")).body.id).toBe(
      "filtering.input.invalid.operand",
    );
  });
});

describe("updates", () => {
  test("a segment group loses its description and keeps being enabled", async () => {
    const { group } = await chain();
    await session.zpa("PUT", `segmentGroup/${group.id}`, { name: "Finance Updated" });
    const after = await get(`segmentGroup/${group.id}`);
    expect(after).toMatchObject({ name: "Finance Updated", enabled: true });
    expect(after).not.toHaveProperty("description");
    expect(after.applications).toHaveLength(1);
  });

  test("a server keeps address and enabled", async () => {
    const server = await make("server", { name: "srv", address: "192.0.2.10", enabled: true, description: "x" });
    await session.zpa("PUT", `server/${server.id}`, { name: "srv Updated" });
    expect(await get(`server/${server.id}`)).toEqual({
      id: server.id,
      name: "srv Updated",
      address: "192.0.2.10",
      enabled: true,
      configSpace: "DEFAULT",
      creationTime: server.creationTime,
      modifiedTime: expect.any(String),
      modifiedBy: server.modifiedBy,
    });
  });

  test("a server group made without enabled is off, and takes its own read shape back", async () => {
    const { enabled: _left, ...body } = serverGroup();
    const created = await make("serverGroup", body);
    expect(created).not.toHaveProperty("enabled");
    const read = await get(`serverGroup/${created.id}`);
    expect(read).toMatchObject({
      enabled: false,
      appConnectorGroups: [{ name: "DC1 connectors", connectorGroupType: "APP" }],
    });
    const answer = await session.zpa("PUT", `serverGroup/${created.id}`, { ...read, servers: null, weight: null });
    expect([answer.status, answer.text]).toEqual([204, ""]);
  });

  test("v2 attaches and detaches segments", async () => {
    const { group, segment } = await chain();
    const other = await make("segmentGroup", { name: "Other" });
    const answer = await session.zpa(
      "PUT",
      `segmentGroup/${other.id}`,
      { name: "Other", addedApps: [segment.id] },
      "v2",
    );
    expect(answer.status).toBe(204);
    expect(await get(`segmentGroup/${group.id}`)).not.toHaveProperty("applications");
    expect((await get(`application/${segment.id}`)).segmentGroupName).toBe("Other");
  });

  test("unknown keys and nulls are ignored, numbers become text", async () => {
    const group = await make("segmentGroup", { name: "A", zz: 1, description: null, tcpKeepAliveEnabled: 1 });
    expect(await get(`segmentGroup/${group.id}`)).toMatchObject({ tcpKeepAliveEnabled: "1" });
    expect(await get(`segmentGroup/${group.id}`)).not.toHaveProperty("zz");
  });

  test("fields of a newer release are kept when sent back and reset when not", async () => {
    await session.control("PUT", "settings", { extraFields: { zzMode: "fancy" } });
    const group = await make("segmentGroup", { name: "A" });
    const read = await get(`segmentGroup/${group.id}`);
    expect(read.zzMode).toBe("fancy");
    await session.zpa("PUT", `segmentGroup/${group.id}`, { ...read, description: "d" });
    expect((await get(`segmentGroup/${group.id}`)).zzMode).toBe("fancy");
    await session.zpa("PUT", `segmentGroup/${group.id}`, { name: "A" });
    expect((await get(`segmentGroup/${group.id}`)).zzMode).toBe("");
  });
});

describe("refusals", () => {
  test("what is referred to is not deleted, from the outside in it is", async () => {
    const { group, servers, segment } = await chain();
    const refused = await session.zpa("DELETE", `serverGroup/${servers.id}`);
    expect(refused.status).toBe(400);
    expect(refused.text).toBe(
      '{\n  "params" : [ "Application", "Ledger" ],\n  "id" : "resource.referenced",\n  "reason" : "Resource is being referenced in Application : Ledger."\n}',
    );
    expect((await session.zpa("DELETE", `segmentGroup/${group.id}`)).body.id).toBe("resource.referenced");
    for (const path of [`application/${segment.id}`, `serverGroup/${servers.id}`, `segmentGroup/${group.id}`]) {
      expect((await session.zpa("DELETE", path)).status, path).toBe(204);
    }
    expect((await session.zpa("GET", `serverGroup/${servers.id}`)).body.id).toBe("resource.not.found");
  });

  test.each<[string, string, Body, string]>([
    ["an odd port list", "tcpPortRanges", { tcpPortRanges: ["443"] }, "invalid.resource.argument"],
    ["objects in the flat list", "", { tcpPortRanges: [{ from: "1", to: "2" }] }, "read.message.failed"],
    ["an unknown group", "segmentGroupId", { segmentGroupId: "77" }, "invalid.resource.argument"],
    ["an unknown server group", "serverGroups", { serverGroups: [{ id: "77" }] }, "invalid.resource.argument"],
    ["a value outside the enum", "bypassType", { bypassType: "MAYBE" }, "invalid.resource.argument"],
    ["no domain", "domainNames", { domainNames: [] }, "invalid.resource.argument"],
    ["a star among others", "domainNames", { domainNames: ["*", "a.example"] }, "invalid.resource.argument"],
  ])("a segment with %s", async (_case, field, change, id) => {
    const { group } = await chain();
    const body = { name: "New", domainNames: ["new.example"], segmentGroupId: group.id, serverGroups: [], ...change };
    const answer = await session.zpa("POST", "application", body);
    expect([answer.status, answer.body.id]).toEqual([400, id]);
    if (field) expect(answer.body.params).toEqual([field]);
  });

  test("names are unique, and so are a domain with its ports and its match style", async () => {
    const { group } = await chain();
    const body = {
      name: "New",
      domainNames: ["ledger.corp.example"],
      segmentGroupId: group.id,
      tcpPortRanges: ["9000", "9005"],
    };
    expect((await session.zpa("POST", "application", { ...body, name: "LEDGER" })).body.id).toBe(
      "duplicate.entity.name",
    );
    expect((await session.zpa("POST", "application", body)).body.id).toBe("domain.port.overlapping");
    const inclusive = { ...body, matchStyle: "INCLUSIVE" };
    expect((await session.zpa("POST", "application", inclusive)).body.id).toBe("domain.match.style.overlapping");
    expect((await session.zpa("POST", "application", { ...body, tcpPortRanges: ["443", "443"] })).status).toBe(201);
  });

  test("discovery and servers exclude each other", async () => {
    const server = await make("server", { name: "srv", address: "192.0.2.10" });
    const both = await session.zpa("POST", "serverGroup", serverGroup({ servers: [{ id: server.id }] }));
    expect(both.body.params).toEqual(["servers"]);
    expect((await session.zpa("POST", "serverGroup", serverGroup({ dynamicDiscovery: false }))).status).toBe(400);
    await make("serverGroup", serverGroup({ dynamicDiscovery: false, servers: [{ id: server.id }] }));
    expect((await session.zpa("DELETE", `server/${server.id}`)).body.id).toBe("resource.referenced");
  });

  test("another customer is forbidden, an unknown path has no handler", async () => {
    const foreign = await session.call("GET", "/zpa/mgmtconfig/v1/admin/customers/216100000000000000/application");
    expect(foreign.status).toBe(403);
    expect((await session.zpa("GET", "nonsense")).status).toBe(404);
  });
});

describe("lists", () => {
  test("20 rows by default, counts as text, by name without case, blanks, dashes and cloud suffix", async () => {
    const names = ["Net01 (zscalerthree.net)", "x-cfe", "x_certtrust", "Net (zscalerthree.net)", "alpha", "Beta"];
    for (const [index, name] of names.entries()) {
      const object = { name, networkId: `id-${index}` };
      await session.control("POST", "objects", { kind: "zpa/trusted-network", object, actor: "x" });
    }
    const { list } = (await session.zpa("GET", "network", undefined, "v2")).body;
    expect(list.map((row: Body) => row.name)).toEqual([
      "alpha",
      "Beta",
      "Net (zscalerthree.net)",
      "Net01 (zscalerthree.net)",
      "x_certtrust",
      "x-cfe",
    ]);
    expect((await session.zpa("GET", "network")).status).toBe(404);
    expect((await get(`network/${list[0].id}`)).name).toBe("alpha");
  });

  test("pages end, and a cap makes them smaller", async () => {
    for (let number = 1; number <= 45; number++) await make("segmentGroup", { name: `G${number}` });
    const first = await get("segmentGroup");
    expect([first.list.length, first.totalPages, first.totalCount]).toEqual([20, "3", "45"]);
    expect((await get("segmentGroup?page=3")).list).toHaveLength(5);
    await session.control("PUT", "settings", { pageSizeCap: 7 });
    const capped = await get("segmentGroup?pagesize=500&page=7");
    expect([capped.list.length, capped.totalPages]).toEqual([3, "7"]);
  });

  test("SCIM groups come in numbers, newest first, with ids that do not fit a double", async () => {
    const acme = await open({ seed: "acme" });
    const idp = (await acme.zpa("GET", "idp", undefined, "v2")).body.list.find((row: Body) => row.name === "Okta");
    const base = `/zpa/userconfig/v1/customers/${acme.sandbox.customerId}/scimgroup/idpId/${idp.id}`;
    const answer = await acme.call("GET", base);
    expect(answer.body.totalCount).toBeGreaterThan(20);
    expect(answer.body.totalPages).toBe(Math.ceil(answer.body.totalCount / 20));
    expect(answer.text).toContain(`"idpId":${idp.id}`);
    expect(answer.headers.get("content-type")).toBe("application/json");
    const times = answer.body.list.map((row: Body) => row.modifiedTime);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect((await acme.call("GET", `${base}?search=finance`)).body.list).toMatchObject([
      { name: "Finance", idpGroupId: null },
    ]);
    await acme.sandbox.close();
  });
});
