import { describe, expect, test } from "vitest";
import { findKind } from "../../src/kinds/find.ts";
import { pastOf } from "../../src/model/history.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Position } from "../../src/model/position.ts";
import { buildScope } from "../../src/scope/scope.ts";
import { type Said, type Story, storyInput, type Tenant } from "./given.ts";
import { agreed, check, type Row, rule, tell, url } from "./told.ts";

const ids = "ABCDXY";
const made: JsonObject = { action: "BLOCK", protocols: ["ANY_RULE"] };

/** Rules by name; D is one that has to be made. */
const list = (...names: readonly string[]): Said => ({
  declares: { [url]: names.map((name) => ({ name, ...(name === "D" ? made : {}) })) },
});
const stands = (...names: readonly string[]): Tenant => ({
  [url]: names.map((name, at) => rule(ids.indexOf(name) + 1, name, at + 1)),
});
const broadens = (name: string) => ({ change: `${url}:${name}`, allows: "broadening" }) as const;
const overwrite = { change: `${url}:*`, allows: "overwrite-drift" } as const;

describe("an order that Git changed", () => {
  test.each<Row>([
    [
      "by the head",
      { live: stands("A", "B"), base: list("A", "B"), head: list("B", "A") },
      { changes: ["update A (commit): position"] },
    ],
    [
      "by an earlier commit, and back",
      { live: stands("B", "A"), base: list("A", "B"), after: [list("B", "A")], head: list("A", "B") },
      { changes: ["update B (earlier-commit): position"] },
    ],
    [
      "while somebody changed it in the tenant, needs an acknowledgement",
      { live: stands("C", "A", "B"), base: list("A", "B", "C"), head: list("B", "A", "C") },
      { changes: ["update A (commit): position", "update C (commit): position"], said: ["* needs overwrite-drift"] },
    ],
    [
      "while somebody changed it in the tenant, is overwritten with one",
      { live: stands("C", "A", "B"), base: list("A", "B", "C"), head: agreed(list("B", "A", "C"), overwrite) },
      { changes: ["update A (commit): position", "update C (commit): position"] },
    ],
    [
      "is no drift where a later commit said what is live",
      {
        live: stands("B", "A", "C"),
        base: list("A", "B", "C"),
        after: [list("B", "A", "C")],
        head: list("C", "B", "A"),
      },
      { changes: ["update C (commit): position"] },
    ],
  ])("%s", (sentence, story, told) => {
    check(sentence, story, { ...told, changes: sorted(tell(story).changes, told.changes) });
  });
});

/** The same changes in the order of the plan, which is none that people rely on. */
const sorted = (found: readonly string[], wanted: readonly string[]): readonly string[] => {
  expect([...found].sort()).toEqual([...wanted].sort());
  return found;
};

describe("an order that only the tenant changed", () => {
  const [live, base] = [stands("B", "A"), list("A", "B")];
  test.each<Row>([
    ["is listed and left alone", { live, base, head: base }, { changes: [], left: ['*: place of "B"'] }],
    [
      "is left alone when a new rule comes, which goes below the one declared before it",
      { live, base, head: list("A", "D", "B") },
      { changes: ["create D (commit)"], left: ['*: place of "B"'] },
    ],
    [
      "is left alone when a rule is edited",
      { live, base, head: { declares: { [url]: [{ name: "A", description: "new" }, { name: "B" }] } } },
      { changes: ["update A (commit): description"], left: ['*: place of "B"'] },
    ],
    [
      "is left alone when a rule leaves",
      { live: stands("B", "C", "A"), base: list("A", "B", "C"), head: agreed(list("A", "B"), broadens("C")) },
      { changes: ["delete C (commit)"], left: ['*: place of "B"'] },
    ],
    [
      "needs no acknowledgement for what is left alone",
      { live, base, head: agreed(base, { change: `${url}:A`, allows: "overwrite-drift" }) },
      { changes: [], left: ['*: place of "B"'], said: ["warning: unused-acknowledgement"] },
    ],
    [
      "is put back with --include-drift",
      { live, base, head: base, includeDrift: true },
      { changes: ["update B (drift): position"] },
    ],
    [
      "is put back with a new acknowledgement",
      { live, base, head: agreed(base, overwrite) },
      { changes: ["update B (drift): position"] },
    ],
    [
      "and that stands as declared needs no acknowledgement",
      { live: stands("A", "B"), base, head: agreed(base, overwrite) },
      { changes: [], said: ["warning: unused-acknowledgement"] },
    ],
  ])("%s", check);
});

describe("whether Git changed an order", () => {
  type Document = readonly [position: Position | undefined, ...names: readonly string[]];
  const documents = (...all: readonly Document[]): Said => {
    const { declares } = list(...all.flatMap(([, ...names]) => names));
    let at = 0;
    const anchors = all.flatMap(([position, ...names]) => {
      const first = at;
      at += names.length;
      return position === undefined ? [] : [{ position, first, count: names.length }];
    });
    return { declares, positions: { [url]: anchors } };
  };
  const changed = (base: Said, head: Said, ...after: readonly Said[]): string | undefined => {
    const story: Story = { live: stands(), base, after, head };
    const { history, desired } = storyInput(story);
    return buildScope(pastOf(history!), desired, findKind).orderCauseOf(url);
  };

  test.each<[string, Said, Said, string | undefined]>([
    ["nothing was said of it", list("A", "B"), list("A", "B"), undefined],
    ["two rules changed places", list("A", "B"), list("B", "A"), "commit"],
    ["a rule came in between", list("A", "B"), list("A", "D", "B"), undefined],
    ["a rule came first", list("A", "B"), list("D", "A", "B"), undefined],
    ["a rule left", list("A", "B", "C"), list("A", "C"), undefined],
    ["a rule left and two others changed places", list("A", "B", "C"), list("C", "A"), "commit"],
    ["a document moved", documents(["first", "A"]), documents(["last", "A"]), "commit"],
    ["a document got a position", documents([undefined, "A"]), documents(["first", "A"]), "commit"],
    ["a document lost its position", documents(["first", "A"]), documents([undefined, "A"]), "commit"],
    [
      "a rule came first in a document with a position",
      documents(["first", "A"]),
      documents(["first", "D", "A"]),
      undefined,
    ],
    [
      "a new document came with a position",
      documents([undefined, "A"]),
      documents([undefined, "A"], ["last", "D"]),
      undefined,
    ],
    [
      "a rule went from one document to another, in one order",
      documents(["first", "A", "B"], ["last", "C"]),
      documents(["first", "A"], ["last", "B", "C"]),
      "commit",
    ],
  ])("%s", (_, base, head, cause) => {
    expect(changed(base, head)).toBe(cause);
  });

  test("a rule under a new name is the same rule", () => {
    const renamed: Said = { declares: { [url]: [{ name: "N", lifecycle: { renamedFrom: "A" } }, { name: "B" }] } };
    expect(changed(list("A", "B"), renamed)).toBe(undefined);
    expect(
      changed(
        { ...list("A", "B"), positions: { [url]: [{ position: "first", first: 0, count: 2 }] } },
        { ...renamed, positions: { [url]: [{ position: "first", first: 0, count: 2 }] } },
      ),
    ).toBe(undefined);
  });

  test("there and back is a change of an earlier commit", () => {
    expect(changed(list("A", "B"), list("A", "B"), list("B", "A"))).toBe("earlier-commit");
  });

  test("a rule that left and came back elsewhere changed places", () => {
    expect(changed(list("A", "B"), list("B", "A"), list("A"), list("A"))).toBe("commit");
  });
});
