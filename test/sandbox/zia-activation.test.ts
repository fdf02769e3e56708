import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open();
});
afterEach(() => session.sandbox.close());

const status = async (): Promise<string> => (await session.zia("GET", "status")).body.status;

const objects = async (view: string): Promise<string[]> =>
  (await session.control("GET", `objects?kind=zia/rule-label&view=${view}`)).body.objects.map((row: Body) => row.name);

describe("staged and active", () => {
  test("a write is read at once and active only after activation", async () => {
    expect(await status()).toBe("ACTIVE");
    await session.zia("POST", "ruleLabels", { name: "one" });
    expect((await session.zia("GET", "ruleLabels")).body).toHaveLength(1);
    expect(await status()).toBe("PENDING");
    expect([await objects("staged"), await objects("active")]).toEqual([["one"], []]);
    expect((await session.zia("POST", "status/activate", {})).text).toBe('{"status":"ACTIVE"}');
    expect(await status()).toBe("ACTIVE");
    expect(await objects("active")).toEqual(["one"]);
  });

  test("a refused write stages nothing", async () => {
    await session.zia("POST", "ruleLabels", { zz: 1 });
    expect(await status()).toBe("ACTIVE");
  });

  test("an administrator's activation publishes everybody's changes", async () => {
    await session.zia("POST", "ruleLabels", { name: "ours" });
    await session.control("POST", "objects", { kind: "zia/rule-label", object: { name: "theirs" }, actor: "j.doe" });
    await session.control("POST", "activate", { actor: "j.doe" });
    expect((await objects("active")).sort()).toEqual(["ours", "theirs"]);
  });

  test("an activation can take a few polls", async () => {
    await session.control("PUT", "settings", { activationPolls: 2 });
    await session.zia("POST", "ruleLabels", { name: "one" });
    expect((await session.zia("POST", "status/activate")).body.status).toBe("INPROGRESS");
    expect([await status(), await status(), await status()]).toEqual(["INPROGRESS", "INPROGRESS", "ACTIVE"]);
  });
});

describe("when writing is not possible", () => {
  test("maintenance refuses writes with a code and a header", async () => {
    await session.control("PUT", "settings", { readOnly: true });
    const refused = await session.zia("POST", "ruleLabels", { name: "x" });
    expect([refused.status, refused.body.code]).toEqual([403, "STATE_READONLY"]);
    expect(refused.headers.get("x-zscaler-mode")).toBe("read-only");
    expect((await session.zia("GET", "ruleLabels")).status).toBe(200);
  });

  test("the edit lock stalls a write and then refuses it with 34 bytes", async () => {
    await session.control("PUT", "settings", { editLock: true, clockRate: 1000 });
    const started = performance.now();
    const refused = await session.zia("POST", "ruleLabels", { name: "x" });
    expect(performance.now() - started).toBeGreaterThan(25);
    expect([refused.status, refused.text]).toEqual([409, '{"code":"EDIT_LOCK_NOT_AVAILABLE"}']);
    expect((await session.zia("GET", "ruleLabels")).body).toEqual([]);
  });

  test("a lock that is released in time lets the waiting write through", async () => {
    await session.control("PUT", "settings", { editLock: true });
    const write = session.zia("POST", "ruleLabels", { name: "x" });
    await session.control("PUT", "settings", { editLock: false });
    expect((await write).status).toBe(200);
  });

  test("a lock with a duration releases itself", async () => {
    await session.control("PUT", "settings", { clockRate: 1000, editLock: { seconds: 5 } });
    expect((await session.zia("POST", "ruleLabels", { name: "x" })).status).toBe(200);
  });
});

describe("audit log", () => {
  const window = { startTime: 0, endTime: Date.now() + 1_000_000 };

  const report = async (filter: Body = {}): Promise<Record<string, string>[]> => {
    expect((await session.zia("POST", "auditlogEntryReport", { ...window, ...filter })).status).toBe(204);
    const states: string[] = [];
    while (states.at(-1) !== "COMPLETE") states.push((await session.zia("GET", "auditlogEntryReport")).body.status);
    expect(states).toEqual(["INIT", "EXECUTING", "COMPLETE"]);
    const download = await session.call("GET", "/zia/api/v1/auditlogEntryReport/download", undefined, {
      accept: "text/csv",
    });
    return parse(download.text, { columns: true });
  };

  test("tells who changed what, in the portal and through the API", async () => {
    await session.zia("POST", "ruleLabels", { name: "ours" });
    await session.control("POST", "objects", {
      kind: "zia/rule-label",
      object: { name: 'the "odd" one' },
      actor: "j.doe",
    });
    await session.control("PATCH", "objects", {
      kind: "zia/rule-label",
      name: "OURS",
      changes: { description: "x" },
      actor: "j.doe",
    });
    await session.zia("POST", "status/activate");
    const rows = await report();
    expect(rows.map((row) => [row.Action, row.Resource, row["Admin ID"], row.Interface])).toEqual([
      ["CREATE", "ours", "API Client Secret Authentication", "API"],
      ["CREATE", 'the "odd" one', "j.doe", "UI"],
      ["UPDATE", "ours", "j.doe", "UI"],
      ["ACTIVATE", "Configuration", "API Client Secret Authentication", "API"],
    ]);
    const label = (await session.zia("GET", "ruleLabels")).body.find((row: Body) => row.name === "ours");
    expect(label.lastModifiedBy.name).toBe("j.doe");
    expect(await report({ actionTypes: ["UPDATE"], objectName: "ours" })).toHaveLength(1);
  });

  test("has nothing before it was asked, and no CSV for who takes JSON only", async () => {
    const nothing = await session.zia("GET", "auditlogEntryReport");
    expect([nothing.status, nothing.body]).toEqual([
      404,
      { code: "RESOURCE_NOT_FOUND", message: "No Report to download" },
    ]);
    const refused = await session.call("GET", "/zia/api/v1/auditlogEntryReport/download", undefined, {
      accept: "application/json",
    });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([406, "text/html"]);
  });

  test("asking for it changes no configuration", async () => {
    await session.zia("POST", "auditlogEntryReport", window);
    expect(await status()).toBe("ACTIVE");
    await session.zia("DELETE", "auditlogEntryReport");
    expect((await session.zia("GET", "auditlogEntryReport")).status).toBe(404);
  });
});

describe("look-ups", () => {
  test("groups come by name in pages of 100, whatever is capped", async () => {
    for (let number = 0; number < 103; number++) {
      const object = { name: `Group ${String(number).padStart(3, "0")}` };
      await session.control("POST", "objects", { kind: "zia/group", object, actor: "x" });
    }
    const names = async (query: string): Promise<string[]> =>
      (await session.zia("GET", `groups${query}`)).body.map((row: Body) => row.name);
    expect(await names("")).toHaveLength(100);
    expect(await names("?page=2")).toEqual(["Group 100", "Group 101", "Group 102"]);
    await session.control("PUT", "settings", { pageSizeCap: 10 });
    expect(await names("?pageSize=1000&page=11")).toEqual(["Group 100", "Group 101", "Group 102"]);
  });

  test("pseudo locations are in the lite list only", async () => {
    expect((await session.zia("GET", "locations")).body).toEqual([]);
    const lite = (await session.zia("GET", "locations/lite")).body;
    expect(lite.map((row: Body) => row.name).sort()).toEqual(["Cloud Browser", "Road Warrior"]);
  });

  test("a single user hides name and e-mail, the list does not", async () => {
    await session.control("POST", "objects", {
      kind: "zia/user",
      object: { name: "Jana", email: "j@acme.example" },
      actor: "x",
    });
    const [user] = (await session.zia("GET", "users")).body;
    expect(user.email).toBe("j@acme.example");
    expect((await session.zia("GET", `users/${user.id}`)).body.email).not.toBe("j@acme.example");
  });

  test("the organisation names its cloud, and counts are bare numbers", async () => {
    expect((await session.zia("GET", "orgInformation/lite")).body.cloudName).toBe("zscalerthree.net");
    expect((await session.zia("GET", "locations/groups/count")).text).toBe("4");
  });
});
