import { describe, expect, test } from "vitest";
import { renderApplyMarkdown } from "../../src/apply/render/markdown.ts";
import { renderRefusal } from "../../src/apply/render/refusal.ts";
import { renderApplyText } from "../../src/apply/render/text.ts";
import { code as applyCode } from "../../src/apply/render/words.ts";
import { renderDriftMarkdown } from "../../src/drift/render-markdown.ts";
import { renderDriftText } from "../../src/drift/render-text.ts";
import { attribute, buildDrift } from "../../src/drift/report.ts";
import type { Change } from "../../src/model/change.ts";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanMarkdown } from "../../src/plan/render/markdown.ts";
import { code, fenced, html, prose } from "../../src/plan/render/safe.ts";
import { renderPlanText } from "../../src/plan/render/text.ts";
import { accessRule, attacks, change, field, hostile, outcome, result, urlRule } from "./fixtures.ts";
import { read } from "./markdown-reader.ts";

const rows = attacks.map((attack) => [JSON.stringify(attack), attack] as const);

/** The same in objects that come and go, in every form a value can have. */
const created = (attack: string): readonly Change[] => {
  const values: Readonly<Record<string, unknown>> = {
    description: `first\n${attack}\nlast`,
    [attack]: attack,
    conditions: [{ [attack]: [attack, { idp: attack, group: attack, is: false }], operator: attack }],
    names: [attack, `${attack}!`],
    nested: { [attack]: { [attack]: [attack] } },
    secret: { env: attack, version: attack },
    position: { after: attack },
  };
  const paths = Object.keys(values);
  return [
    change(
      accessRule,
      `${attack} new`,
      "create",
      paths.map((path) => field(path, null, values[path])),
      { impact: "broadens" },
    ),
    change(
      accessRule,
      `${attack} gone`,
      "delete",
      paths.map((path) => field(path, values[path], null)),
      { impact: "unknown" },
    ),
    change(
      accessRule,
      `${attack} old`,
      "update",
      paths.map((path) => field(path, values[path], null)),
      { impact: "broadens" },
    ),
    change(
      accessRule,
      `${attack} set`,
      "update",
      paths.map((path) => field(path, null, values[path])),
      { impact: "broadens" },
    ),
  ];
};

/** The same as names in a sentence about a change, where nothing is put in quotes. */
const told = (attack: string): readonly Change[] =>
  [`${attack} can now reach ${attack} (${attack} on TCP 443)`, `"${attack}" now stands above "${attack}"`].map(
    (impactReason) =>
      change(urlRule, `${attack} told`, "update", [], { impact: "broadens", impactReason, impactTold: true }),
  );

/** A plan with one attack wherever text of others can stand. */
const under = (attack: string): Plan => {
  const whole = hostile();
  const at = attacks.indexOf(attack);
  return {
    ...whole,
    tenant: { ...whole.tenant, name: attack },
    binding: { ...whole.binding, base: attack, head: attack, kinds: [attack] },
    changes: [
      ...whole.changes.slice(at, at + 1).map((one) => ({ ...one, unsafePrefix: `because ${attack}` })),
      ...created(attack),
      ...told(attack),
    ],
    requests: [
      { phase: "looser", method: "PUT", path: `/x/${attack}`, operation: attack, address: `${urlRule}:${attack}` },
    ],
    notTouched: [{ address: `${urlRule}:${attack}`, fields: [], by: attack, at: attack }],
    diagnostics: whole.diagnostics.slice(at, at + 1),
  };
};

const driftUnder = (attack: string) => ({
  ...attribute(buildDrift(under(attack)), [
    { at: attack, admin: attack, action: "UPDATE", resource: attack, clientIp: attack, interface: attack },
  ]),
  attribution: attack,
});

const runUnder = (attack: string) =>
  result(
    [
      outcome(`${urlRule}:${attack}`, "update", "failed", attack),
      outcome(`${urlRule}:x${attack}`, "update", "done"),
      outcome(`${urlRule}:y${attack}`, "update", "skipped"),
    ],
    { problem: attack, activation: { zia: "withheld" }, digest: attack },
  );

/** Nothing a terminal obeys: no control but line ends, no mark that turns the direction. */
const obeyed = /(?!\n)\p{Cc}|[\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

describe("a terminal gets no command, and no line that is not ours", () => {
  test.each(rows)("%s", (_, attack) => {
    const texts = [
      renderPlanText(under(attack), { color: false }),
      renderPlanText(under(attack), { color: false, width: 80, verbose: true }),
      renderDriftText(driftUnder(attack), { color: false }),
      renderApplyText(runUnder(attack), { tenant: attack, nextCommand: attack }, { color: false }),
      renderRefusal({ title: attack, reasons: [attack], live: attack, staged: attack, next: attack }),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(obeyed);
      expect(text.split("\n").filter((line) => line === "acme: no changes")).toEqual([]);
    }
  });
});

/** What GitHub would act on outside code. */
const acted: readonly (readonly [string, RegExp])[] = [
  ["a mention", /@/],
  ["a reference", /#\d|\bGH-\d/],
  ["a link", /https?:|www\.|mailto:|\]\(/],
  ["an image", /!\[/],
  ["an element", /<(?!\/?(?:details|summary)>)/],
  ["an entity", /&(?!(?:amp|lt|gt|quot|#39);)/],
  ["a formula", /\$/],
  ["an emoji code", /:\w+:/],
  ["a heading", /^ {0,3}#/m],
  ["a table", /\|/],
];

describe("GitHub gets text, and nothing to act on", () => {
  const pages = (attack: string): readonly string[] => [
    renderPlanMarkdown(under(attack)),
    renderPlanMarkdown(under(attack), { limit: 1_500 }),
    renderDriftMarkdown(driftUnder(attack)),
    renderApplyMarkdown(runUnder(attack), { tenant: attack, nextCommand: attack }),
  ];

  test.each(rows)("%s", (_, attack) => {
    for (const page of pages(attack)) {
      const { prose: outside, openFences, details, closedDetails } = read(page);
      // A result begins with a heading of our own.
      const rest = outside.replace(/^### /, "");
      for (const [what, pattern] of acted) expect(pattern.exec(rest)?.[0], what).toBeUndefined();
      expect(openFences).toBe(0);
      expect(details).toBe(closedDetails);
      expect(page).not.toContain("<!--");
      expect(page).not.toContain("-->");
      expect(page).not.toMatch(obeyed);
    }
  });

  test("all of them together", () => {
    const { prose: outside, openFences } = read(renderPlanMarkdown(hostile()));
    for (const [what, pattern] of acted) expect(pattern.exec(outside)?.[0], what).toBeUndefined();
    expect(openFences).toBe(0);
  });
});

describe("prose keeps what is plain and turns the rest into code", () => {
  test.each([
    ["plain words", "a new allowing rule", "a new allowing rule"],
    ["an address", "zia/url-category:X is missing", "`zia/url-category:X` is missing"],
    ["a mention", "ask @acme/security now", "ask `@acme/security` now"],
    ["a commit", "see deadbeefcafe", "see `deadbeefcafe`"],
    ["a quoted name", 'no rule is named "Partner sites"', 'no rule is named `"Partner sites"`'],
    ["ticks of our own", "list them under `order:`", "list them under `order:`"],
    [
      "punctuation behind a value",
      "allows more: x.example, y.example; done",
      "allows more: `x.example`, `y.example`; done",
    ],
    ["words of other languages", "München 安全", "München 安全"],
    ["an entity", "a &lt;b&gt; c", "a `&lt;b&gt`; c"],
  ])("%s", (_, text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test("a known address with blanks stays in one piece", () => {
    expect(prose("zpa/access-rule:Finance to ERP broadens", "zpa/access-rule:Finance to ERP")).toBe(
      "`zpa/access-rule:Finance to ERP` broadens",
    );
  });
});

describe("code", () => {
  test.each([
    ["plain", "a b", "`a b`"],
    ["a tick inside", "a`b", "``a`b``"],
    ["a tick at the end", "a`", "`` a` ``"],
    ["blanks at the ends", " a ", "`  a  `"],
    ["nothing", "", "`(empty)`"],
    ["a line end", "a\nb", "`a\\nb`"],
    ["a comment", "<!-- x -->", "`< !-- x -- >`"],
  ])("%s", (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test.each(rows)("is the same in an apply: %s", (_, attack) => {
    expect(applyCode(attack)).toBe(code(attack));
  });
});

test("a fence is longer than any in its content", () => {
  expect(fenced("diff", ["````", "x"])).toBe("`````diff\n````\nx\n`````");
});

test("HTML has no element but ours", () => {
  expect(html("</code><b a='\"'>&")).toBe("&lt;/code&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;");
});
