import { expect, test } from "vitest";
import { buildPlan } from "../../src/plan/plan.ts";
import { type Said, type Story, storyInput } from "./given.ts";
import { holds, says } from "./told.ts";

const urls = Array.from({ length: 25_000 }, (_, index) => `host-${index}.example`);
const edited = [...urls.slice(0, 12_000), "new.example", ...urls.slice(12_001)];

const secondsFor = (story: Story): { readonly seconds: number; readonly fields: unknown } => {
  const input = storyInput(story);
  const before = process.cpuUsage();
  const planned = buildPlan(input);
  const { user, system } = process.cpuUsage(before);
  if (!planned.ok) throw new Error("no plan");
  const fields = planned.plan.changes.flatMap((change) => change.fields);
  return {
    seconds: (user + system) / 1e6,
    fields: fields.map(({ path, added, removed }) => ({ path, added, removed })),
  };
};

const said = (list: readonly string[], isAdditive: boolean): Said =>
  says(["A", { urls: list }, isAdditive ? { additive: ["urls"] } : {}]);

test.each([
  ["a list of our own", false, urls],
  [
    "an additive list beside 2,000 entries of others",
    true,
    [...urls, ...urls.slice(0, 2000).map((one) => `their-${one}`)],
  ],
])("one edit in 25,000 URLs is planned in less than a second of CPU: %s", (_, isAdditive, there) => {
  const { seconds, fields } = secondsFor({
    live: holds(["A", { urls: [...there].reverse() }]),
    base: said(urls, isAdditive),
    after: [said(urls.toReversed(), isAdditive)],
    head: said(edited, isAdditive),
  });
  expect(fields).toEqual([{ path: "urls", added: ["new.example"], removed: ["host-12000.example"] }]);
  expect(seconds).toBeLessThan(1);
});
