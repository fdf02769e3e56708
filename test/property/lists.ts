import fc from "fast-check";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Listing, LiveState } from "../../src/model/live.ts";
import type { Anchor, Position } from "../../src/model/position.ts";
import type { LiveObject, Resource } from "../../src/model/resource.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import type { Judged } from "../../src/plan/phases.ts";
import { inputOf, objectOf } from "../plan/given.ts";

export type Service = "numbered" | "bulk";
export const kindNames: Readonly<Record<Service, KindName>> = {
  numbered: "zia/url-filtering-rule",
  bulk: "zpa/access-rule",
};

/** A live rule of a lived-in list. */
export interface Row {
  readonly id: string;
  readonly order: number;
  /** Declared, of somebody else, the vendor's that moves, the vendor's that does not, or declared no more. */
  readonly what: "declared" | "other" | "movable" | "fixed" | "leaves";
  readonly blocks: boolean;
}

/** One declared rule; `id` is absent for one to be made. */
export interface Wish {
  readonly name: string;
  readonly id?: string;
  readonly blocks: boolean;
}

export interface Given {
  readonly service: Service;
  readonly rows: readonly Row[];
  readonly wishes: readonly Wish[];
  /** Documents' positions, naming rules by id. */
  readonly places: readonly { readonly position: Position; readonly from: number; readonly to: number }[];
}

export const nameOf = (id: string): string => `Rule ${id}`;

const roles = fc.oneof(
  { weight: 12, arbitrary: fc.constant("declared" as const) },
  { weight: 8, arbitrary: fc.constant("other" as const) },
  { weight: 2, arbitrary: fc.constant("movable" as const) },
  { weight: 3, arbitrary: fc.constant("leaves" as const) },
);

/**
 * Gaps, ties, the vendor's rules first and now and then among the others; a declared order near the live one or far from
 * it, new rules in it, and up to three documents of which some have a position.
 */
export const lists = (service: Service, most: number): fc.Arbitrary<Given> =>
  fc
    .record({
      rules: fc.array(
        fc.record({
          gap: fc.constantFrom(1, 1, 1, 1, 0, 2, 7),
          what: roles,
          blocks: fc.boolean(),
          shuffle: fc.nat(1_000),
        }),
        { maxLength: most, size: "max" },
      ),
      fixedOnTop: fc.nat(2),
      fixedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(most) }),
      made: fc.array(fc.record({ at: fc.nat(1_000), blocks: fc.boolean() }), { maxLength: 8 }),
      stir: fc.constantFrom(0, 20, 150, 1_000),
      cuts: fc.tuple(fc.nat(1_000), fc.nat(1_000)),
      hows: fc.array(fc.constantFrom("", "", "first", "last", "after", "before"), { minLength: 3, maxLength: 3 }),
      named: fc.array(fc.nat(1_000), { minLength: 3, maxLength: 3 }),
    })
    .map(({ rules, fixedOnTop, fixedAt, made, stir, cuts, hows, named }) => {
      let order = 0;
      const rows = rules.map(({ gap, what, blocks }, index): Row => {
        order = service === "bulk" ? order + 1 : Math.max(1, order + gap);
        const isFixed = index < fixedOnTop || index === fixedAt;
        return { id: `${100 + index}`, order, what: isFixed ? "fixed" : what, blocks };
      });
      const wishes = [
        ...rows.flatMap(({ id, what, blocks }, index) =>
          what === "declared"
            ? [
                {
                  at: rules[index]!.shuffle < stir ? rules[index]!.shuffle * 5 : index * 25,
                  name: nameOf(id),
                  id,
                  blocks,
                },
              ]
            : [],
        ),
        ...made.map(({ at, blocks }, index) => ({ at: at * 5, name: `New ${index}`, blocks })),
      ]
        .sort((a, b) => a.at - b.at)
        .map(({ at: _, ...wish }): Wish => wish);
      const others = rows.filter(({ what }) => what === "other" || what === "movable");
      const at = cuts.map((cut) => cut % (wishes.length + 1)).sort((a, b) => a - b);
      const parts = [0, ...at, wishes.length];
      const places = hows.flatMap((how, index) => {
        const other = others[named[index]! % Math.max(1, others.length)];
        if (how === "" || other === undefined) return [];
        const position =
          how === "first" || how === "last" ? how : how === "after" ? { after: other.id } : { before: other.id };
        return [{ position: position as Position, from: parts[index]!, to: parts[index + 1]! }];
      });
      return { service, rows, wishes, places };
    });

const wireOf = (service: Service, { id, order, blocks }: Row): JsonObject =>
  service === "numbered"
    ? {
        id: Number(id),
        name: nameOf(id),
        order,
        action: blocks ? "BLOCK" : "ALLOW",
      }
    : {
        id,
        name: nameOf(id),
        ruleOrder: `${order}`,
        action: blocks ? "DENY" : "ALLOW",
      };

const source = (line: number) => ({ file: "policies/rules.yaml", line, column: 1 });

/** A rule that is moved or made or that leaves, its content aside. */
const judgedOf = (
  service: Service,
  name: string,
  blocks: boolean,
  live: LiveObject | undefined,
  leaves: boolean,
): Judged => {
  const kind = kindOf(kindNames[service]);
  const action = blocks ? (service === "numbered" ? "BLOCK" : "DENY") : "ALLOW";
  const resource: Resource = {
    address: `${kind.name}:${name}`,
    kind: kind.name,
    name,
    spec: {},
    lifecycle: {},
    source: source(1),
    at: () => source(1),
  };
  const made = live === undefined ? { action } : {};
  return {
    draft: {
      kind,
      resource,
      ...(live === undefined ? {} : { live }),
      before: live === undefined ? {} : { action },
      held: {},
      after: { action },
      differing: made,
      fields: [],
      cause: "commit",
      takeover: false,
      drifted: [],
      ...(leaves ? { isDelete: true } : {}),
    },
    verdict: {
      stricter: blocks ? made : {},
      looser: blocks ? {} : made,
      neutral: {},
      impact: "neutral",
      ...(leaves ? { removal: blocks ? "looser" : "stricter" } : {}),
    },
  };
};

/** What the planner gets of a list; `rows` may be those of a later moment. */
export const askedOf = (
  { service, wishes, places }: Given,
  rows: readonly Row[],
): { readonly input: PlanInput; readonly judged: readonly Judged[] } => {
  const kind = kindNames[service];
  const objects = rows.map((row): LiveObject => {
    const standing = row.what === "fixed" || row.what === "movable" ? row.what : "custom";
    return { ...objectOf(kind, wireOf(service, row)), standing };
  });
  const listing: Listing = { kind, objects, missingFields: [], scope: "900" };
  const live: LiveState = { listings: new Map([[kind, listing]]), unreadable: new Map() };
  const byName = new Map(objects.map((object) => [object.name, object]));
  const judged = [
    ...wishes.map(({ name, blocks }) => judgedOf(service, name, blocks, byName.get(name), false)),
    ...rows
      .filter(({ what }) => what === "leaves")
      .map(({ id, blocks }) => judgedOf(service, nameOf(id), blocks, byName.get(nameOf(id)), true)),
  ];
  const anchors = places.map(({ position, from, to }, index): Anchor => {
    const named =
      typeof position === "string"
        ? position
        : "after" in position
          ? { after: nameOf(position.after) }
          : { before: nameOf(position.before) };
    return { position: named, first: from, count: to - from, source: source(index + 10) };
  });
  const given = inputOf(live, {});
  return {
    input: {
      ...given,
      desired: {
        resources: [],
        order: new Map([[kind, judged.slice(0, wishes.length).map(({ draft }) => draft.resource)]]),
        anchors: new Map([[kind, anchors]]),
      },
    },
    judged,
  };
};
