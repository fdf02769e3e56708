import { expect, test } from "vitest";
import { plan, type Tenant } from "../given.ts";

const url = "zia/url-filtering-rule";
const categories = ["GAMBLING", "NUDITY"];

const stepsOf = (before: string, was: readonly string[], after: string, is: readonly string[]) => {
  const tenant: Tenant = {
    [url]: [
      {
        ...{ id: 1, name: "R", order: 1, rank: 7, state: "ENABLED", protocols: ["ANY_RULE"] },
        ...{ action: before, urlCategories: [...was] },
      },
    ],
    "zia/url-category": categories.map((id) => ({ id, configuredName: id, type: "URL_CATEGORY" })),
  };
  const { steps } = plan(tenant, { [url]: [{ name: "R", action: after, urlCategories: is }] });
  return steps.map(({ phase, set }) => [phase, set]);
};

const [one, both] = [["GAMBLING"], categories];

test.each<[string, string, readonly string[], string, readonly string[], readonly (readonly [string, object])[]]>([
  [
    "guards no more and holds for less is narrowed first",
    ...(["CAUTION", both, "ALLOW", one] as const),
    [
      ["stricter", { urlCategories: one }],
      ["looser", { action: "ALLOW" }],
    ],
  ],
  [
    "guards from now on and holds for more guards first",
    ...(["ALLOW", one, "CAUTION", both] as const),
    [
      ["stricter", { action: "CAUTION" }],
      ["looser", { urlCategories: both }],
    ],
  ],
  [
    "guards otherwise and holds for less is narrowed first",
    ...(["CAUTION", both, "ISOLATE", one] as const),
    [
      ["stricter", { urlCategories: one }],
      ["looser", { action: "ISOLATE" }],
    ],
  ],
  [
    "guards no more and holds for more is written at once",
    ...(["CAUTION", one, "ALLOW", both] as const),
    [["looser", { action: "ALLOW", urlCategories: both }]],
  ],
  [
    "guards from now on and holds for less is written at once",
    ...(["ALLOW", both, "CAUTION", one] as const),
    [["stricter", { action: "CAUTION", urlCategories: one }]],
  ],
])("a rule that %s", (_, before, was, after, is, writes) => {
  expect(stepsOf(before, was, after, is)).toEqual(writes);
});
