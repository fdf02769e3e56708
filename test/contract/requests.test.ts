import { afterEach, describe, expect, test } from "vitest";
import { findKind } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { PlannedRequest } from "../../src/model/plan.ts";
import { documentsFromLive, readEverything } from "../support/documents-from-live.ts";
import { type Doc, openScene, type RequestEntry, type Scene, type Wire, yamlOf } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const core: readonly KindName[] = [
  "zpa/segment-group",
  "zpa/application-segment",
  "zpa/access-rule",
  "zia/url-category",
  "zia/url-filtering-rule",
  "zia/firewall-filtering-rule",
];

const isToken = ({ path }: RequestEntry): boolean => path === "/oauth2/v1/token";

/** One file per kind; unordered kinds in files of a size that people would keep. */
const writeInFiles = (docs: readonly Doc[]): void => {
  for (const { kind, resources } of docs) {
    const size = findKind(kind as KindName)?.order === undefined ? 500 : resources.length;
    for (let at = 0; at < resources.length; at += size) {
      const part: Doc = { kind, resources: resources.slice(at, at + size) };
      scene.writeText(`policies/${kind}-${at}.yaml`, yamlOf([part]));
    }
  }
};

test("a plan of 8,300 objects asks at most 25 times, and one edited rule is one PUT", async () => {
  scene = await openScene({ seed: "large", documents: [] });
  const docs = documentsFromLive(await readEverything(scene), core);
  expect(docs.reduce((sum, { resources }) => sum + resources.length, 0)).toBeGreaterThan(7_500);
  writeInFiles(docs);
  await scene.forget();
  const { plan } = await scene.plan();
  expect(plan.requests).toEqual([]);
  const asked = (await scene.requests()).filter((request) => !isToken(request));
  expect(asked.length).toBeLessThanOrEqual(25);

  const rules = docs.find(({ kind }) => kind === "zia/url-filtering-rule")!;
  const edited = rules.resources.map((rule, index) => (index === 40 ? { ...rule, description: "edited" } : rule));
  writeInFiles([{ ...rules, resources: edited }]);
  scene.save(await scene.plan());
  await scene.forget();
  expect((await scene.apply()).exitCode).toBe(0);
  expect((await scene.writes()).map(({ method, path }) => `${method} ${path.replace(/\/\d+$/, "/<id>")}`)).toEqual([
    "PUT /zia/api/v1/urlFilteringRules/<id>",
    "POST /zia/api/v1/status/activate",
  ]);
}, 120_000);

/** Numbers that look random and are the same every time. */
const random = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

const shuffled = <T>(list: readonly T[], seed: number): readonly T[] => {
  const next = random(seed);
  return list
    .map((entry) => ({ entry, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
};

/** Length of the longest increasing subsequence, by patience. */
const longest = (numbers: readonly number[]): number => {
  const piles: number[] = [];
  for (const number of numbers) {
    const at = piles.findIndex((top) => top >= number);
    piles[at < 0 ? piles.length : at] = number;
  }
  return piles.length;
};

const numbers = Array.from({ length: 200 }, (_, index) => index);
const nameOf = (number: number): string => `Rule ${String(number).padStart(3, "0")}`;

const openWithRules = async (kind: string, rule: Wire): Promise<void> => {
  scene = await openScene({ seed: "empty", documents: [] });
  for (const number of numbers) {
    await scene.control("POST", "objects", { kind, object: { name: nameOf(number), ...rule }, actor: "an old hand" });
  }
  await scene.control("POST", "activate", { actor: "an old hand" });
};

const liveNames = async (kind: string): Promise<readonly string[]> =>
  (await scene.objects(kind)).map(({ name }) => String(name)).filter((name) => name.startsWith("Rule "));

describe("two hundred rules in another order", () => {
  test.each([
    ["zia/url-filtering-rule", { action: "BLOCK", protocols: ["ANY_RULE"] }],
    ["zia/firewall-filtering-rule", { action: "ALLOW" }],
  ])("%s: as many writes as rules that have to move", async (kind, rule) => {
    await openWithRules(kind, rule);
    const order = shuffled(numbers, 7);
    scene.write({ kind, resources: order.map((number) => ({ name: nameOf(number) })) });
    const planned = await scene.plan();
    const moves = numbers.length - longest(order);
    expect(planned.plan.summary.move).toBe(moves);
    expect(planned.plan.requests).toHaveLength(moves + 1);
    scene.save(planned);
    await scene.forget();
    expect((await scene.apply()).exitCode).toBe(0);
    expect(await scene.writes()).toHaveLength(moves + 1);
    expect(await liveNames(kind)).toEqual(order.map(nameOf));
    expect((await scene.plan()).plan.requests).toEqual([]);
  });

  test.each([
    ["that allow", { action: (): string => "ALLOW" }],
    ["that allow and deny", { action: (index: number): string => (index % 3 === 0 ? "DENY" : "ALLOW") }],
  ])("zpa/access-rules %s: at most two bulk reorders, and nothing else", async (_, { action }) => {
    const kind = "zpa/access-rule";
    await openWithRules(kind, { action: "ALLOW" });
    for (const number of numbers) {
      const changes = { action: action(number) };
      if (changes.action !== "ALLOW")
        await scene.control("PATCH", "objects", { kind, name: nameOf(number), changes, actor: "an old hand" });
    }
    const order = shuffled(numbers, 11);
    scene.write({ kind, resources: order.map((number) => ({ name: nameOf(number) })) });
    scene.save(await scene.plan());
    await scene.forget();
    expect((await scene.apply()).exitCode).toBe(0);
    const writes = await scene.writes();
    expect(writes.length).toBeLessThanOrEqual(2);
    expect(writes.every(({ method, path }) => method === "PUT" && path.endsWith("/reorder"))).toBe(true);
    expect(await liveNames(kind)).toEqual(order.map(nameOf));
    expect((await scene.plan()).plan.requests).toEqual([]);
  });
});

describe("look-ups", () => {
  const asked = async (fields: Wire): Promise<readonly string[]> => {
    scene.write({ kind: "zia/url-filtering-rule", resources: [{ name: "Block gambling & adult content", ...fields }] });
    await scene.forget();
    await scene.plan();
    return (await scene.requests()).filter(({ method }) => method === "GET").map(({ path }) => path);
  };

  test("are read when a document names one that the rule does not have yet, and only then", async () => {
    scene = await openScene({ documents: [] });
    const without = await asked({ description: "x" });
    expect(new Set(without)).toEqual(new Set(["/zia/api/v1/status", "/zia/api/v1/urlFilteringRules"]));
    const named = await asked({ departments: ["Finance"] });
    expect(new Set(named.filter((path) => !without.includes(path)))).toEqual(new Set(["/zia/api/v1/departments"]));
  });
});

/** Lists of ZIA that a plan with one edited category asks for. */
const askedFor = async (edit: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
  scene = await openScene({
    documents: [{ kind: "zia/url-category", resources: [{ name: "Machine vendors", ...edit }] }],
  });
  await scene.forget();
  await scene.plan();
  const asked = (await scene.requests()).filter(({ method }) => method === "GET").map(({ path }) => path);
  return [...new Set(asked.map((path) => path.replace("/zia/api/v1/", "")))].sort();
};

const ruled = ["firewallFilteringRules", "ipDestinationGroups", "status", "urlCategories", "urlFilteringRules"];

test("a category with another description asks for the rules that can be declared, not for all that may name it", async () => {
  expect(await askedFor({ description: "Remote service" })).toEqual(ruled);
});

test("one with other contents asks for whatever else handles its traffic, and not for who only counts it", async () => {
  const asked = await askedFor({ urls: [".service.example"] });
  expect(asked).toEqual(expect.arrayContaining([...ruled, "sslInspectionRules", "webDlpRules"]));
  expect(asked).not.toContain("bandwidthClasses");
  expect(asked.length).toBeLessThanOrEqual(ruled.length + 9);
});

describe("what the plan lists is what is sent", () => {
  const shown = ({ method, path, operation }: Pick<PlannedRequest, "method" | "path" | "operation">): string =>
    `${method} ${path}${operation === undefined ? "" : ` ${operation}`}`;

  const operationIn = ({ body }: RequestEntry): string => {
    const name = String(body?.operationName ?? "");
    return name.charAt(0).toLowerCase() + name.slice(1);
  };

  test("all of it, nothing else, in this order, the activation once and last", async () => {
    scene = await openScene();
    const planned = await scene.plan();
    scene.save(planned);
    await scene.forget();
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(0);
    const sent = (await scene.writes()).map((entry) =>
      shown({
        method: entry.method as "PUT",
        path: entry.path,
        ...(entry.product === "zms" ? { operation: operationIn(entry) } : {}),
      }),
    );
    const everything = await readEverything(scene);
    const idOf = (address: string): string => {
      const at = address.indexOf(":");
      return everything.names.find(address.slice(0, at) as KindName, address.slice(at + 1))[0]?.id ?? address;
    };
    const listed = planned.plan.requests.map((request) =>
      shown({ ...request, path: request.path.replace(/\{([^}]+)\}/g, (_, address: string) => idOf(address)) }),
    );
    expect(sent).toEqual(listed);
    expect(listed.filter((line) => line.endsWith("/status/activate"))).toEqual([listed.at(-1)]);
    expect(applied.report.summary.writes).toBe(planned.plan.requests.length - 1);
  });

  test("without a change in ZIA nothing is activated", async () => {
    scene = await openScene({
      documents: [{ kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: "new" }] }],
    });
    const applied = await scene.settle();
    expect(applied.report.activation.zia).toBe("not-needed");
    expect((await scene.writes()).map(({ product }) => product)).toEqual(["zpa"]);
  });

  test("every delete of the tenant's objects stays unsaid: no plan holds one, and force is never asked for", async () => {
    scene = await openScene();
    await scene.settle();
    const requests = await scene.requests();
    expect(requests.filter(({ method }) => method === "DELETE")).toEqual([]);
    expect(requests.filter(({ query }) => "forceDelete" in query)).toEqual([]);
  });
});
