import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Anchor, Position } from "../../src/model/position.ts";
import type { Resource } from "../../src/model/resource.ts";
import { unclaimed } from "../../src/plan/diff.ts";
import { orderChange } from "../../src/plan/order-change.ts";
import { orderDomain } from "../../src/plan/ordered.ts";
import { targetOf } from "../../src/plan/targets.ts";
import { leavingRule } from "../property/leaving.ts";
import { type Declaration, inputOf, outOfScope, plan, refused, type Tenant } from "./given.ts";
import { rule } from "./told.ts";

const url = "zia/url-filtering-rule";
const access = "zpa/access-rule";

/** Lower case is undeclared; a number sets the order. */
const live = (text: string): Tenant => ({
  [url]: [
    ...text.split(" ").map((slot, index) => {
      const [name = "", order = `${index + 1}`] = slot.split("@");
      return rule(10 + index, name, Number(order));
    }),
    rule(99, "Default", -1, { defaultRule: true }),
  ],
});

const declare = (text: string): Declaration => ({
  [url]: text
    .split(" ")
    .map((word) =>
      word.startsWith("+") ? { name: word.slice(1), action: "BLOCK", protocols: ["ANY_RULE"] } : { name: word },
    ),
});

/** One document per part; each with its position. */
type Documents = readonly (readonly [Position | undefined, string])[];

const inDocuments = (documents: Documents) => {
  let first = 0;
  const anchors: Anchor[] = [];
  for (const [index, [position, text]] of documents.entries()) {
    const count = text === "" ? 0 : text.split(" ").length;
    const source = { file: "policies/rules.yaml", line: 10 * (index + 1), column: 1 };
    if (position !== undefined) anchors.push({ position, first, count, source });
    first += count;
  }
  const declared = declare(
    documents
      .map(([, text]) => text)
      .filter((text) => text !== "")
      .join(" "),
  );
  const { desired } = inputOf({}, declared);
  return {
    declared,
    more: { desired: { ...desired, anchors: new Map<KindName, readonly Anchor[]>([[url, anchors]]) } },
  } as const;
};

const orderOf = (tenant: string, documents: Documents, more: object = {}): string => {
  const { declared, more: desired } = inDocuments(documents);
  const { plan: made } = plan(live(tenant), declared, { ...desired, ...more });
  return (made.orders[url]?.after ?? tenant.split(" ").map((slot) => slot.split("@")[0]))
    .filter((name) => name !== "Default")
    .join(" ");
};

describe("a document's position", () => {
  test.each<[string, string, Documents, string]>([
    ["new rules go directly below the rule they come after", "u v", [[{ after: "u" }, "+N +M"]], "u N M v"],
    ["new rules go directly above the rule they come before", "u v", [[{ before: "v" }, "+N +M"]], "u N M v"],
    ["first is above everything undeclared", "u v", [["first", "+N"]], "N u v"],
    ["last is below everything undeclared", "u v", [["last", "+N"]], "u v N"],
    ["first changes nothing where it is held", "A u B v", [["first", "A"]], "A u B v"],
    ["a rule that breaks a bound is moved", "A u B v", [[{ after: "u" }, "A B"]], "u A B v"],
    [
      "those listed after stand below as well",
      "B u v",
      [
        [{ after: "u" }, "+N"],
        [undefined, "B"],
      ],
      "u N B v",
    ],
    [
      "those listed before stand above as well",
      "u A v",
      [
        [undefined, "A"],
        [{ before: "u" }, "+N"],
      ],
      "A N u v",
    ],
    [
      "a rule goes below the later of its predecessor and its anchor",
      "A u v",
      [
        [undefined, "A"],
        [{ after: "v" }, "+N"],
      ],
      "A u v N",
    ],
    [
      "the predecessor may be the later one",
      "u v A",
      [
        [undefined, "A"],
        [{ after: "u" }, "+N"],
      ],
      "u v A N",
    ],
    [
      "a successor that stands too low gives way to the bound",
      "u v B",
      [
        [{ before: "v" }, "+N"],
        [undefined, "B"],
      ],
      "u N v B",
    ],
    ["a successor that stands high enough is the neighbour", "A u v", [[{ before: "v" }, "+N A"]], "N A u v"],
    [
      "two documents hold one block of others between them",
      "u v",
      [
        ["first", "+N"],
        ["last", "+M"],
      ],
      "N u v M",
    ],
    [
      "an empty document binds those that follow",
      "A u",
      [
        [{ after: "u" }, ""],
        [undefined, "A"],
      ],
      "u A",
    ],
    ["a name is found in any spelling", "u v", [[{ after: " U " }, "+N"]], "u N v"],
    ["below a tie is below all of it", "u@1 v@1 w@2", [[{ after: "u" }, "+N"]], "u v N w"],
    [
      "a rule in a tie with its bound stands on neither side and leaves",
      "A@1 u@1 v@2",
      [[{ after: "u" }, "A"]],
      "u A v",
    ],
  ])("%s", (_, tenant, documents, after) => {
    expect(orderOf(tenant, documents)).toBe(after);
  });

  test("names every undeclared rule that is passed", () => {
    const { declared, more } = inDocuments([[{ after: "v" }, "A"]]);
    expect(plan(live("A u v w"), declared, more).plan.orders[url]?.crossings).toEqual([
      { rule: "A", crosses: "u" },
      { rule: "A", crosses: "v" },
    ]);
  });

  test("above the block of its own number takes two writes, because repeating a number moves nothing", () => {
    const { declared, more } = inDocuments([[{ before: "u" }, "A"]]);
    const { steps } = plan(live("s@1 A@2 u@2"), declared, more);
    expect(steps.map(({ address, order }) => [address, order])).toEqual([
      [`${url}:A`, 1],
      [`${url}:A`, 2],
    ]);
  });

  test("built-ins that keep their place are not passed", () => {
    const rows = [
      { id: "1", name: "Decoy", ruleOrder: "1", action: "ALLOW", readOnly: true },
      { id: "2", name: "u", ruleOrder: "2", action: "ALLOW" },
      { id: "3", name: "A", ruleOrder: "3", action: "DENY" },
    ];
    const declared = { [access]: [{ name: "A" }] };
    const { desired } = inputOf({}, declared);
    const source = { file: "a.yaml", line: 1, column: 1 };
    const anchors = new Map([[access, [{ position: "first", first: 0, count: 1, source }] as const]]) as never;
    const { plan: made } = plan({ [access]: rows }, declared, { desired: { ...desired, anchors } });
    expect(made.orders[access]?.after).toEqual(["Decoy", "A", "u"]);
  });
});

const told = (found: readonly Diagnostic[]) => found.map(({ code, source, hint }) => [code, source?.line, hint]);

describe("a position that cannot be held", () => {
  const refusal = (tenant: string, documents: Documents) => {
    const { declared, more } = inDocuments(documents);
    return refused(live(tenant), declared, more);
  };

  test.each<[string, string, Documents, string, RegExp]>([
    ["a rule that is not there", "Guests v", [[{ after: "Guest" }, "+N"]], "unknown-anchor", /did you mean "Guests"/],
    ["a declared rule", "A v", [[{ after: "A" }, "+N A"]], "unknown-anchor", /put the rules in order in the list/],
    ["a rule to be made", "u", [[{ after: "N" }, "+N"]], "unknown-anchor", /put the rules in order in the list/],
    ["the default rule", "u", [[{ before: "Default" }, "+N"]], "unknown-anchor", /position: last/],
    ["a name that two rules have", "u u", [[{ before: "u" }, "+N"]], "ambiguous-reference", /ids 10, 11/],
    [
      "a document without rules",
      "Guests",
      [
        [{ after: "x" }, ""],
        [undefined, "+N"],
      ],
      "unknown-anchor",
      /name a rule/,
    ],
  ])("names %s", (_, tenant, documents, code, hint) => {
    const found = refusal(tenant, documents);
    expect(told(found)).toEqual([[code, 10, expect.stringMatching(hint)]]);
  });

  test("says where both positions stand that exclude each other", () => {
    const found = refusal("y x", [
      [{ after: "x" }, "+N"],
      [{ before: "y" }, "+M"],
    ]);
    expect(told(found)).toEqual([["anchor-conflict", 20, expect.stringContaining("policies/rules.yaml:10")]]);
    expect(found[0]?.message).toBe(
      'the positions after "x" and before "y" exclude each other: "x" does not stand above "y" in the tenant',
    );
  });

  test.each<[string, string, Documents]>([
    [
      "after and before one rule",
      "x",
      [
        [{ after: "x" }, "+N"],
        [{ before: "x" }, "+M"],
      ],
    ],
    [
      "two of one number",
      "x@1 y@1",
      [
        [{ after: "x" }, "+N"],
        [{ before: "y" }, "+M"],
      ],
    ],
    [
      "last before first",
      "u",
      [
        ["last", "+N"],
        ["first", "+M"],
      ],
    ],
  ])("excludes another: %s", (_, tenant, documents) => {
    expect(refusal(tenant, documents).map(({ code }) => code)).toEqual(["anchor-conflict"]);
  });

  test("positions that are declared in a circle name declared rules", () => {
    const documents: Documents = [
      [{ after: "B" }, "A"],
      [{ after: "A" }, "B"],
    ];
    expect(refusal("A B", documents).map(({ code }) => code)).toEqual(["unknown-anchor", "unknown-anchor"]);
  });
});

describe("an order out of scope", () => {
  const more = { claims: outOfScope };

  test("stays as it is, however the list reads", () => {
    expect(plan(live("B u A"), declare("A B"), more).plan).toMatchObject({ changes: [], orders: {}, requests: [] });
  });

  test.each<[string, string, Documents, string]>([
    ["below their declared predecessor", "B u A", [[undefined, "A +N B"]], "B u A N"],
    ["above the nearest successor without one", "u B A", [[undefined, "+N A B"]], "u B N A"],
    ["within their bounds", "B u A", [[{ before: "u" }, "A +N"]], "B N u A"],
  ])("new rules find their place: %s", (_, tenant, documents, after) => {
    expect(orderOf(tenant, documents, more)).toBe(after);
  });
});

describe("a rule that is deleted", () => {
  const ordered = (tenant: string, documents: Documents, leaves: string) => {
    const { declared, more } = inDocuments(documents);
    const input = inputOf(live(tenant), declared, more);
    const judged = input.desired.resources.map((resource: Resource) => {
      const object = input.find(url, resource.name)[0];
      const draft = {
        kind: kindOf(url),
        resource,
        before: {},
        held: {},
        after: {},
        differing: {},
        fields: [],
        ...unclaimed,
      };
      const verdict = { stricter: {}, looser: {}, neutral: {}, impact: "neutral" as const };
      return { draft: { ...draft, ...(object === undefined ? {} : { live: object }) }, verdict };
    });
    return orderDomain(input, url, [...judged, leavingRule(input, url, leaves)]);
  };

  test("is shown leaving, and is nobody's neighbour", () => {
    const { view, names } = ordered("A x u", [[undefined, "A +N"]], "x");
    expect(orderChange(view, [], names, ["Default"])).toEqual({
      before: ["A", "x", "u", "Default"],
      after: ["A", "N", "u", "Default"],
      crossings: [],
    });
  });

  test("is passed by nobody", () => {
    const { view, names, domain } = ordered("A x u B", [[undefined, "B A"]], "x");
    expect(orderChange(view, [...domain.moves.keys()], names, [])?.crossings).toEqual([{ rule: "A", crosses: "u" }]);
  });

  test("cannot be named by a position", () => {
    const { problems } = ordered("A x u", [[{ after: "x" }, "A"]], "x");
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["unknown-anchor", '"x" is deleted by this plan'],
    ]);
  });

  test.each([
    [url, "/zia/api/v1/urlFilteringRules/7"],
    [access, "/zpa/mgmtconfig/v1/admin/customers/777/policySet/900/rule/7"],
  ] as const)("%s goes by its own path", (name, path) => {
    const facts = { customerId: "777", scope: "900" };
    expect(targetOf(kindOf(name), "delete", `${name}:x`, "7", "looser", facts)).toEqual({
      phase: "looser",
      method: "DELETE",
      path,
      address: `${name}:x`,
    });
  });
});

describe("ranks", () => {
  const ranked = (...ranks: readonly number[]): Tenant => ({
    [url]: ranks.map((rank, index) => rule(10 + index, `R${index}`, index + 1, { rank })),
  });

  test("that are broken among rules nobody touches are the tenant's own matter", () => {
    const { plan: made } = plan(ranked(7, 7, 7, 1), { [url]: [{ name: "R0", description: "x" }] });
    expect(made.changes.map(({ name }) => name)).toEqual(["R0"]);
  });

  test("count for what is moved, however far the other rule is", () => {
    const found = refused(ranked(1, 1, 7), { [url]: [{ name: "R2" }, { name: "R0" }, { name: "R1" }] });
    expect(found.map(({ code }) => code)).toEqual(["rank-conflict"]);
  });
});
