import fc from "fast-check";
import { expect, test } from "vitest";
import { findings, type Given, namesIn } from "../analysis/given.ts";

/**
 * First-match evaluation by brute force, over a world of few values. Of each criterion there is one value that no rule
 * names. Whether the service joins users and groups by AND or by OR is not asked: what is told has to hold either way.
 */
const users = ["ada", "bob"];
const groups = ["hr", "it"];
const categories = ["GAMBLING", "NUDITY", "TRAVEL"];
const countries = ["COUNTRY_DE", "COUNTRY_FR"];

interface Rule {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly urlCategories: readonly string[];
  readonly sourceCountries: readonly string[];
  readonly excludeSrcCountries: boolean;
  readonly action: string;
  readonly state: string;
  readonly timeQuota: string | null;
}

const some = (values: readonly string[]) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, fc.subarray([...values]));

const rules: fc.Arbitrary<readonly Rule[]> = fc.array(
  fc.record({
    users: some(users),
    groups: some(groups),
    urlCategories: some(categories),
    sourceCountries: some(countries),
    excludeSrcCountries: fc.nat(5).map((n) => n === 0),
    action: fc.constantFrom("ALLOW", "CAUTION", "BLOCK", "BLOCK", "ALLOW", "ICAP_RESPONSE"),
    state: fc.constantFrom("ENABLED", "ENABLED", "ENABLED", "DISABLED"),
    timeQuota: fc.constantFrom(null, null, null, null, null, "1h"),
  }),
  { minLength: 2, maxLength: 7 },
);

interface Flow {
  readonly user: string;
  readonly group: string;
  readonly category: string;
  readonly country: string;
}

const other = "somebody else";
const flows: readonly Flow[] = [...users, other].flatMap((user) =>
  [...groups, other].flatMap((group) =>
    [...categories, other].flatMap((category) =>
      [...countries, other].map((country) => ({ user, group, category, country })),
    ),
  ),
);

type Join = "and" | "or";

const isAsked = (asked: readonly string[], value: string): boolean => asked.length === 0 || asked.includes(value);

const isPerson = (rule: Rule, { user, group }: Flow, join: Join): boolean =>
  join === "and" || rule.users.length === 0 || rule.groups.length === 0
    ? isAsked(rule.users, user) && isAsked(rule.groups, group)
    : rule.users.includes(user) || rule.groups.includes(group);

const isCountry = ({ sourceCountries, excludeSrcCountries }: Rule, country: string): boolean =>
  sourceCountries.length === 0 || sourceCountries.includes(country) !== excludeSrcCountries;

const matches = (rule: Rule, flow: Flow, join: Join): boolean =>
  isPerson(rule, flow, join) && isAsked(rule.urlCategories, flow.category) && isCountry(rule, flow.country);

/** A quota or an action of unknown direction may hand on. */
const isFinal = ({ timeQuota, action }: Rule): boolean => timeQuota === null && action !== "ICAP_RESPONSE";

/** Rules that some flow reaches and matches, however people are joined. */
const reached = (list: readonly Rule[]): ReadonlySet<number> => {
  const found = new Set<number>();
  for (const join of ["and", "or"] as const) {
    for (const flow of flows) {
      for (const [index, rule] of list.entries()) {
        if (rule.state === "DISABLED" || !matches(rule, flow, join)) continue;
        found.add(index);
        if (isFinal(rule)) break;
      }
    }
  }
  return found;
};

/** Whether one rule takes everything of another. */
const covers = (upper: Rule, lower: Rule): boolean =>
  (["and", "or"] as const).every((join) =>
    flows.every((flow) => !matches(lower, flow, join) || matches(upper, flow, join)),
  );

const given = (list: readonly Rule[]): readonly Given[] =>
  list.map((rule, index) => [`${index}`, { protocols: ["ANY_RULE"], ...rule }]);

test("no flow reaches a rule that is told to be shadowed, and no plain cover is missed", () => {
  let told = 0;
  fc.assert(
    fc.property(rules, (list) => {
      const found = findings("shadowed-rule", { "zia/url-filtering-rule": given(list) });
      const shadowed = found.map((one) => Number(namesIn(one)[0]));
      told += shadowed.length;
      const open = reached(list);
      expect(shadowed.filter((index) => open.has(index))).toEqual([]);
      const plain = list.flatMap((lower, index) => {
        const above = list.slice(0, index).filter((rule) => rule.state === "ENABLED" && isFinal(rule));
        // A list of countries turned around may cover, but is never told to.
        const upper = above.filter(({ excludeSrcCountries }) => !excludeSrcCountries);
        return lower.state === "ENABLED" && upper.some((rule) => covers(rule, lower)) ? [index] : [];
      });
      expect(shadowed).toEqual(plain);
    }),
    { numRuns: 5_000 },
  );
  expect(told).toBeGreaterThan(1_000);
});

const apps = ["ERP", "Wiki"];
const platforms = ["windows", "mac"];

interface Block {
  readonly APP?: readonly string[];
  readonly PLATFORM?: readonly string[];
  readonly operator?: "AND";
  readonly negated?: true;
}

const filled = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ APP: filled(apps) }) },
  { weight: 6, arbitrary: fc.record({ PLATFORM: filled(platforms) }) },
  { weight: 1, arbitrary: fc.record({ APP: filled(apps), PLATFORM: filled(platforms) }) },
  { weight: 1, arbitrary: fc.record({ APP: filled(apps), operator: fc.constant("AND" as const) }) },
  { weight: 1, arbitrary: fc.record({ APP: filled(apps), negated: fc.constant(true as const) }) },
);

const accessRules = fc.array(
  fc.record({
    conditions: fc.array(block, { maxLength: 3 }),
    operator: fc.constantFrom("AND", "AND", "AND", "OR"),
    action: fc.constantFrom("ALLOW", "DENY", "ALLOW", "DENY", "REQUIRE_APPROVAL"),
    disabled: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 2, maxLength: 7 },
);

const isMet = ({ APP = [], PLATFORM = [], operator, negated }: Block, app: string, platform: string): boolean => {
  const each = [...APP.map((name) => name === app), ...PLATFORM.map((name) => name === platform)];
  const met = operator === "AND" ? each.every(Boolean) : each.some(Boolean);
  return met !== (negated === true);
};

test("nor does one reach an access rule that is told to be shadowed", () => {
  let told = 0;
  fc.assert(
    fc.property(accessRules, (list) => {
      const found = findings("shadowed-rule", {
        "zpa/access-rule": list.map((rule, index): Given => [`${index}`, rule]),
      });
      const shadowed = new Set(found.map((one) => namesIn(one)[0]));
      told += shadowed.size;
      for (const app of [...apps, other]) {
        for (const platform of [...platforms, other]) {
          for (const [index, { conditions, operator, action, disabled }] of list.entries()) {
            const met = conditions.map((one) => isMet(one, app, platform));
            const isMatch = conditions.length === 0 || (operator === "OR" ? met.some(Boolean) : met.every(Boolean));
            if (disabled || !isMatch) continue;
            expect(shadowed).not.toContain(`${index}`);
            if (action !== "REQUIRE_APPROVAL") break;
          }
        }
      }
    }),
    { numRuns: 5_000 },
  );
  expect(told).toBeGreaterThan(1_000);
});
