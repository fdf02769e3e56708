import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds/registry.ts";

interface List {
  readonly product: string;
  readonly resources: Readonly<Record<string, string | null>>;
}
interface Coverage {
  readonly rows: readonly { readonly resource: string; readonly kinds: readonly string[]; readonly reason?: string }[];
  readonly extra: readonly string[];
  readonly problems: readonly string[];
}
interface Given {
  readonly name: string;
  readonly terraform?: readonly string[];
  readonly api: object;
}

const { coverageOf, readLists } = (await import(pathToFileURL("scripts/generate/coverage.mjs").href)) as {
  readonly coverageOf: (list: List, kinds: readonly Given[]) => Coverage;
  readonly readLists: () => readonly List[];
};

const over = (resources: List["resources"], terraform: readonly string[]): Coverage =>
  coverageOf({ product: "zia", resources }, [{ name: "zia/lamp", terraform, api: { style: "rest" } }]);

describe("a resource", () => {
  test("is covered by every kind that says so", () => {
    const two = ["zia/lamp", "zia/bulb"].map((name) => ({ name, terraform: ["zia_lights"], api: {} }));
    const { rows, problems } = coverageOf({ product: "zia", resources: { zia_lights: null } }, two);
    expect(rows).toEqual([{ resource: "zia_lights", kinds: ["zia/lamp", "zia/bulb"], reason: undefined }]);
    expect(problems).toEqual([]);
  });

  test("that is to come may be claimed without a change of the list", () => {
    const { rows, problems } = over({ zia_lamps: "not yet", zia_horns: "not yet" }, ["zia_lamps"]);
    expect(rows.map(({ kinds: by, reason }) => [by, reason])).toEqual([
      [["zia/lamp"], undefined],
      [[], "not yet"],
    ]);
    expect(problems).toEqual([]);
  });

  test("may be a mutation: the calls of the kind say which", () => {
    const api = { style: "graphql", create: { field: "lampCreate" }, remove: { field: "lampDelete" } };
    const list = { product: "zms", resources: { lampCreate: null, lampDelete: null } };
    expect(coverageOf(list, [{ name: "zms/lamp", api }]).problems).toEqual([]);
  });
});

describe("the list does not add up", () => {
  test("when a kind names a resource nobody knows", () => {
    expect(over({}, ["zia_lmaps"]).problems).toEqual([
      "zia/lamp stands for zia_lmaps, which scripts/coverage/zia.yaml does not list",
    ]);
  });

  test("when a resource has neither kind nor reason", () => {
    expect(over({ zia_horns: null }, []).problems).toEqual([
      "zia_horns has neither a kind nor a reason why it has none",
    ]);
  });

  test("when a resource has both", () => {
    expect(over({ zia_lamps: "No policy." }, ["zia_lamps"]).problems).toEqual([
      'zia_lamps is left out ("No policy.") although zia/lamp stands for it',
    ]);
  });
});

test("a kind without a resource is ours alone", () => {
  expect(over({ zia_horns: "not yet" }, []).extra).toEqual(["zia/lamp"]);
});

describe.each(readLists())("the list of $product", ({ product, resources }) => {
  test("adds up", () => {
    const own = kinds.filter(({ name, writable }) => writable && name.startsWith(`${product}/`));
    expect(coverageOf({ product, resources }, own).problems).toEqual([]);
  });

  test("gives its reasons in sentences", () => {
    const reasons = Object.values(resources).filter((reason) => reason !== null && reason !== "not yet");
    expect(reasons.filter((reason) => !/^[A-Z].*\.$/.test(reason ?? ""))).toEqual([]);
    expect(reasons.length).toBeGreaterThan(0);
  });
});
