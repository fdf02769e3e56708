import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, seedNames, startSandbox } from "../../src/sandbox/server.ts";
import { type Body, open } from "./client.ts";

let folder: string;
let file: string;
const running: Sandbox[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  file = join(folder, "nested", "sandbox.json");
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
  rmSync(folder, { recursive: true });
});

const start = async (options: Parameters<typeof open>[0] = {}) => {
  const session = await open({ stateFile: file, ...options });
  running.push(session.sandbox);
  return session;
};

describe("a state file", () => {
  test("keeps identity, both views, the audit log and counters over a restart", async () => {
    const first = await start({ seed: "acme" });
    await first.zia("POST", "ruleLabels", { name: "active" });
    await first.zia("POST", "status/activate");
    await first.zia("POST", "ruleLabels", { name: "staged" });
    const { clientId, clientSecret, customerId } = first.sandbox;
    await first.sandbox.close();

    const second = await start({ seed: "small" });
    expect(second.sandbox).toMatchObject({ clientId, clientSecret, customerId });
    expect((await second.zia("GET", "status")).body.status).toBe("PENDING");
    const names = async (view: string): Promise<string[]> =>
      (await second.control("GET", `objects?kind=zia/rule-label&view=${view}`)).body.objects.map(
        (row: Body) => row.name,
      );
    expect(await names("staged")).toContain("staged");
    expect(await names("active")).not.toContain("staged");
    expect(await names("active")).toContain("active");
    const idp = (await second.zpa("GET", "idp", undefined, "v2")).body.list[0];
    const groups = await second.call("GET", `/zpa/userconfig/v1/customers/${customerId}/scimgroup/idpId/${idp.id}`);
    if (groups.body.totalCount > 0) expect(groups.text).toContain(`"idpId":${idp.id}`);
    await second.zia("POST", "ruleLabels", { name: "third" });
    const ids = (await second.zia("GET", "ruleLabels")).body.map((row: Body) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    const audit = JSON.parse(readFileSync(file, "utf8")).audit.map((entry: Body) => entry.resource);
    expect(audit).toEqual(["active", "Configuration", "staged", "third"]);
  });

  test("is on disk before the answer, whole, private, without leftovers", async () => {
    const session = await start();
    await session.zia("POST", "ruleLabels", { name: "durable" });
    const stored = JSON.parse(readFileSync(file, "utf8"));
    expect(stored.collections["zia/rule-label"]).toMatchObject([{ name: "durable" }]);
    expect(stored.active["zia/rule-label"]).toEqual([]);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, "nested")).sort()).toEqual(["sandbox.json", "sandbox.json.lock"]);
  });

  test("is seeded acme when missing", async () => {
    const sandbox = await startSandbox({ stateFile: file });
    running.push(sandbox);
    expect(JSON.parse(readFileSync(file, "utf8")).seed).toBe("acme");
  });

  test("is not served twice", async () => {
    const first = await start();
    await expect(startSandbox({ stateFile: file })).rejects.toThrow(/already served by process \d+/);
    await first.sandbox.close();
    const again = await start();
    expect((await again.zia("GET", "ruleLabels")).status).toBe(200);
  });

  test("whose server died is taken over", async () => {
    const first = await start();
    await first.sandbox.close();
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    writeFileSync(`${file}.lock`, `${dead}\n`);
    await start();
    expect(readFileSync(`${file}.lock`, "utf8")).toBe(`${process.pid}\n`);
  });

  test("that cannot be read is not overwritten, and the lock is given back", async () => {
    const first = await start();
    await first.sandbox.close();
    writeFileSync(file, "{");
    await expect(startSandbox({ stateFile: file })).rejects.toThrow(/not readable JSON/);
    expect(readFileSync(file, "utf8")).toBe("{");
    writeFileSync(file, '{"format":99}');
    await expect(startSandbox({ stateFile: file })).rejects.toThrow(/unknown format 99/);
  });
});

describe("identity", () => {
  test("customer ids are 18 digits from 2161 and differ from tenant to tenant", async () => {
    const ids = await Promise.all([startSandbox(), startSandbox()]);
    running.push(...ids);
    const [one, two] = ids.map(({ customerId }) => customerId);
    expect(one).toMatch(/^2161\d{14}$/);
    expect(one).not.toBe(two);
  });

  test("credentials can be given", async () => {
    const sandbox = await startSandbox({ token: { clientId: "me", clientSecret: "mine" } });
    running.push(sandbox);
    expect(sandbox).toMatchObject({ clientId: "me", clientSecret: "mine" });
  });

  test("an unknown seed is named", async () => {
    await expect(startSandbox({ seed: "huge" })).rejects.toThrow(/no sandbox seed "huge"/);
  });
});

describe("seeds", () => {
  const core = [
    ...["zia/url-filtering-rule", "zia/firewall-filtering-rule", "zia/url-category"],
    ...["zpa/application-segment", "zpa/segment-group", "zpa/access-rule"],
  ];

  test.each([
    ["small", 500],
    ["medium", 2000],
    ["large", 8300],
  ])("%s holds %i policy objects besides built-ins, active as staged, and starts at once", async (seed, count) => {
    const started = performance.now();
    const session = await open({ seed });
    running.push(session.sandbox);
    expect(performance.now() - started).toBeLessThan(2000);
    let found = 0;
    for (const kind of core) {
      const { objects } = (await session.control("GET", `objects?kind=${kind}`)).body;
      found += objects.filter(
        (row: Body) => !row.predefined && !row.defaultRule && row.customCategory !== false,
      ).length;
    }
    expect(found).toBe(count);
    expect((await session.zia("GET", "status")).body.status).toBe("ACTIVE");
  });

  test.each(seedNames)("%s is the same every time, and everything in it can be read", async (seed) => {
    const read = async (): Promise<string> => {
      const session = await open({ seed, now: () => 1_767_225_600_000, random: () => 0.5 });
      running.push(session.sandbox);
      const all: Body[] = [];
      for (const kind of core) all.push((await session.control("GET", `objects?kind=${kind}`)).body.objects);
      return JSON.stringify(all);
    };
    expect(await read()).toBe(await read());
  });
});
