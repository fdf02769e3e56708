import { afterEach, beforeEach, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;

beforeEach(async () => {
  session = await open();
  await session.control("PUT", "settings", { shuffle: false });
});
afterEach(() => session.sandbox.close());

const partner = (more: Body = {}): Body => ({
  configuredName: "Partner",
  superCategory: "USER_DEFINED",
  urls: ["a.example", "b.example"],
  ...more,
});

const read = async (id: string): Promise<Body> => (await session.zia("GET", `urlCategories/${id}`)).body;

test("ids are the largest number plus one, although lower ones are free", async () => {
  const first = (await session.zia("POST", "urlCategories", partner())).body;
  expect(first).toMatchObject({ id: "CUSTOM_01", val: 128, customCategory: true, customUrlsCount: 2 });
  const second = (await session.zia("POST", "urlCategories", partner({ configuredName: "Two", customCategory: false })))
    .body;
  expect(second).toMatchObject({ id: "CUSTOM_02", customCategory: true });
  await session.zia("DELETE", "urlCategories/CUSTOM_01");
  const third = (await session.zia("POST", "urlCategories", partner({ configuredName: "Three" }))).body;
  expect(third.id).toBe("CUSTOM_03");
});

test("an update without the super category loses it", async () => {
  await session.zia("POST", "urlCategories", partner({ description: "x" }));
  const answer = await session.zia("PUT", "urlCategories/CUSTOM_01", {
    configuredName: "Partner",
    urls: ["a.example"],
  });
  expect(answer.status).toBe(200);
  const after = await read("CUSTOM_01");
  expect(after).not.toHaveProperty("superCategory");
  expect(after).not.toHaveProperty("description");
  expect(after.urls).toEqual(["a.example"]);
});

test("adding and removing change the lists only and keep what the body leaves out", async () => {
  await session.zia("POST", "urlCategories", partner({ description: "kept" }));
  const added = await session.zia("PUT", "urlCategories/CUSTOM_01?action=ADD_TO_LIST", {
    configuredName: "Partner",
    urls: ["b.example", "c.example"],
  });
  expect(added.body.urls).toEqual(["a.example", "b.example", "c.example"]);
  await session.zia("PUT", "urlCategories/CUSTOM_01?action=REMOVE_FROM_LIST", {
    configuredName: "Partner",
    urls: ["a.example"],
  });
  expect(await read("CUSTOM_01")).toMatchObject({ urls: ["b.example", "c.example"], description: "kept" });
  expect((await session.zia("PUT", "urlCategories/CUSTOM_01?action=ADD_TO_LIST", { urls: ["d.example"] })).status).toBe(
    400,
  );
});

test("a plain update of a predefined category only adds URLs", async () => {
  await session.zia("PUT", "urlCategories/FINANCE", { urls: ["bank.example"] });
  await session.zia("PUT", "urlCategories/FINANCE", { urls: ["other.example"] });
  expect((await read("FINANCE")).urls).toEqual(["bank.example", "other.example"]);
  const removed = await session.zia("PUT", "urlCategories/FINANCE?action=REMOVE_FROM_LIST", { urls: ["bank.example"] });
  expect(removed.body.urls).toEqual(["other.example"]);
  expect((await session.zia("DELETE", "urlCategories/FINANCE")).status).toBe(400);
});

test("the list leaves predefined or TLD categories out when asked, or not asked", async () => {
  await session.zia("POST", "urlCategories", partner());
  await session.zia("POST", "urlCategories", partner({ configuredName: "TLDs", type: "TLD_CATEGORY", urls: [".zip"] }));
  const ids = async (query: string): Promise<string[]> =>
    (await session.zia("GET", `urlCategories${query}`)).body.map((row: Body) => row.id);
  expect(await ids("?customOnly=True")).toEqual(["CUSTOM_01"]);
  expect(await ids("?customOnly=true&type=ALL")).toEqual(["CUSTOM_01", "CUSTOM_02"]);
  expect(await ids("")).toContain("GAMBLING");
  const [counts] = (await session.zia("GET", "urlCategories?customOnly=true&includeOnlyUrlKeywordCounts=true")).body;
  expect(counts).not.toHaveProperty("urls");
  expect(counts.urlKeywordCounts.totalUrlCount).toBe(2);
});

test("keyword lists appear together", async () => {
  await session.zia("POST", "urlCategories", partner({ keywords: ["sso"] }));
  expect(await read("CUSTOM_01")).toMatchObject({ keywords: ["sso"], keywordsRetainingParentCategory: [] });
  await session.zia("POST", "urlCategories", partner({ configuredName: "Two" }));
  expect(await read("CUSTOM_02")).not.toHaveProperty("keywords");
});

test("the quota counts, and stops, all URLs of the tenant", async () => {
  await session.zia("POST", "urlCategories", partner());
  expect((await session.zia("GET", "urlCategories/urlQuota")).body).toEqual({
    uniqueUrlsProvisioned: 2,
    remainingUrlsQuota: 24_998,
  });
  const urls = Array.from({ length: 24_999 }, (_, index) => `${index}.example`);
  const answer = await session.zia("POST", "urlCategories", partner({ configuredName: "Huge", urls }));
  expect([answer.status, answer.body.code]).toEqual([403, "LIMIT_EXCEEDED"]);
});

test("a category that a rule or destination group names is not deleted", async () => {
  await session.zia("POST", "urlCategories", partner());
  await session.zia("POST", "urlFilteringRules", {
    name: "r",
    order: 1,
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["CUSTOM_01"],
  });
  expect((await session.zia("DELETE", "urlCategories/CUSTOM_01")).body.code).toBe("RESOURCE_IN_USE");
});
