import { describe, expect, test } from "vitest";
import { buildPlan } from "../../src/plan/plan.ts";
import { type Entry, type Said, type Story, storyInput, type Tenant } from "./given.ts";
import { agreed, category, check, entry, holds, predefined, type Row, rule, says, tell, url, whole } from "./told.ts";

describe("additive lists", () => {
  const additive = { additive: ["urls"] };
  const ours = (...urls: readonly string[]): Said =>
    says(["A", { urls: urls.map((one) => `${one}.example`) }, additive]);
  const there = (...urls: readonly string[]): Tenant => holds(["A", { urls: urls.map((one) => `${one}.example`) }]);
  const changeOf = (story: Story) => {
    const planned = buildPlan(storyInput(story));
    if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join("\n"));
    return { ...planned, change: planned.plan.changes[0] };
  };

  test("get our new entries, and keep those of others", () => {
    const { change, steps } = changeOf({ live: there("a", "theirs"), base: ours("a"), head: ours("a", "b") });
    expect(change?.fields).toEqual([
      {
        path: "urls",
        before: ["a.example"],
        after: ["a.example", "b.example"],
        added: ["b.example"],
        removed: [],
      },
    ]);
    expect(steps.map(({ set }) => set)).toEqual([{ urls: ["a.example", "b.example", "theirs.example"] }]);
  });

  test("are in order although others put something in since", () => {
    expect(tell({ live: there("a", "theirs"), base: ours("a"), head: ours("a", "b") })).toEqual(
      whole({ changes: ["update A (commit): urls"] }),
    );
  });

  test("lose what was ours and left, and nothing else", () => {
    const { change, steps } = changeOf({ live: there("a", "b", "theirs"), base: ours("a", "b"), head: ours("a") });
    expect(change?.fields.map(({ added, removed }) => [added, removed])).toEqual([[[], ["b.example"]]]);
    expect(steps.map(({ set }) => set)).toEqual([{ urls: ["a.example", "theirs.example"] }]);
  });

  test("lose what only a later commit declared", () => {
    const story = { live: there("a", "b"), base: ours("a"), after: [ours("a", "b")], head: ours("a") };
    expect(changeOf(story).steps.map(({ set }) => set)).toEqual([{ urls: ["a.example"] }]);
  });

  test("have one precondition whatever others put in them", () => {
    const [base, head] = [ours("a"), ours("a", "b")];
    const of = (...urls: readonly string[]) => changeOf({ live: there(...urls), base, head }).change?.precondition;
    expect(of("a", "theirs")).toBe(of("a", "theirs", "more"));
    expect(of("a")).not.toBe(of("theirs"));
  });

  const using = (...urlCategories: readonly string[]): Said["declares"] => ({
    [url]: [{ name: "R", urlCategories, lifecycle: { additive: ["urlCategories"] } }],
  });
  const criterion = (more: object): Tenant => ({ ...holds(["B"]), [url]: [rule(1, "R", 1, { ...more })] });
  const base: Said = { declares: { [url]: [{ name: "R" }] } };
  test.each<Row>([
    ["others' entries are no drift", { live: there("a", "theirs"), base: ours("a"), head: ours("a") }, { changes: [] }],
    [
      "an entry of ours that somebody took out is",
      { live: there("theirs"), base: ours("a"), head: ours("a") },
      { changes: [], left: ["A: urls"] },
    ],
    [
      "and needs an acknowledgement in scope",
      { live: there("theirs"), base: ours("a"), head: ours("a", "b") },
      { changes: ["update A (commit): urls"], said: ["A needs overwrite-drift"] },
    ],
    [
      "an entry that somebody else put in before we declare it is no drift",
      { live: there("a", "b"), base: ours("a"), head: ours("a", "b", "c") },
      { changes: ["update A (commit): urls"] },
    ],
    [
      "saying of a list that it is additive is a change of its own",
      { live: there("theirs"), base: says(["A", { urls: ["a.example"] }]), head: ours("a") },
      { changes: ["update A (commit): urls"], said: ["A needs overwrite-drift"] },
    ],
    [
      "a criterion that is absent means any, which an entry would narrow for everybody",
      { live: criterion({}), base, head: { declares: using("B") } },
      { changes: [], said: ["additive-conflict"] },
    ],
    [
      "a criterion that holds the word for any means the same",
      { live: criterion({ urlCategories: ["ANY"] }), base, head: { declares: using("B") } },
      { changes: [], said: ["additive-conflict"] },
    ],
    [
      "a list nobody declares cannot be additive",
      { live: there("a"), base: says(["A"]), head: says(["A", "one", additive]) },
      { changes: [], said: ["additive-conflict"] },
    ],
    [
      "a text cannot be additive",
      { live: holds(["A"]), base: says(["A"]), head: says(["A", "one", { additive: ["description"] }]) },
      { changes: [], said: ["additive-conflict"] },
    ],
    [
      "an entry that names a renamed object is ours under both names",
      {
        live: {
          ...holds(["A"]),
          [category]: [...holds(["A"])[category]!, predefined("GAMBLING")],
          [url]: [rule(1, "R", 1, { urlCategories: ["CUSTOM_A", "GAMBLING"] })],
        },
        base: { declares: { ...says(["A"]).declares, ...using("A", "GAMBLING") } },
        head: agreed(
          { declares: { ...says(["B", "one", { renamedFrom: "A" }]).declares, ...using("GAMBLING") } },
          { change: `${url}:R`, allows: "broadening" },
        ),
      },
      { changes: ["update B (commit): name", "update R (commit): urlCategories"] },
    ],
  ])("%s", check);
});

describe("renames", () => {
  const from = (name: string) => ({ renamedFrom: name });
  test.each<Row>([
    [
      "a new name",
      { live: holds(["A"]), base: says(["A"]), head: says(["B", "one", from("A")]) },
      { changes: ["update B (commit): name"] },
    ],
    [
      "another spelling",
      { live: holds(["a"]), base: says(["a"]), head: says(["A"]) },
      { changes: ["update A (commit): name"] },
    ],
    [
      "another spelling in the tenant is drift",
      { live: holds(["a"]), base: says(["A"]), head: says(["A"]) },
      { changes: [], left: ["A: name"] },
    ],
    [
      "a new name and a new value at once",
      { live: holds(["A"]), base: says(["A"]), head: says(["B", "two", from("A")]) },
      { changes: ["update B (commit): name, description"] },
    ],
    [
      "an object that was changed in the tenant needs an acknowledgement under its new name",
      { live: holds(["A", "portal"]), base: says(["A"]), head: says(["B", "two", from("A")]) },
      { changes: ["update B (commit): name, description"], said: ["B needs overwrite-drift"] },
    ],
    [
      "the word may stay when it is done",
      { live: holds(["B"]), base: says(["B", "one", from("A")]), head: says(["B", "one", from("A")]) },
      { changes: [] },
    ],
    [
      "the word may stay when an object of the old name comes up later",
      { live: holds(["B"], ["A"]), base: says(["B", "one", from("A")]), head: says(["B", "two", from("A")]) },
      { changes: ["update B (commit): description"] },
    ],
    [
      "a rename that an interrupted run has done is no drift",
      { live: holds(["B"]), base: says(["A"]), head: says(["B", "one", from("A")]) },
      { changes: [] },
    ],
    [
      "an object without a base",
      { live: holds(["A"]), head: says(["B", "one", from("A")]) },
      { changes: ["update B (commit): name"] },
    ],
    [
      "a name that is live already",
      { live: holds(["A"], ["B"]), base: says(["A"]), head: says(["B", "one", from("A")]) },
      { changes: [], said: ["rename-conflict"] },
    ],
    [
      "a name that is declared as well",
      { live: holds(["A"]), base: says(["A"]), head: says(["A"], ["B", "one", from("A")]) },
      { changes: [], said: ["rename-conflict"] },
    ],
    [
      "a swap",
      {
        live: holds(["A"], ["B"]),
        base: says(["A"], ["B"]),
        head: says(["B", "one", from("A")], ["A", "one", from("B")]),
      },
      { changes: [], said: ["rename-conflict", "rename-conflict"] },
    ],
    [
      "a chain",
      {
        live: holds(["A"], ["B"]),
        base: says(["A"], ["B"]),
        head: says(["B", "one", from("A")], ["C", "one", from("B")]),
      },
      { changes: [], said: ["rename-conflict", "rename-conflict"] },
    ],
    [
      "two that take one object",
      { live: holds(["A"]), base: says(["A"]), head: says(["B", "one", from("A")], ["C", "one", from("A")]) },
      { changes: [], said: ["rename-conflict"] },
    ],
    [
      "one goes and an equal one comes",
      { live: holds(["A", "same"]), base: says(["A", "same"]), head: says(["B", "same"]) },
      { changes: ["create B (commit)", "delete A (commit)"], said: ["warning: possible-rename"] },
    ],
    [
      "one goes and another one comes",
      { live: holds(["A", "same"]), base: says(["A", "same"]), head: says(["B", "other"]) },
      { changes: ["create B (commit)", "delete A (commit)"] },
    ],
  ])("%s", check);

  const tenant: Tenant = {
    ...holds(["A"]),
    [category]: [...holds(["A"])[category]!, predefined("GAMBLING")],
    [url]: [rule(1, "R", 1, { urlCategories: ["CUSTOM_A"] }), rule(2, "Other", 2, { urlCategories: ["CUSTOM_A"] })],
  };
  const using = (...urlCategories: readonly string[]): Said["declares"] => ({ [url]: [{ name: "R", urlCategories }] });
  const renamed = says(["B", "one", from("A")]).declares;
  const base: Said = { declares: { ...says(["A"]).declares, ...using("A") } };

  test("one write on the object, none on what refers to it", () => {
    const planned = buildPlan(storyInput({ live: tenant, base, head: { declares: { ...renamed, ...using("B") } } }));
    if (!planned.ok) throw new Error("no plan");
    expect(planned.plan.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /zia/api/v1/urlCategories/CUSTOM_A",
      "POST /zia/api/v1/status/activate",
    ]);
    expect(planned.steps.map(({ name, set }) => ({ name, set }))).toEqual([{ name: "B", set: {} }]);
  });

  test.each<Row>([
    [
      "what refers to it has to use the new name",
      { live: tenant, base, head: { declares: { ...renamed, ...using("A") } } },
      { changes: [], said: ["unknown-reference"] },
    ],
    [
      "a reference by the old name at the base is no drift",
      { live: tenant, base, head: { declares: { ...renamed, ...using("B", "GAMBLING") } } },
      { changes: ["update B (commit): name", "update R (commit): urlCategories"] },
    ],
  ])("%s", check);

  test("rules keep their place under a new name", () => {
    const rules = (...names: readonly string[]): Said["declares"] => ({
      [url]: names.map((name) => ({ name, ...(name === "New" ? { lifecycle: from("Old") } : {}) })),
    });
    const story: Story = {
      live: { [url]: [rule(1, "Old", 1), rule(2, "R", 2)] },
      base: { declares: rules("Old", "R") },
      head: { declares: rules("New", "R") },
    };
    expect(tell(story)).toEqual(whole({ changes: ["update New (commit): name"] }));
  });
});

describe("a reference in another spelling", () => {
  const users: Tenant = {
    "zia/user": [
      { id: 61, name: "Alice", email: "alice@acme.example" },
      { id: 62, name: "Bob", email: "bob@acme.example" },
    ],
  };
  const naming = (...all: readonly string[]): Said => ({ declares: { [url]: [{ name: "R", users: all }] } });
  test("is no drift", () => {
    const story: Story = {
      live: { ...users, [url]: [rule(1, "R", 1, { users: [{ id: 61, name: "Alice" }] })] },
      base: naming("alice@acme.example"),
      head: naming("alice@acme.example", "bob@acme.example"),
    };
    expect(tell(story)).toEqual(whole({ changes: ["update R (commit): users"] }));
  });
});

describe("acknowledgements", () => {
  const tenant = holds(["A", "portal"]);
  const [base, head] = [says(["A"]), says(["A", "two"])];
  const needed: Row[2] = { changes: ["update A (commit): description"], said: ["A needs overwrite-drift"] };
  const given: Row[2] = { changes: ["update A (commit): description"] };
  const drift = entry("A", "overwrite-drift");
  test.each<Row>([
    ["count when the head brings them", { live: tenant, base, head: agreed(head, drift) }, given],
    [
      "count when an earlier commit brought them together with the change",
      { live: tenant, base, after: [agreed(head, drift)], head: agreed(head, drift) },
      given,
    ],
    [
      "count no more when a later commit changes the resource",
      { live: tenant, base, after: [agreed(says(["A", "three"]), drift)], head: agreed(head, drift) },
      needed,
    ],
    [
      "count again when the commit that changes the resource changes the entry, too",
      {
        live: tenant,
        base,
        after: [agreed(says(["A", "three"]), drift)],
        head: agreed(head, entry("A", "overwrite-drift", "CHG-2")),
      },
      given,
    ],
    [
      "count when a later commit changes another resource",
      {
        live: holds(["A", "portal"], ["B"]),
        base: says(["A"], ["B"]),
        after: [agreed(says(["A", "two"], ["B"]), drift)],
        head: agreed(says(["A", "two"], ["B", "two"]), drift),
      },
      { changes: ["update A (commit): description", "update B (commit): description"] },
    ],
    [
      "count for a commit that changes the resource there and back only up to it",
      {
        live: tenant,
        base,
        after: [agreed(head, drift), agreed(says(["A", "three"]), drift)],
        head: agreed(head, drift),
      },
      needed,
    ],
    [
      "that stood at the base are spent",
      { live: tenant, base: agreed(base, drift), head: agreed(head, drift) },
      needed,
    ],
    [
      "that stood at the base count when they say something new",
      { live: tenant, base: agreed(base, drift), head: agreed(head, entry("A", "overwrite-drift", "CHG-2")) },
      given,
    ],
    [
      "of another kind do not count",
      { live: tenant, base, head: agreed(head, entry("A", "takeover")) },
      { ...needed, said: ["A needs overwrite-drift", "warning: unused-acknowledgement"] },
    ],
    [
      "that nothing needs are told",
      { live: holds(["A"]), base, head: agreed(head, drift) },
      { ...given, said: ["warning: unused-acknowledgement"] },
    ],
    [
      "that are spent are not told",
      { live: holds(["A"]), base: agreed(base, drift), head: agreed(base, drift) },
      { changes: [] },
    ],
    [
      "for nothing are an error",
      { live: tenant, base, head: agreed(head, drift, entry("Typo", "delete")) },
      { changes: [], said: ["unknown-acknowledgement"] },
    ],
    [
      "for an object that is live only are none",
      { live: holds(["A"], ["Other"]), base, head: agreed(base, entry("Other", "delete")) },
      { changes: [], said: ["warning: unused-acknowledgement"] },
    ],
    [
      "for an object that was declared at the base only are none",
      { live: holds(), base, head: agreed(says(), entry("A", "delete")) },
      { changes: [], said: ["warning: unused-acknowledgement"] },
    ],
    [
      "for an order of a kind that has none are an error",
      { live: tenant, base, head: agreed(head, drift, entry("*", "overwrite-drift")) },
      { changes: [], said: ["unknown-acknowledgement"] },
    ],
    [
      "count without a base",
      { live: tenant, head: agreed(head, drift) },
      { ...given, said: ["warning: unused-acknowledgement"] },
    ],
  ])("%s", check);

  test("the hint of a refusal is the entry to write", () => {
    const first = tell({ live: tenant, base, head });
    expect(first.said).toEqual(["A needs overwrite-drift"]);
    expect(
      tell({ live: tenant, base, head: agreed(head, { change: `${category}:A`, allows: "overwrite-drift" }) }).said,
    ).toEqual([]);
  });
});

describe("an acknowledgement that came with an earlier commit", () => {
  const list = (names: readonly string[], categories: readonly string[] = ["B"]): Said => ({
    declares: {
      [url]: names.map((name) => ({
        name,
        action: name === "Open" ? "ALLOW" : "BLOCK",
        urlCategories: name === "Open" ? categories : ["A", "B"],
      })),
    },
  });
  const live: Tenant = {
    [url]: [
      rule(1, "Stop", 1, { action: "BLOCK", urlCategories: ["A", "B"] }),
      rule(2, "Open", 2, { action: "ALLOW", urlCategories: ["A"] }),
    ],
    [category]: [predefined("A"), predefined("B"), predefined("C")],
  };
  const opening: Entry = { change: `${url}:Open`, allows: "broadening", reason: "CHG-1" };
  const base = list(["Stop", "Open"], ["A"]);
  const edited = agreed(list(["Stop", "Open"]), opening);
  const needs = (after: readonly Said[], head: Said): readonly string[] =>
    tell({ live, base, after, head }).said.filter((said) => said.includes("needs"));

  test("holds while the rule stands where it stood", () => {
    expect(needs([edited], agreed(list(["Stop", "Open", "New"]), opening))).toEqual([]);
  });

  test("does not let the rule be moved by a later commit", () => {
    expect(needs([edited], agreed(list(["Open", "Stop"]), opening))).toContain("Open needs broadening");
  });

  test("nor its document", () => {
    const positions = { [url]: [{ position: "first" as const, first: 0, count: 2 }] };
    expect(needs([edited], { ...edited, positions })).toEqual(["Open needs broadening"]);
  });

  test("does not come back after a commit that nobody can read", () => {
    const broken: Said = { ...list(["Stop", "Open"]), isPartial: true };
    expect(needs([edited, broken], agreed(list(["Stop", "Open"], ["B", "C"]), opening))).toEqual([
      "Open needs broadening",
    ]);
  });
});

describe("acknowledgements where nobody knows what was applied last", () => {
  const allows = (...categories: readonly string[]): Said => ({
    declares: { [url]: [{ name: "R", urlCategories: categories }] },
  });
  const live: Tenant = {
    [url]: [rule(1, "R", 1, { action: "ALLOW", urlCategories: ["A"] })],
    [category]: [predefined("A"), predefined("B"), predefined("C")],
  };
  const opening: Entry = { change: `${url}:R`, allows: "broadening", reason: "CHG-1" };
  const needs = ({ live, known, head }: Pick<Story, "live" | "known" | "head">) =>
    tell({ live, head, ...(known === undefined ? {} : { known }) }).said;

  test("count where Git has no earlier word on what they name", () => {
    expect(needs({ live, head: agreed(allows("A", "B"), opening) })).toEqual([]);
  });

  test("count where they came with the change", () => {
    expect(needs({ live, known: [allows("A")], head: agreed(allows("A", "B"), opening) })).toEqual([]);
  });

  test("of an earlier change do not let a later one pass", () => {
    const known = [allows("A"), agreed(allows("A", "B"), opening)];
    expect(needs({ live, known, head: agreed(allows("A", "B", "C"), opening) })).toEqual(["R needs broadening"]);
  });

  test("of what was declared once name something", () => {
    const gone = entry("Old", "delete");
    const known = [agreed(says(["Old"]), gone)];
    expect(needs({ live: holds(["A"]), known, head: agreed(says(["A"]), gone) })).toEqual([]);
  });
});

test("a missing entry points to the one that was for an earlier change", () => {
  const drift = entry("A", "overwrite-drift");
  const story: Story = {
    live: holds(["A", "portal"]),
    base: says(["A"]),
    after: [agreed(says(["A", "three"]), drift)],
    head: agreed(says(["A", "two"]), drift),
  };
  const planned = buildPlan(storyInput(story));
  const found = planned.ok ? planned.plan.diagnostics.find(({ code }) => code === "needs-acknowledgement") : undefined;
  expect(found?.hint).toContain("the entry in policies/acknowledged.yaml:1 was for an earlier change");
});
