import { describe, expect, test } from "vitest";
import { load, loaded } from "./given.ts";

/** CPU time in milliseconds: other work on the machine does not count. */
const cpu = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const rules = (count: number, from: number, extra = ""): string =>
  `kind: zia/url-filtering-rule\nresources:\n${Array.from(
    { length: count },
    (_, index) =>
      `  - name: Rule ${from + index}\n    action: BLOCK\n    state: ENABLED\n    urlCategories: [GAMBLING, Partner sites ${index}]\n    groups: [Finance]\n    description: Text ${index}\n${extra}`,
  ).join("")}`;

const files = (count: number, each: number, extra = ""): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`policies/${index}.yaml`, rules(each, index * each, extra)]),
  );

describe("sizes", () => {
  test("ten thousand resources load within a second", async () => {
    expect((await loaded(files(100, 100))).documents).toHaveLength(100);
    expect(await cpu(() => loaded(files(100, 100)))).toBeLessThan(1_000);
    expect(await cpu(() => loaded(files(1, 10_000)))).toBeLessThan(1_000);
  });

  test("a category with 25,000 urls loads within a second", async () => {
    const urls = Array.from({ length: 25_000 }, (_, index) => `      - host${index}.example.com\n`).join("");
    const text = `kind: zia/url-category\nresources:\n  - name: Large\n    urls:\n${urls}`;
    expect(await cpu(() => loaded({ "a.yaml": text }))).toBeLessThan(1_000);
    const { diagnostics } = await load({ "a.yaml": `${text}      - host24000.example.com\n      - 17\n` });
    expect(diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`).toSorted()).toEqual([
      "invalid-value 25005:9",
      "not-a-text 25006:9",
    ]);
  });

  test("ten thousand mistakes take seconds, not minutes", async () => {
    const broken = files(10, 1_000, "    nothing: 1\n");
    expect((await load(broken)).diagnostics).toHaveLength(10_000);
    expect(await cpu(() => load(broken))).toBeLessThan(15_000);
  });
});
