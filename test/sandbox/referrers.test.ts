import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ziaKinds } from "../../src/sandbox/zia/kinds.ts";
import { type Answer, type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open({ seed: "acme" });
  await session.control("PUT", "settings", { shuffle: false });
});
afterEach(() => session.sandbox.close());

const portal = (method: string, kind: string, rest: Body): Promise<Answer> =>
  session.control(method, "objects", { kind, actor: "Jana Dorn", ...rest });

const make = async (kind: string, object: Body): Promise<Body> => {
  const answer = await portal("POST", kind, { object });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.object;
};

const objects = async (kind: string, view = "staged"): Promise<readonly Body[]> =>
  (await session.control("GET", `objects?kind=${kind}&view=${view}`)).body.objects;
const named = async (kind: string, name: string, key = "name"): Promise<Body> =>
  (await objects(kind)).find((row) => row[key] === name);

describe("cloud app control rules", () => {
  const actions = ["DENY_X_USE"];
  const rule = (name: string, type: string): Promise<Body> =>
    make("zia/cloud-app-control-rule", { name, type, actions });
  const numbers = async (type: string): Promise<readonly [string, number][]> =>
    (await session.zia("GET", `webApplicationRules/${type}`)).body.map(({ name, order }: Body) => [name, order]);

  test("are listed and numbered per type, and a delete closes the gap in its own type only", async () => {
    await rule("one", "FILE_SHARE");
    await rule("two", "FILE_SHARE");
    await rule("other", "LEGAL");
    expect(await numbers("FILE_SHARE")).toEqual([
      ["Dropbox view only", 1],
      ["one", 2],
      ["two", 3],
    ]);
    expect(await numbers("LEGAL")).toEqual([["other", 1]]);
    await portal("DELETE", "zia/cloud-app-control-rule", { name: "one" });
    expect(await numbers("FILE_SHARE")).toEqual([
      ["Dropbox view only", 1],
      ["two", 2],
    ]);
    expect(await numbers("LEGAL")).toEqual([["other", 1]]);
  });

  const write = async (method: string, path: string, body?: Body): Promise<readonly [number, Body]> => {
    const answer = await session.zia(method, `webApplicationRules/${path}`, body);
    return [answer.status, answer.body];
  };

  test("are made, changed and deleted below their type", async () => {
    const [status, made] = await write("POST", "LEGAL", { name: "one", actions, order: 1, rank: 7, state: "ENABLED" });
    expect([status, made.name]).toEqual([200, "one"]);
    expect(await numbers("LEGAL")).toEqual([["one", 1]]);
    await rule("two", "LEGAL");
    const changed = { name: "one", actions: ["ALLOW_X_USE"], order: 2, rank: 7, state: "ENABLED" };
    expect((await write("PUT", `LEGAL/${made.id}`, changed))[0]).toBe(200);
    expect((await numbers("LEGAL")).toSorted()).toEqual([
      ["one", 2],
      ["two", 1],
    ]);
    expect(await write("GET", `LEGAL/${made.id}`)).toEqual([
      200,
      expect.objectContaining({ type: "LEGAL", actions: ["ALLOW_X_USE"], predefined: false }),
    ]);
    expect((await write("DELETE", `LEGAL/${made.id}`))[0]).toBe(204);
    expect(await numbers("LEGAL")).toEqual([["two", 1]]);
  });

  test("are not found below another type, and do not change theirs", async () => {
    const { id } = await rule("one", "LEGAL");
    expect((await write("GET", `FINANCE/${id}`))[0]).toBe(404);
    expect((await write("PUT", `FINANCE/${id}`, { name: "one", actions, order: 1 }))[0]).toBe(404);
    expect((await write("DELETE", `FINANCE/${id}`))[0]).toBe(404);
    const other = { name: "one", type: "FINANCE", actions, order: 1, rank: 7, state: "ENABLED" };
    expect((await write("PUT", `LEGAL/${id}`, other))[0]).toBe(400);
    expect((await write("POST", "LEGAL", { ...other, name: "two" }))[0]).toBe(400);
  });

  test("have names that are unique per type", async () => {
    const body = { name: "one", actions, order: 1, rank: 7, state: "ENABLED" };
    expect((await write("POST", "LEGAL", body))[0]).toBe(200);
    expect((await write("POST", "FINANCE", body))[0]).toBe(200);
    expect(await write("POST", "LEGAL", body)).toEqual([400, expect.objectContaining({ code: "DUPLICATE_ITEM" })]);
  });

  test.each<[string, Body]>([
    ["no action", {}],
    ["an isolation among other actions", { actions: ["ISOLATE_X_USE", "DENY_X_SEND"], cbiProfile: { id: "x" } }],
    ["an isolation without a profile", { actions: ["ISOLATE_X_USE"] }],
    ["a name of 32 characters", { actions, name: "x".repeat(32) }],
    ["a number past the end of its own list", { actions, order: 2 }],
  ])("are refused with %s", async (_, body) => {
    await rule("one", "FINANCE");
    const whole = { name: "one", order: 1, rank: 7, state: "ENABLED", ...body };
    expect(await write("POST", "LEGAL", whole)).toEqual([
      400,
      expect.objectContaining({ code: "INVALID_INPUT_ARGUMENT" }),
    ]);
  });

  test("have no list of all, nor of a type nobody knows", async () => {
    expect((await session.zia("GET", "webApplicationRules")).status).toBe(404);
    expect((await session.zia("GET", "webApplicationRules/PETS")).status).toBe(404);
  });
});

describe("kinds that are only read", () => {
  test.each(
    ziaKinds.flatMap(({ path, writable, perType }) =>
      writable ? [] : [perType === undefined ? path : `${path}/LEGAL`],
    ),
  )("%s takes no writes through the API", async (path) => {
    expect((await session.zia("POST", path, { name: "x" })).status).toBe(405);
  });

  test("are changed in the portal, and staged", async () => {
    const kind = "zia/ssl-inspection-rule";
    const changes = { urlCategories: ["FINANCE"] };
    const changed = await portal("PATCH", kind, { name: "Do not open machine vendors", changes });
    expect(changed.body.object.urlCategories).toEqual(["FINANCE"]);
    const active = (await objects(kind, "active")).find(({ name }) => name === "Do not open machine vendors");
    expect(active.urlCategories).not.toEqual(["FINANCE"]);
  });

  test("cannot name what does not exist", async () => {
    const object = { name: "Nowhere", urlCategories: [{ id: 9999 }] };
    const answer = await portal("POST", "zia/dlp-web-rule", { object });
    expect([answer.status, answer.body.code]).toEqual([400, "INVALID_INPUT_ARGUMENT"]);
  });
});

describe("a delete", () => {
  test("of a category that nothing names any more is staged until activation", async () => {
    const kind = "zia/url-category";
    const { id } = await named(kind, "Sales demo tenants", "configuredName");
    expect((await session.zia("DELETE", `urlCategories/${id}`)).status).toBe(204);
    expect(await named(kind, "Sales demo tenants", "configuredName")).toBeUndefined();
    const isActive = async (): Promise<boolean> => (await objects(kind, "active")).some((row) => row.id === id);
    expect(await isActive()).toBe(true);
    await session.control("POST", "activate", { actor: "Jana Dorn" });
    expect(await isActive()).toBe(false);
  });

  test("is refused in the portal, too, while a rule names the object", async () => {
    const answer = await portal("DELETE", "zia/url-category", { name: "Machine vendors" });
    expect([answer.status, answer.body.code]).toEqual([409, "RESOURCE_IN_USE"]);
  });

  test("with force takes a segment out of consoles, approvals and links", async () => {
    const { id } = await named("zpa/application-segment", "Print");
    await make("zpa/pra-console", { name: "Printer panel", praApplication: { appId: id } });
    await make("zpa/user-portal-link", { name: "Printer queue", applicationId: id });
    const keeper = await named("zpa/application-segment", "AS400");
    await make("zpa/pra-approval", { emailIds: ["guest@x.example"], applications: [{ id }, { id: keeper.id }] });
    expect((await session.zpa("DELETE", `application/${id}`)).body.id).toBe("resource.referenced");
    expect((await session.zpa("DELETE", `application/${id}?forceDelete=true`)).status).toBe(204);
    expect((await named("zpa/pra-console", "Printer panel")).praApplication).toBeUndefined();
    expect((await named("zpa/user-portal-link", "Printer queue")).applicationId).toBeUndefined();
    expect((await objects("zpa/pra-approval")).map(({ applications }) => applications)).toEqual([[{ id: keeper.id }]]);
  });

  test("of a server group is not stopped by servers that joined it, and they forget it", async () => {
    const [connectors] = await objects("zpa/app-connector-group");
    const group = await make("zpa/server-group", {
      name: "Explicit",
      dynamicDiscovery: true,
      appConnectorGroups: [{ id: connectors.id }],
    });
    const server = await make("zpa/application-server", {
      name: "srv",
      address: "10.9.9.9",
      appServerGroupIds: [group.id],
    });
    expect(server.appServerGroupIds).toEqual([group.id]);
    expect((await session.zpa("DELETE", `serverGroup/${group.id}`)).status).toBe(204);
    expect((await named("zpa/application-server", "srv")).appServerGroupIds).toEqual([]);
  });
});
