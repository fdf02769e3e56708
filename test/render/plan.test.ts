import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Change } from "../../src/model/change.ts";
import { hashOf } from "../../src/model/hash.ts";
import type { Plan } from "../../src/model/plan.ts";
import { fieldLines } from "../../src/plan/render/fields.ts";
import { headline } from "../../src/plan/render/headline.ts";
import { abbreviate, renderPlanJson } from "../../src/plan/render/json.ts";
import { usual } from "../../src/plan/render/line.ts";
import { renderPlanMarkdown } from "../../src/plan/render/markdown.ts";
import { orderLines } from "../../src/plan/render/order.ts";
import { risks } from "../../src/plan/render/risk.ts";
import { prose } from "../../src/plan/render/safe.ts";
import { renderPlanText } from "../../src/plan/render/text.ts";
import {
  accessRule,
  believable,
  change,
  created,
  dangerous,
  empty,
  field,
  firewallRule,
  huge,
  impact,
  listField,
  longOrder,
  movedTo,
  order,
  plan,
  segment,
  told,
  urlCategory,
  urlRule,
} from "./fixtures.ts";
import { read } from "./markdown-reader.ts";

const opens = impact("broadens", "a new allowing rule");
const one = (kind: typeof urlRule, more = {}): Plan =>
  plan([change(kind, "A", "update", [field("state", "a", "b")], more)]);

describe("the first line", () => {
  test.each<readonly [string, Plan, string]>([
    ["nothing to do", empty(), "acme: no changes"],
    [
      "somebody else's staged changes",
      empty({ staged: { by: "unknown" } }),
      "acme: no changes, what somebody else staged in ZIA waits for activation",
    ],
    [
      "our own staged changes",
      empty({ staged: { by: "ours" }, activation: { zia: true }, cost: { requests: 1, seconds: 3 } }),
      "acme: no changes, activates what an earlier run staged in ZIA, ~3 s",
    ],
    ["one harmless change", one(urlRule), "acme: 1 change, opens no access, 0 deletes, activates ZIA, ~4 s"],
    [
      "one that finishes what an earlier run began",
      { ...one(urlRule), staged: { by: "ours" } },
      "acme: 1 change, opens no access, 0 deletes, activates ZIA with what an earlier run staged, ~4 s",
    ],
    ["one that takes effect at once", one(accessRule), "acme: 1 change, opens no access, 0 deletes, ~1 s"],
    ["one that opens", one(urlRule, opens), "acme: 1 change, 1 OPENS ACCESS, 0 deletes, activates ZIA, ~4 s"],
    [
      "one of unknown effect",
      one(accessRule, impact("unknown", "x")),
      "acme: 1 change, 1 UNKNOWN EFFECT, 0 deletes, ~1 s",
    ],
    [
      "one without a safe order",
      one(accessRule, { unsafePrefix: "x" }),
      "acme: 1 change, opens no access, 1 WITHOUT SAFE ORDER, 0 deletes, ~1 s",
    ],
    [
      "a delete",
      plan([change(urlCategory, "A", "delete", [])]),
      "acme: 1 change, opens no access, 1 delete, activates ZIA, ~4 s",
    ],
    [
      "a refused plan",
      dangerous(),
      "acme: 7 changes, 5 OPENS ACCESS, 1 UNKNOWN EFFECT, 1 WITHOUT SAFE ORDER, 2 deletes, activates ZIA, ~10 s; SOMEBODY ELSE'S CHANGES WAIT IN ZIA; REFUSED, 1 error",
    ],
    ["many changes", huge(), "acme: 2,000 changes, 5 OPENS ACCESS, 17 deletes, activates ZIA, ~34 min"],
    [
      "hours",
      { ...one(accessRule), cost: { requests: 1, seconds: 7_800 } },
      "acme: 1 change, opens no access, 0 deletes, ~2 h 10 min",
    ],
  ])("%s", (_, input, expected) => {
    expect(headline(input)).toBe(expected);
    expect(renderPlanText(input, { color: false }).split("\n")[0]).toBe(expected);
    expect(renderPlanMarkdown(input).split("\n")[0]).toBe(`**${expected}**`);
  });
});

describe("a risk in half a line", () => {
  const conditions = (...blocks: readonly unknown[]) => blocks;
  const app = { APP_GROUP: ["Finance apps"] };
  const finance = { SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] };
  const both = {
    SCIM_GROUP: [
      { idp: "Okta", group: "Finance" },
      { idp: "Okta", group: "Interns" },
    ],
  };
  const laptop = { POSTURE: [{ profile: "Laptop", is: true }] };

  test.each<readonly [string, Parameters<typeof change>, string]>([
    [
      "a new rule is told as who and where",
      [accessRule, "A", "create", [created("action", "ALLOW"), created("conditions", conditions(app, finance))], opens],
      "a new allowing rule: SCIM_GROUP Okta/Finance → APP_GROUP Finance apps",
    ],
    [
      "a rule without a source is for anyone",
      [accessRule, "A", "create", [created("action", "ALLOW"), created("conditions", conditions(app))], opens],
      "a new allowing rule: anyone → APP_GROUP Finance apps",
    ],
    [
      "a rule without a target is for every application",
      [accessRule, "A", "create", [created("action", "ALLOW"), created("conditions", conditions(finance))], opens],
      "a new allowing rule: SCIM_GROUP Okta/Finance → every application",
    ],
    [
      "a ZIA rule asks for more than who and where",
      [
        firewallRule,
        "A",
        "create",
        [
          created("action", "ALLOW"),
          created("groups", ["Finance"]),
          created("nwServices", ["SSH"]),
          created("timeWindows", ["Work hours"]),
        ],
        opens,
      ],
      "a new allowing rule: groups Finance → nwServices SSH, with timeWindows Work hours",
    ],
    [
      "an entry more",
      [
        accessRule,
        "A",
        "update",
        [listField("conditions", [app, finance], [app, both])],
        impact("broadens", "allows more: conditions"),
      ],
      "allows more: SCIM_GROUP + Okta/Interns",
    ],
    [
      "a question that is no longer asked",
      [
        accessRule,
        "A",
        "update",
        [listField("conditions", [app, finance, laptop], [app, finance])],
        impact("broadens", "allows more: conditions"),
      ],
      "allows more: no longer asks for POSTURE Laptop",
    ],
    [
      "an empty list of a rule is any",
      [urlRule, "A", "update", [listField("groups", ["Finance"], [])], impact("broadens", "allows more: groups")],
      "allows more: groups: Finance → any",
    ],
    [
      "an empty list of an object is empty",
      [
        urlCategory,
        "A",
        "update",
        [listField("urls", ["a.example"], [])],
        impact("broadens", "shrinks for rules that block: urls"),
      ],
      "shrinks for rules that block: urls − a.example",
    ],
    [
      "decisions come first, descriptions never",
      [
        urlRule,
        "A",
        "update",
        [field("description", "a", "b"), listField("groups", ["A"], ["A", "B"]), field("action", "BLOCK", "ALLOW")],
        impact("broadens", "a rule that blocked now allows"),
      ],
      "a rule that blocked now allows: action: BLOCK → ALLOW; groups + B",
    ],
    [
      "long lists are counted",
      [
        segment,
        "A",
        "update",
        [listField("domainNames", [], ["a", "b", "c", "d", "e", "f"])],
        impact("broadens", "grows for rules that allow: domainNames"),
      ],
      "grows for rules that allow: domainNames + a, b, c, 3 more",
    ],
    [
      "a move",
      [urlRule, "A", "update", [movedTo("X", null)], impact("broadens", "moves past rules that decide more strictly")],
      'moves past rules that decide more strictly: after "X" → first',
    ],
    [
      "no reason given",
      [urlRule, "A", "update", [field("x", 1, 2)], { impact: "broadens" }],
      "lets more traffic through: x: 1 → 2",
    ],
    [
      "a delete that opens",
      [urlRule, "A", "delete", [field("action", "BLOCK", null)], impact("broadens", "a blocking rule goes away")],
      "is deleted, a blocking rule goes away: anyone → anywhere",
    ],
    [
      "a sentence needs nothing added",
      [urlRule, "A", "update", [listField("groups", ["HR"], [])], told("broadens", "anyone can now reach GAMBLING")],
      "anyone can now reach GAMBLING",
    ],
    [
      "nor does one about a delete",
      [urlRule, "A", "delete", [field("action", "ALLOW", null)], told("narrows", "HR can no longer reach GAMBLING")],
      "HR can no longer reach GAMBLING",
    ],
  ])("%s", (_, given, expected) => {
    const [risk] = risks(plan([change(...given)]));
    expect([risk?.reason, risk?.detail].filter((part) => part !== "").join(": ")).toBe(expected);
  });

  const opening = change(
    urlRule,
    "A",
    "update",
    [field("action", "BLOCK", "ALLOW")],
    told("broadens", "HR can reach X"),
  );
  const deleting = change(urlRule, "A", "delete", [field("action", "ALLOW", null)], { impact: "narrows" });
  const given = { reason: "CHG-7", source: { file: "policies/acks.yaml", line: 3, column: 5 } };
  test.each<[string, Change, Omit<Plan["consents"][number], "address">, readonly string[]]>([
    [
      "who agreed stands beside it",
      opening,
      { allows: "broadening", what: "opens access: HR can reach X", given },
      ["opens: HR can reach X, agreed: CHG-7 (policies/acks.yaml:3)"],
    ],
    [
      "an entry for something else does not",
      opening,
      { allows: "takeover", what: "exists already", given },
      ["opens: HR can reach X", "takes: exists already, agreed: CHG-7 (policies/acks.yaml:3)"],
    ],
    [
      "what is overwritten is a risk, agreed to or not",
      change(urlRule, "A", "update", [field("description", "a", "b")], { impact: "neutral" }),
      { allows: "overwrite-drift", what: "was changed in the tenant (description) and is overwritten", given: null },
      ["undoes: was changed in the tenant (description) and is overwritten"],
    ],
    [
      "a delete says why it has to be agreed to",
      deleting,
      { allows: "delete", what: "is deleted, one of many", given },
      ["deletes: is deleted, one of many, agreed: CHG-7 (policies/acks.yaml:3)"],
    ],
  ])("%s", (_, changed, consent, expected) => {
    const made = plan([changed], { consents: [{ address: changed.address, ...consent }] });
    const found = risks(made);
    const words = found.map(({ word, reason, agreed }) => [
      `${word}: ${reason}`,
      ...(agreed ? [`agreed: ${agreed}`] : []),
    ]);
    expect(words.map((parts) => parts.join(", "))).toEqual(expected);
    const [text, page] = [renderPlanText(made, { color: false }), renderPlanMarkdown(made)];
    for (const { reason, agreed = "" } of found)
      for (const shown of [text, page]) expect(shown).toContain(agreed === "" ? reason : agreed);
  });

  test("the worst come first, and each is told in the text and in the comment", () => {
    const found = risks(dangerous());
    expect(found.map(({ word }) => word)).toEqual([...Array(5).fill("opens"), "unsafe", "unknown", "deletes"]);
    const [text, page] = [renderPlanText(dangerous(), { color: false }), renderPlanMarkdown(dangerous())];
    for (const { address, detail } of found) {
      expect(text).toContain(address);
      expect(page).toContain(detail);
    }
  });
});

describe("a field", () => {
  const shown = (change: Parameters<typeof fieldLines>[0]): readonly string[] =>
    fieldLines(change, 0, usual).map(
      ({ depth, sign, text }) => `${"  ".repeat(depth)}${sign === undefined ? "" : `${sign} `}${text}`,
    );
  const many = Array.from({ length: 40 }, (_, index) => `host${index}`);

  test.each<readonly [string, Parameters<typeof fieldLines>[0], readonly string[]]>([
    ["a scalar", { action: "update", fields: [field("state", "A", "B")] }, ["state: A → B"]],
    ["a flag", { action: "update", fields: [field("on", false, true)] }, ["on: false → true"]],
    ["set for the first time", { action: "update", fields: [field("x", null, "a")] }, ["x: (none) → a"]],
    ["cleared", { action: "update", fields: [field("x", "a", null)] }, ["x: a → (cleared)"]],
    [
      "text that looks like something else",
      { action: "update", fields: [field("x", "", " a → b")] },
      ['x: "" → " a → b"'],
    ],
    ["a sentence needs no quotes", { action: "create", fields: [created("d", "Hall 4, OT")] }, ["d: Hall 4, OT"]],
    ["but does in a list", { action: "create", fields: [created("l", ["Hall 4, OT", "b"])] }, ['l: ["Hall 4, OT", b]']],
    [
      "entries of a list",
      { action: "update", fields: [listField("l", ["a", "b"], ["b", "c"])] },
      ["l:", "  + c", "  - a"],
    ],
    ["a list without told entries", { action: "update", fields: [field("l", ["a"], ["a", "b"])] }, ["l:", "  + b"]],
    [
      "only the order of a list",
      { action: "update", fields: [listField("l", ["a", "b"], ["b", "a"])] },
      ["l: [a, b] → [b, a]"],
    ],
    ["an emptied list", { action: "update", fields: [listField("l", ["a"], [])] }, ["l: empty now", "  - a"]],
    [
      "a long list",
      { action: "update", fields: [listField("l", [], many)] },
      ["l: 40 added, 0 removed, 40 now", ...many.slice(0, 10).map((name) => `  + ${name}`), "  + … 30 more entries"],
    ],
    [
      "an abbreviated list",
      {
        action: "update",
        fields: [
          {
            path: "l",
            before: { count: 300, sha256: "ab" },
            after: { count: 301, sha256: "cd" },
            added: ["x"],
            removed: [],
          },
        ],
      },
      ["l:", "  + x"],
    ],
    [
      "a secret",
      {
        action: "update",
        fields: [field("psk", { env: "ZERODRIFT_SECRET_A", version: 2 }, { env: "ZERODRIFT_SECRET_A", version: 3 })],
      },
      ["psk: (secret) version 2 → 3"],
    ],
    [
      "a new secret",
      { action: "create", fields: [created("psk", { env: "ZERODRIFT_SECRET_A", version: 1 })] },
      ["psk: (secret) version 1"],
    ],
    ["a position", { action: "update", fields: [movedTo(null, "B")] }, ['position: first → after "B"']],
    [
      "a position of a new rule",
      { action: "create", fields: [created("position", { after: null })] },
      ["position: first"],
    ],
    [
      "a text of several lines",
      { action: "update", fields: [field("d", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n")] },
      ["d:", "    b", "    c", "  - d", "  + X", "    e", "    f"],
    ],
    ["a new list", { action: "create", fields: [created("l", ["a", "b c"])] }, ["l: [a, b c]"]],
    ["what a deleted object was", { action: "delete", fields: [field("l", ["a"], null)] }, ["l: [a]"]],
    [
      "an entry that changed inside",
      { action: "update", fields: [listField("c", [{ A: ["x", "y"] }], [{ A: ["y", "z"] }])] },
      ["c:", "  ~ A:", "    + z", "    - x"],
    ],
  ])("%s", (_, given, expected) => {
    expect(shown(given)).toEqual(expected);
  });
});

describe("an order", () => {
  const names = Array.from({ length: 30 }, (_, index) => `R${index + 1}`);

  test("folds what is far from a change", () => {
    const after = [...names.slice(0, 20), "New", ...names.slice(20)];
    const lines = orderLines({ order: order(names, after), moved: new Set() }, 0, usual).map(({ text, note }) => [
      text,
      note,
    ]);
    expect(lines).toEqual([
      ["order of 31 rules:", undefined],
      ["    … 18 rules", undefined],
      ["19  R19", undefined],
      ["20  R20", undefined],
      ["21  New", "new"],
      ["22  R21", undefined],
      ["23  R22", undefined],
      ["    … 8 rules", undefined],
    ]);
  });

  test("names every rule of others that is passed", () => {
    const text = renderPlanText(longOrder(), { color: false, verbose: true });
    for (const { crosses } of longOrder().orders[urlRule]!.crossings) expect(text).toContain(`"${crosses}"`);
    expect(text).toContain('"Rule 05" passes "Rule 20" (not in Git)');
  });

  test("a rule that goes away is shown where it was", () => {
    const lines = orderLines({ order: order(["A", "B", "C"], ["A", "C"]), moved: new Set() }, 0, usual);
    expect(lines.map(({ sign, text, note }) => [sign, text.trim(), note])).toEqual([
      [undefined, "order of 2 rules:", undefined],
      [" ", "1  A", undefined],
      ["-", "B", "deleted, was 2"],
      [" ", "2  C", undefined],
    ]);
  });
});

describe("text", () => {
  test("verbose lists every request", () => {
    const text = renderPlanText(huge(50), { color: false, verbose: true });
    for (const { address, path } of huge(50).requests) expect(text).toContain(`${path}  ${address}`);
  });

  test("a width is kept by sentences", () => {
    const lines = renderPlanText(dangerous(), { color: false, width: 80 }).split("\n");
    const end = lines.findIndex((line) => line.startsWith("error"));
    expect(lines.slice(1, end).filter((line) => line.length > 80)).toEqual([]);
  });

  test("without a width a risk stays on one line", () => {
    const line = renderPlanText(dangerous(), { color: false })
      .split("\n")
      .find((one) => one.startsWith("unsafe"));
    expect(line).toContain("only at activation");
  });

  test("colour changes nothing but colour", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken away
    const plain = renderPlanText(dangerous(), { color: true }).replace(/\u001b\[\d+m/g, "");
    expect(plain).toBe(renderPlanText(dangerous(), { color: false }));
  });

  test("a plan without a base says what that means", () => {
    const first = believable();
    const text = renderPlanText({ ...first, binding: { ...first.binding, base: null } }, { color: false });
    expect(text).toContain("base:   none: what was applied last is not known, so every difference is planned");
    expect(renderPlanText(first, { color: false })).not.toContain("base:   none");
  });

  test("a plan for reading says so", () => {
    const partial = believable();
    const text = renderPlanText({ ...partial, binding: { ...partial.binding, kinds: ["zia/*"] } }, { color: false });
    expect(text).toContain("next:   this plan shows only zia/* and is for reading");
  });
});

describe("drift that is left alone", () => {
  const foreign = { address: `${urlCategory}:Old`, fields: [field("exists", true, false)] } as const;
  const { binding } = empty();
  const applied = { binding: { ...binding, head: binding.base } };

  test("an undeclared object of an authoritative kind: undoing it is a delete", () => {
    const text = renderPlanText(empty({ ...applied, notTouched: [foreign] }), { color: false });
    expect(text).toContain("live, but not in Git: --include-drift would delete it");
    expect(text).toContain(
      "plan --include-drift undoes all of it and deletes 1 object, an acknowledgement of overwrite-drift a single one",
    );
  });

  test("a declared object that is gone would be made again", () => {
    const gone = { ...foreign, fields: [field("exists", false, true)] };
    const text = renderPlanText(empty({ ...applied, notTouched: [gone] }), { color: false });
    expect(text).toContain("in Git, but not live: --include-drift would make it again");
    expect(text).not.toContain("and deletes");
  });
});

test("a plan that keeps deletes back says so first and last", () => {
  const scope: Diagnostic = { severity: "warning", code: "scope-changed", message: "the policies folder was renamed" };
  const kept = empty({ diagnostics: [scope] });
  expect(headline(kept)).toBe("acme: no changes; deletes kept back, scope changed");
  expect(renderPlanText(kept, { color: false })).toContain("no plan deletes what was left in the tenant");
});

test("a rule that moves together with its predecessor is not shown as if it stayed", () => {
  const [line] = fieldLines({ action: "update", fields: [movedTo("A", "A")] }, 0, usual);
  expect(line?.text).toBe('position: still after "A", elsewhere in the list');
});

test("a delete that opens access says that it is one, and says so once", () => {
  const of = (more: object) => risks(plan([change(urlRule, "A", "delete", [], more)]))[0]?.reason;
  expect(of(told("broadens", "GAMBLING is no longer blocked"))).toBe("is deleted: GAMBLING is no longer blocked");
  expect(of(impact("broadens", "a blocking rule is deleted"))).toBe("a blocking rule is deleted");
});

test("ports and an ampersand are read as words, not as code", () => {
  expect(prose("R & D can now reach ERP on TCP 443, 8000-8010")).toBe("R & D can now reach ERP on TCP 443, 8000-8010");
});

describe("a comment below a limit", () => {
  const allOpen = (size: number): Plan => {
    const whole = huge(size);
    return { ...whole, changes: whole.changes.map((one) => ({ ...one, ...opens })) };
  };
  const plans: readonly (readonly [string, Plan])[] = [
    ["small", believable()],
    ["dangerous", dangerous()],
    ["large", huge(300)],
    ["huge", huge(2_000)],
    ["huge and all of it opens", allOpen(2_000)],
    [
      "one with a giant value",
      plan([
        change(
          urlCategory,
          "A",
          "create",
          [
            created(
              "urls",
              Array.from({ length: 9_000 }, (_, at) => `h${at}.example`),
            ),
            created("description", "x".repeat(200_000)),
          ],
          opens,
        ),
      ]),
    ],
  ];
  const limits = [1_000, 2_000, 5_000, 20_000, 60_000];

  test.each(plans.flatMap(([name, input]) => limits.map((limit) => [name, limit, input] as const)))(
    "%s in %i characters",
    (_, limit, input) => {
      const page = renderPlanMarkdown(input, { limit });
      expect(page.length).toBeLessThanOrEqual(limit);
      expect(page.startsWith(`**${headline(input)}**\n`)).toBe(true);
      const { openFences, details, closedDetails } = read(page);
      expect([openFences, details - closedDetails]).toEqual([0, 0]);
      if (limit > 1_000) expect(page).toContain(input.digest);
    },
  );

  test("what was left out is said, and only then", () => {
    expect(renderPlanMarkdown(believable())).not.toContain("Left out");
    expect(renderPlanMarkdown(huge())).toContain("**Left out** to stay below 60,000 characters:");
  });

  test("risks stay whole while harmless changes shrink", () => {
    const page = renderPlanMarkdown(huge(), { limit: 20_000 });
    for (const { detail } of risks(huge())) expect(page).toContain(detail);
  });

  test("most of the room is used", () => {
    expect(renderPlanMarkdown(huge()).length).toBeGreaterThan(40_000);
  });

  test("even with no room at all the first line stands, or nothing", () => {
    expect(renderPlanMarkdown(huge(), { limit: 200 })).toBe(`**${headline(huge())}**\n`);
    expect(renderPlanMarkdown(huge(), { limit: 20 })).toBe("");
  });
});

describe("JSON", () => {
  const urls = (size: number): readonly string[] => Array.from({ length: size }, (_, at) => `h${at}.example`);
  const fieldOf = (given: Parameters<typeof change>[3][number]) =>
    abbreviate(plan([change(urlCategory, "A", "update", [given])])).changes[0]?.fields[0];

  test("is the plan, and ends with a line end", () => {
    const text = renderPlanJson(believable());
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(believable())));
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("a list of 200 stays", () => {
    expect(fieldOf(listField("urls", [], urls(200)))).toEqual(listField("urls", [], urls(200)));
  });

  test("a longer one is told by count and hash, with what came and went", () => {
    const found = fieldOf(listField("urls", urls(300), urls(301)));
    expect(found).toEqual({
      path: "urls",
      before: { count: 300, sha256: hashOf(urls(300)).slice("sha256:".length) },
      after: { count: 301, sha256: hashOf(urls(301)).slice("sha256:".length) },
      added: ["h300.example"],
      removed: [],
    });
  });

  test("a new object loses nothing", () => {
    expect(fieldOf(created("urls", urls(300)))).toMatchObject({ before: null, added: urls(300), removed: [] });
  });

  test("the digest is that of the whole plan, and the input is left as it was", () => {
    const whole = plan([change(urlCategory, "A", "update", [listField("urls", [], urls(300))])]);
    const copy = structuredClone(whole);
    expect(abbreviate(whole).digest).toBe(whole.digest);
    expect(whole).toEqual(copy);
  });

  test("an abbreviated plan can be shown like the whole one", () => {
    const whole = plan([
      change(urlCategory, "A", "update", [listField("urls", urls(300), urls(302))]),
      change(segment, "B", "create", [created("domainNames", urls(250))]),
    ]);
    expect(renderPlanText(abbreviate(whole), { color: false })).toBe(renderPlanText(whole, { color: false }));
  });
});
