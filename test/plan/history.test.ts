import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import type { Spec } from "../../src/model/resource.ts";
import { liveOf, type Said, type Story, type Tenant } from "./given.ts";
import {
  agreed,
  category,
  check,
  entry,
  holds,
  live,
  type One,
  type Row,
  readers,
  rule,
  says,
  tell,
  url,
  whole,
} from "./told.ts";

describe("what caused a change", () => {
  test.each<Row>([
    [
      "the head says something else than the base",
      { live: holds(["A"]), base: says(["A"]), head: says(["A", "two"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "the head is the first to say it",
      { live: holds(), base: says(), head: says(["A"]) },
      { changes: ["create A (commit)"] },
    ],
    [
      "a commit before the head said it, and the head says it still",
      { live: holds(["A"]), base: says(["A"]), after: [says(["A", "two"])], head: says(["A", "two"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "a commit after the base was applied half, and the head takes it back",
      { live: holds(["A", "two"]), base: says(["A"]), after: [says(["A", "two"])], head: says(["A"]) },
      { changes: ["update A (earlier-commit): description"] },
    ],
    [
      "a commit after the base made it, and the head declares it no more",
      { live: holds(["A"]), base: says(), after: [says(["A"])], head: says() },
      { changes: ["delete A (earlier-commit)"] },
    ],
    [
      "a commit deleted it, was applied, and the head declares it again",
      { live: holds(), base: says(["A"]), after: [says()], head: says(["A"]) },
      { changes: ["create A (earlier-commit)"], said: ["A needs overwrite-drift"] },
    ],
    [
      "without a base every difference counts as said",
      { live: holds(["A", "portal"]), head: says(["A"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "the same value in another notation is nothing new, so a difference is drift",
      {
        live: holds(["A", { urls: ["c.example"] }]),
        base: says(["A", { urls: ["a.example", "b.example"] }]),
        head: says(["A", { urls: ["B.example", "a.example"] }]),
      },
      { changes: [], left: ["A: urls"] },
    ],
  ])("%s", check);
});

describe("drift", () => {
  const base = says(["A"], ["B"]);
  test.each<Row>([
    [
      "elsewhere is listed and not touched",
      { live: holds(["A"], ["B", "portal"]), base, head: says(["A", "two"], ["B"]) },
      { changes: ["update A (commit): description"], left: ["B: description"] },
    ],
    [
      "with nothing to do is listed, too",
      { live: holds(["A", "portal"], ["B"]), base, head: base },
      { changes: [], left: ["A: description"] },
    ],
    [
      "elsewhere is undone by --include-drift",
      { live: holds(["A", "portal"], ["B"]), base, head: base, includeDrift: true },
      { changes: ["update A (drift): description"] },
    ],
    [
      "elsewhere is undone by a new acknowledgement, which brings its address into the plan",
      {
        live: holds(["A", "portal"], ["B", "portal"]),
        base,
        head: agreed(base, entry("A", "overwrite-drift")),
      },
      { changes: ["update A (drift): description"], left: ["B: description"] },
    ],
    [
      "and stays undone when the acknowledgement spells the name otherwise",
      {
        live: holds(["A", "portal"], ["B"]),
        base,
        head: agreed(base, entry(" a", "overwrite-drift")),
      },
      { changes: ["update A (drift): description"] },
    ],
    [
      "is not undone by the acknowledgement of a plan that was applied",
      {
        live: holds(["A", "portal"], ["B"]),
        base: agreed(base, entry("A", "overwrite-drift")),
        head: agreed(base, entry("A", "overwrite-drift")),
      },
      { changes: [], left: ["A: description"] },
    ],
    [
      "on an address in scope needs an acknowledgement",
      { live: holds(["A", "portal"]), base: says(["A"]), head: says(["A", "two"]) },
      { changes: ["update A (commit): description"], said: ["A needs overwrite-drift"] },
    ],
    [
      "on an address in scope is overwritten with --include-drift",
      { live: holds(["A", "portal"]), base: says(["A"]), head: says(["A", "two"]), includeDrift: true },
      { changes: ["update A (commit): description"] },
    ],
    [
      "is what the live value in YAML ends",
      { live: holds(["A", "portal"]), base: says(["A"]), head: says(["A", "portal"]) },
      { changes: [] },
    ],
    [
      "on another field of an address in scope needs it as well",
      {
        live: holds(["A", { description: "one", urls: ["portal.example"] }]),
        base: says(["A", { description: "one", urls: ["a.example"] }]),
        head: says(["A", { description: "two", urls: ["a.example"] }]),
      },
      { changes: ["update A (commit): description, urls"], said: ["A needs overwrite-drift"] },
    ],
    [
      "is no value that only a later commit declares",
      { live: holds(["A", "two"]), base: says(["A"]), after: [says(["A", "two"])], head: says(["A", "three"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "is no field that nobody declares",
      { live: holds(["A", { description: "one", keywords: ["portal"] }]), base: says(["A"]), head: says(["A", "two"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "is no field that was not declared at the base",
      {
        live: holds(["A", { description: "one", keywords: ["portal"] }]),
        base: says(["A"]),
        head: says(["A", { description: "one", keywords: ["git"] }]),
      },
      { changes: ["update A (commit): keywords"] },
    ],
  ])("%s", check);

  test("is told field by field from the live value to the declared one", () => {
    const found = tell({
      live: holds(["A", { description: "portal", urls: ["portal.example"] }]),
      base: says(["A", { description: "one", urls: ["a.example"] }]),
      head: says(["A", { description: "one", urls: ["a.example"] }]),
    });
    expect(found.left).toEqual(["A: description, urls"]);
  });
});

describe("objects that are gone from the tenant", () => {
  const base = says(["A"]);
  test.each<Row>([
    ["out of scope they are listed", { live: holds(), base, head: base }, { changes: [], left: ["A: exists"] }],
    [
      "out of scope they come back with --include-drift",
      { live: holds(), base, head: base, includeDrift: true },
      { changes: ["create A (drift)"] },
    ],
    [
      "in scope making them again needs an acknowledgement",
      { live: holds(), base, head: says(["A", "two"]) },
      { changes: ["create A (commit)"], said: ["A needs overwrite-drift"] },
    ],
    [
      "in scope they are made again with one",
      { live: holds(), base, head: agreed(says(["A", "two"]), entry("A", "overwrite-drift")) },
      { changes: ["create A (commit)"] },
    ],
    [
      "and were made after the base: they are made, and nobody is asked",
      { live: holds(), base: says(), after: [says(["A"])], head: says(["A", "two"]) },
      { changes: ["create A (commit)"] },
    ],
    ["and declared no more: nothing is left to do", { live: holds(), base, head: says() }, { changes: [] }],
  ])("%s", check);

  const naming = (...urlCategories: readonly string[]): Said["declares"] => ({
    [url]: [{ name: "R", urlCategories }],
  });
  const tenant: Tenant = {
    ...readers,
    [category]: [live("B")],
    [url]: [rule(1, "R", 1, { urlCategories: ["CUSTOM_B"] })],
  };
  const both = says(["A"], ["B", {}]).declares;

  test.each<Row>([
    [
      "a rule that is written cannot name one",
      {
        live: tenant,
        base: { declares: { ...both, ...naming("B") } },
        head: { declares: { ...both, ...naming("A", "B") } },
      },
      { changes: [], said: ["unknown-reference"] },
    ],
    [
      "a rule that is written can name one that the same plan makes again",
      {
        live: tenant,
        base: { declares: { ...both, ...naming("B") } },
        head: {
          declares: { ...both, ...naming("A", "B") },
          acknowledges: [entry("A", "overwrite-drift")],
        },
      },
      { changes: ["create A (drift)", "update R (commit): urlCategories"] },
    ],
    [
      "a rule that is not written may go on naming one",
      {
        live: tenant,
        base: { declares: { ...both, ...naming("B") } },
        head: { declares: { ...both, ...naming("B") } },
      },
      { changes: [], left: ["A: exists"] },
    ],
  ])("%s", check);
});

describe("whose an object is", () => {
  test.each<Row>([
    [
      "declared at the base: ours, whatever it holds",
      { live: holds(["A", "one"]), base: says(["A"]), head: says() },
      { changes: ["delete A (commit)"] },
    ],
    [
      "declared at the base and changed in the tenant: deleting it needs an acknowledgement",
      { live: holds(["A", "portal"]), base: says(["A"]), head: says() },
      { changes: ["delete A (commit)"], said: ["A needs overwrite-drift"] },
    ],
    [
      "renamed after the base, changed in the tenant and declared no more: deleting it needs an acknowledgement",
      {
        live: holds(["B", "portal"]),
        base: says(["A"]),
        after: [says(["B", "one", { renamedFrom: "A" }])],
        head: says(),
      },
      { changes: ["delete B (earlier-commit)"], said: ["B needs overwrite-drift"] },
    ],
    [
      "of the name a rename was to give, beside the one that was to get it: not ours",
      {
        live: holds(["A"], ["B", "portal"]),
        base: says(["A"]),
        after: [says(["B", "one", { renamedFrom: "A" }])],
        head: says(["A"]),
      },
      { changes: [], said: ["info: left-behind"] },
    ],
    [
      "of that name, beside one that gets another instead: not ours",
      {
        live: holds(["A"], ["B", "portal"]),
        base: says(["A"]),
        after: [says(["B", "one", { renamedFrom: "A" }])],
        head: says(["C", "one", { renamedFrom: "A" }]),
      },
      { changes: ["update C (commit): name"], said: ["info: left-behind"] },
    ],
    [
      "declared after the base and live as one of the commits says: ours",
      { live: holds(["A", "two"]), base: says(), after: [says(["A"]), says(["A", "two"])], head: says(["A", "three"]) },
      { changes: ["update A (commit): description"] },
    ],
    [
      "declared after the base, live as one of the commits says, and declared no more: deleted",
      { live: holds(["A", "one"]), base: says(), after: [says(["A"]), says(["A", "two"])], head: says() },
      { changes: ["delete A (earlier-commit)"] },
    ],
    [
      "declared after the base only, and live otherwise: left behind",
      { live: holds(["A", "portal"]), base: says(), after: [says(["A"])], head: says() },
      { changes: [], said: ["info: left-behind"] },
    ],
    [
      "declared now, not ours, and live as declared: taken over, and said so",
      { live: holds(["A"]), base: says(), head: says(["A"]) },
      { changes: [], said: ["info: takeover"] },
    ],
    [
      "declared now, not ours, and live otherwise: a takeover that needs an acknowledgement",
      { live: holds(["A", "portal"]), base: says(), head: says(["A"]) },
      { changes: ["update A (commit, takeover): description"], said: ["A needs takeover"] },
    ],
    [
      "declared now, not ours, live otherwise, and acknowledged: taken over",
      { live: holds(["A", "portal"]), base: says(), head: agreed(says(["A"]), entry("A", "takeover")) },
      { changes: ["update A (commit, takeover): description"] },
    ],
    [
      "declared by the head alone does not make it ours",
      { live: holds(["A", "two"]), base: says(), after: [says(["A"])], head: says(["A", "two"]) },
      { changes: [], said: ["info: takeover"] },
    ],
    [
      "never declared: not ours, not touched, not listed",
      { live: holds(["A"], ["Other"]), base: says(["A"]), head: says(["A"]) },
      { changes: [] },
    ],
    [
      "an additive list is as declared when it holds our entries, whatever others put there",
      {
        live: holds(["A", { urls: ["a.example", "theirs.example"] }]),
        base: says(),
        after: [says(["A", { urls: ["a.example"] }, { additive: ["urls"] }])],
        head: says(["A", { urls: ["a.example", "b.example"] }, { additive: ["urls"] }]),
      },
      { changes: ["update A (commit): urls"] },
    ],
  ])("%s", check);
});

describe("deletes", () => {
  const [both, one] = [says(["A"], ["B"]), says(["A"])];
  const gone = (kind: string, more: Tenant): Story => ({
    live: { ...holds(["A"], ["B"]), [kind]: more[kind]! },
    base: both,
    head: one,
  });
  test.each<Row>([
    ["never come without a base", { live: holds(["A"], ["B"]), head: one }, { changes: [] }],
    [
      "do not come when the tenant of the repository is another one",
      { live: holds(["A"], ["B"]), base: { ...both, realm: { tenant: "other" } }, head: one },
      { changes: [], said: ["warning: scope-changed"] },
    ],
    [
      "do not come when the folder is another one",
      { live: holds(["A"], ["B"]), base: { ...both, realm: { policies: "old" } }, head: one },
      { changes: [], said: ["warning: scope-changed"] },
    ],
    [
      "do not come when a product was dropped",
      { live: holds(["A"], ["B"]), base: both, head: { ...one, realm: { products: ["zia"] } } },
      { changes: [], said: ["warning: scope-changed"] },
    ],
    [
      "do not come when a product was added",
      { live: holds(["A"], ["B"]), base: { ...both, realm: { products: ["zia"] } }, head: one },
      { changes: [], said: ["warning: scope-changed"] },
    ],
    [
      "come when the products are the same in another order",
      { live: holds(["A"], ["B"]), base: { ...both, realm: { products: ["zia", "zpa", "zms"] } }, head: one },
      { changes: ["delete B (commit)"] },
    ],
    [
      "never take a built-in object",
      {
        live: { ...readers, [category]: [live("A", { description: "one" }), { id: "B", customCategory: false }] },
        base: both,
        head: one,
      },
      { changes: [] },
    ],
    [
      "find the object whatever the spelling of its name",
      { live: holds(["A"], ["b "]), base: both, head: one },
      { changes: ["delete b  (commit)"] },
    ],
    [
      "stop when two live objects have the name",
      { live: holds(["A"], ["B"], ["b"]), base: both, head: one },
      { changes: [], said: ["live-duplicate"] },
    ],
    [
      "stop when an object nobody declares would still refer to it",
      gone(url, { [url]: [rule(1, "Other", 1, { urlCategories: ["CUSTOM_B"] })] }),
      { changes: ["delete B (commit)"], said: ["still-referenced"] },
    ],
    [
      "stop when a rule that handles its traffic would still refer to it",
      gone("zia/ssl-inspection-rule", {
        "zia/ssl-inspection-rule": [
          { id: 1, name: "Other", order: 1, urlCategories: ["CUSTOM_B"], action: { type: "DECRYPT" } },
        ],
      }),
      { changes: ["delete B (commit)"], said: ["still-referenced"] },
    ],
  ])("%s", check);

  test("are not made of a kind that cannot be read, and it is said so", () => {
    const { [category]: _, ...others } = holds();
    const blind = liveOf(others, { [category]: "403: no role" });
    expect(tell({ live: blind, base: both, head: { declares: {} } }).said).toEqual(["warning: unreadable-kind"]);
  });

  test("stop when a kind that may refer could not be read", () => {
    const { "zia/dlp-web-rule": _, ...others } = holds(["A"], ["B"]);
    expect(tell({ live: others, base: both, head: one }).said).toEqual(["still-referenced"]);
  });

  const using = (...urlCategories: readonly string[]): Said["declares"] => ({ [url]: [{ name: "R", urlCategories }] });
  test("come together with the edit of what refers to them, after it", () => {
    const story: Story = {
      live: { ...holds(["A"], ["B"]), [url]: [rule(1, "R", 1, { urlCategories: ["CUSTOM_A", "CUSTOM_B"] })] },
      base: { declares: { ...both.declares, ...using("A", "B") } },
      head: {
        declares: { ...one.declares, ...using("A") },
        acknowledges: [{ change: `${url}:R`, allows: "broadening" }],
      },
    };
    expect(tell(story)).toEqual(whole({ changes: ["update R (commit): urlCategories", "delete B (commit)"] }));
  });
});

describe("authoritative kinds", () => {
  const realm = { authoritative: [category] };
  const plain = says(["A"]);
  const strict: Said = { ...plain, realm };
  const tenant = holds(["A"], ["Other"]);
  test.each<Row>([
    [
      "say once what will count as drift, and touch nothing yet",
      { live: tenant, base: plain, head: strict },
      { changes: [], said: ["info: authoritative-grace"] },
    ],
    [
      "then list undeclared objects as drift",
      { live: tenant, base: strict, head: strict },
      { changes: [], left: ["Other: exists"] },
    ],
    [
      "and delete them with --include-drift",
      { live: tenant, base: strict, head: strict, includeDrift: true },
      { changes: ["delete Other (drift)"] },
    ],
    [
      "or with an acknowledgement",
      { live: tenant, base: strict, head: agreed(strict, entry("Other", "overwrite-drift")) },
      { changes: ["delete Other (drift)"] },
    ],
    [
      "never without a base",
      { live: tenant, head: strict, includeDrift: true },
      { changes: [], said: ["info: authoritative-grace"] },
    ],
    [
      "never when the scope changed",
      { live: tenant, base: { ...strict, realm: { ...realm, tenant: "other" } }, head: strict, includeDrift: true },
      { changes: [], said: ["warning: scope-changed"] },
    ],
    ["let go what is authoritative no more", { live: tenant, base: strict, head: plain }, { changes: [] }],
    [
      "leave what was left behind where it is",
      {
        live: holds(["A"], ["Other", "portal"]),
        base: strict,
        after: [{ ...says(["A"], ["Other"]), realm }],
        head: strict,
        includeDrift: true,
      },
      { changes: [], said: ["info: left-behind"] },
    ],
  ])("%s", check);
});

describe("keys that are declared no more", () => {
  const two: Spec = { description: "one", keywords: ["word"] };
  const tenant = holds(["A", { description: "one", keywords: ["word"] }]);
  test.each<Row>([
    [
      "are an error",
      { live: tenant, base: says(["A", two]), head: says(["A"]) },
      { changes: [], said: ["removed-key"] },
    ],
    [
      "are an error also when a later commit declared them",
      { live: tenant, base: says(["A"]), after: [says(["A", two])], head: says(["A"]) },
      { changes: [], said: ["removed-key"] },
    ],
    [
      "are cleared by null",
      { live: tenant, base: says(["A", two]), head: says(["A", { description: "one", keywords: null }]) },
      { changes: ["update A (commit): keywords"] },
    ],
    [
      "keep their value when they are let go",
      { live: tenant, base: says(["A", two]), head: says(["A", "one", { unmanaged: ["keywords"] }]) },
      { changes: [] },
    ],
    [
      "are let go once: the next plan needs no word",
      { live: tenant, base: says(["A", "one", { unmanaged: ["keywords"] }]), head: says(["A"]) },
      { changes: [] },
    ],
    [
      "cannot be let go and declared at once",
      { live: tenant, base: says(["A", two]), head: says(["A", two, { unmanaged: ["keywords"] }]) },
      { changes: [], said: ["unmanaged-conflict"] },
    ],
    ["mean nothing without a base", { live: tenant, head: says(["A"]) }, { changes: [] }],
    [
      "are told of the old name, too",
      { live: tenant, base: says(["A", two]), head: says(["B", "one", { renamedFrom: "A" }]) },
      { changes: [], said: ["removed-key"] },
    ],
  ])("%s", check);
});

describe("the guard", () => {
  const names = (count: number): readonly One[] => Array.from({ length: count }, (_, at): One => [`N${at}`]);
  const many = says(...names(20));
  const tenant = holds(...names(20).map(([name]) => [name] as const));
  const without = (...gone: readonly number[]): Said => says(...names(20).filter((_, at) => !gone.includes(at)));
  const edited = (count: number): Said =>
    says(...names(20).map(([name], at): One => [name, at < count ? "two" : "one"]));
  const needs = (...at: readonly number[]): readonly string[] => at.map((one) => `N${one} needs delete`);
  const deletes = (...at: readonly number[]): readonly string[] => at.map((one) => `delete N${one} (commit)`);
  const limits = (maxDeletes: number, maxChangePercent: number) => ({ maxDeletes, maxChangePercent });
  test.each<Row>([
    [
      "as many deletes as are allowed need nothing",
      { live: tenant, base: many, head: without(0, 1), guardrails: limits(2, 100) },
      { changes: deletes(0, 1) },
    ],
    [
      "one delete more, and each needs an acknowledgement",
      { live: tenant, base: many, head: without(0, 1, 2), guardrails: limits(2, 100) },
      { changes: deletes(0, 1, 2), said: needs(0, 1, 2) },
    ],
    [
      "edits up to the percentage need nothing",
      { live: tenant, base: many, head: edited(6), guardrails: limits(10, 30) },
      { changes: [0, 1, 2, 3, 4, 5].map((at) => `update N${at} (commit): description`) },
    ],
    [
      "edits beyond the percentage are told; there is no delete to acknowledge",
      { live: tenant, base: many, head: edited(7), guardrails: limits(10, 30) },
      {
        changes: [0, 1, 2, 3, 4, 5, 6].map((at) => `update N${at} (commit): description`),
        said: ["warning: many-changes"],
      },
    ],
    [
      "deletes beyond the percentage need an acknowledgement each",
      { live: tenant, base: many, head: without(0, 1, 2), guardrails: limits(10, 14) },
      { changes: deletes(0, 1, 2), said: [...needs(0, 1, 2), "warning: many-changes"] },
    ],
    [
      "fewer than ten managed objects have no percentage",
      {
        live: holds(...names(9).map(([name]) => [name] as const)),
        base: says(...names(9)),
        head: says(...names(5)),
        guardrails: limits(10, 10),
      },
      { changes: deletes(5, 6, 7, 8) },
    ],
    [
      "what was protected at the base is not deleted",
      { live: holds(["A"]), base: says(["A", "one", { protect: true }]), head: says() },
      { changes: ["delete A (commit)"], said: ["protected"] },
    ],
    [
      "what was protected at the base is not deleted, whatever the spelling of its live name",
      { live: holds(["a"]), base: says(["A", "one", { protect: true }]), head: says() },
      { changes: ["delete a (commit)"], said: ["protected"] },
    ],
    [
      "nor under the name that a rename gave it which was applied halfway and is declared no more",
      {
        live: holds(["B"]),
        base: says(["A", "one", { protect: true }]),
        after: [says(["B", "one", { renamedFrom: "A" }])],
        head: says(),
      },
      { changes: ["delete B (earlier-commit)"], said: ["protected"] },
    ],
    [
      "nor under the last of several such names",
      {
        live: holds(["C", "two"]),
        base: says(["A", "one", { protect: true }]),
        after: [says(["B", "one", { renamedFrom: "A" }]), says(["C", "two", { renamedFrom: "B" }])],
        head: says(),
      },
      { changes: ["delete C (earlier-commit)"], said: ["protected"] },
    ],
    [
      "no acknowledgement lifts a protection",
      {
        live: holds(["A"]),
        base: says(["A", "one", { protect: true }]),
        head: agreed(says(), entry("A", "delete")),
      },
      { changes: ["delete A (commit)"], said: ["protected", "warning: unused-acknowledgement"] },
    ],
    [
      "what was unprotected in the step before goes",
      { live: holds(["A"]), base: says(["A"]), head: says() },
      { changes: ["delete A (commit)"] },
    ],
  ])("%s", check);

  const rules = (...all: readonly string[]): Said => ({ declares: { [url]: all.map((name) => ({ name })) } });
  const allowing = (name: string, order: number, more: JsonObject = {}): JsonObject =>
    rule(order, name, order, { action: "ALLOW", ...more });
  test.each<Row>([
    [
      "the last rule of a list needs an acknowledgement",
      { live: { [url]: [allowing("R", 1)] }, base: rules("R"), head: rules() },
      { changes: ["delete R (commit)"], said: ["R needs delete"] },
    ],
    [
      "a rule beside one that nobody declares is not the last",
      { live: { [url]: [allowing("R", 1), allowing("Other", 2)] }, base: rules("R"), head: rules() },
      { changes: ["delete R (commit)"] },
    ],
    [
      "a built-in rule does not count",
      {
        live: { [url]: [allowing("R", 1), allowing("Vendor", 2, { predefined: true })] },
        base: rules("R"),
        head: rules(),
      },
      { changes: ["delete R (commit)"], said: ["R needs delete"] },
    ],
    [
      "a rule that the plan makes counts",
      {
        live: { [url]: [allowing("R", 1)] },
        base: rules("R"),
        head: { declares: { [url]: [{ name: "New", action: "BLOCK", protocols: ["HTTP_RULE"] }] } },
      },
      { changes: ["create New (commit)", "delete R (commit)"] },
    ],
    [
      "a rule that the plan makes and leaves off does not count",
      {
        live: { [url]: [allowing("R", 1)] },
        base: rules("R"),
        head: {
          declares: { [url]: [{ name: "New", action: "BLOCK", protocols: ["HTTP_RULE"], state: "DISABLED" }] },
        },
      },
      { changes: ["create New (commit)", "delete R (commit)"], said: ["R needs delete"] },
    ],
  ])("%s", check);
});
