import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterWrite, bodyOf } from "../../src/apply/body.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { type Address, identityOf } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Step } from "../../src/model/step.ts";
import { buildNames } from "../../src/state/names.ts";
import { type Declaration, liveOf, plan, type Tenant } from "../plan/given.ts";
import {
  allowed,
  type Content,
  declaredList,
  everything,
  flowsOf,
  maskOf,
  members,
  ruleName,
  type Scenario,
  type Seen,
  scenarios,
  tidy,
} from "./policies.ts";

/** A server that the writes of a plan go to, and an evaluator of what it holds. */
interface Server {
  write(step: Step, id: string | null, body: JsonObject | readonly string[]): string;
  /** Rules in the order they are evaluated. */
  rules(): readonly { readonly name: string; readonly seen: Seen }[];
}

interface World {
  readonly live: LiveState;
  readonly declared: Declaration;
  readonly server: Server;
  /** What a rule with this content sees when all shared objects are as planned. */
  readonly wanted: (content: Content) => Seen;
}

/** What the whole suite met: how often a plan said that no safe order exists, and in which words. */
interface Tally {
  plans: number;
  marked: number;
  writes: number;
  readonly reasons: Map<string, number>;
}

const documented = [
  /allowing and blocking rules both use it/,
  /allowing and blocking rules both use the group it joins/,
  /changes together with what the rule matches/,
  /direction of action/,
  /direction of the action of a rule that uses it/,
  /a rule whose action has no known direction uses the group/,
  /direction of its action is not known/,
  /a stricter rule needs it first/,
  /turns from blocking to allowing/,
];

const bodies = (live: LiveState) => {
  const names = buildNames(live);
  const made = new Map<string, string>();
  const wires = new Map<Address, JsonObject>();
  const idOf = (kind: string, name: string, within: readonly string[] = []): string =>
    names.find(kind as never, name, within)[0]?.id ?? made.get(`${kind}:${identityOf(name)}`) ?? "?";
  return {
    idOf: (step: Step) => step.id ?? made.get(`${step.kind}:${identityOf(step.name ?? step.address.split(":")[1]!)}`),
    bodyOf(step: Step): JsonObject | readonly string[] {
      if (step.verb === "reorder")
        return step.sequence!.map((key) => made.get(key.replace(/:.*/, (name) => identityOf(name))) ?? key);
      const kind = kindOf(step.kind);
      const base =
        step.verb === "create"
          ? undefined
          : (wires.get(step.address) ?? live.listings.get(step.kind)!.objects.find(({ id }) => id === step.id)?.wire);
      const body = bodyOf(kind, step, base, idOf);
      wires.set(step.address, afterWrite(base, body));
      return body;
    },
    remember: (step: Step, id: string) => made.set(`${step.kind}:${identityOf(step.address.split(":")[1]!)}`, id),
  };
};

const evaluate = (server: Server, byDefault: boolean): number =>
  allowed(
    server.rules().map(({ seen }) => seen),
    byDefault,
  );

/** `expect` costs more than the planner when it is asked a million times. */
const must = (holds: boolean, sentence: () => string): void => {
  if (!holds) throw new Error(sentence());
};
const mustEqual = (what: string, got: unknown, wanted: unknown): void => {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  must(a === b, () => `${what}:\n${a}\ninstead of\n${b}`);
};

const told = (steps: readonly Step[]): string =>
  steps
    .map(({ phase, verb, address, order, set, sequence }) =>
      JSON.stringify({ phase, verb, address, order, ...set, sequence }),
    )
    .join("\n");

/** Runs a plan write by write and holds every promise against what the server has. */
const check = (scenario: Scenario, world: World, tally: Tally): void => {
  const { live, declared, server } = world;
  const before = server.rules().map(({ name }) => name);
  const old = evaluate(server, scenario.byDefault);
  const { plan: made, steps } = plan(live, declared);
  mustEqual(
    "every write stands in the plan, in its order",
    steps.map(({ request }) => request),
    made.requests.filter(({ phase }) => phase !== "activation"),
  );

  const ledger = bodies(live);
  const states: number[] = [];
  for (const step of steps) {
    const id = ledger.idOf(step) ?? null;
    must(step.verb !== "update" || step.request.path.endsWith(`/${id}`), () => `${step.request.path} is not of ${id}`);
    const given = server.write(step, step.verb === "create" ? null : id, ledger.bodyOf(step));
    if (step.verb === "create") ledger.remember(step, given);
    states.push(evaluate(server, scenario.byDefault));
  }

  const list = declaredList(scenario);
  const after = server.rules();
  const names = after.map(({ name }) => name);
  const declaredNames = list.map(({ name }) => name);
  const isDeclared = (name: string): boolean => declaredNames.includes(name);
  const isUndeclared = (name: string): boolean => !isDeclared(name);
  mustEqual("declared rules end in their order", names.filter(isDeclared), declaredNames);
  mustEqual("undeclared rules keep theirs", names.filter(isUndeclared), before.filter(isUndeclared));
  const order = Object.values(made.orders)[0]?.after.filter((name) => name !== "Default_Rule");
  if (order !== undefined) mustEqual("the order ends as the plan says", names, order);
  const contents = new Map<string, Content>([
    ...scenario.rules.map(({ content }, index): [string, Content] => [ruleName(index), content]),
    ...list.map(({ name, content }): [string, Content] => [name, content]),
  ]);
  const wanted = after.map(({ name }) => world.wanted(contents.get(name)!));
  mustEqual(
    "contents end as declared",
    after.map(({ seen }) => seen),
    wanted,
  );

  checkWrites(made, steps);
  tally.plans += 1;
  tally.writes += steps.length;
  const unsafe = made.changes.flatMap(({ unsafePrefix }) => unsafePrefix ?? []);
  for (const reason of unsafe) {
    must(
      documented.some((pattern) => pattern.test(reason)),
      () => reason,
    );
    tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
  }
  if (unsafe.length > 0) {
    tally.marked += 1;
    return;
  }
  const now = allowed(wanted, scenario.byDefault);
  const leak = states.findIndex((state) => (state & ~old & ~now) !== 0);
  must(leak < 0, () => `write ${leak + 1} opens what old and new policy deny:\n${told(steps.slice(0, leak + 1))}`);
};

/** A rule whose content stays is written once when it moves, never otherwise; nothing is written more than twice. */
const checkWrites = (made: Plan, steps: readonly Step[]): void => {
  const isBulk = made.changes.some(({ kind }) => kind.startsWith("zpa"));
  const counts = new Map<string, number>();
  for (const { address, verb } of steps) if (verb !== "reorder") counts.set(address, (counts.get(address) ?? 0) + 1);
  for (const { address, fields, action } of made.changes) {
    const isMoved = fields.some(({ path }) => path === "position");
    const isEdited = fields.some(({ path }) => path !== "position");
    const count = counts.get(address) ?? 0;
    counts.delete(address);
    const fits =
      action === "create"
        ? count === 1
        : isEdited
          ? count === 1 || count === 2
          : count === (isMoved && !isBulk ? 1 : 0);
    must(fits, () => `${address} is written ${count} times`);
  }
  mustEqual("nothing is written without a change", [...counts.keys()], []);
  const reorders = steps.filter(({ verb }) => verb === "reorder").map(({ phase }) => phase);
  must(reorders.length === new Set(reorders).size, () => `two reorders in one phase`);
};

// --- ZIA: every rule carries its number, and the service renumbers the others -------------------------------------

const urlOf = (value: number): string => `u${value}.example.com`;
const ziaActions: Readonly<Record<Content["action"], string>> = {
  allow: "ALLOW",
  softly: "CAUTION",
  block: "BLOCK",
  firmly: "BLOCK",
  strange: "ICAP_RESPONSE",
};
const categoryName = (index: number): string => `Category ${index}`;

const ziaSpec = ({ action, on, objects, second, who, where, twist }: Content) => ({
  action: ziaActions[action],
  state: on ? "ENABLED" : "DISABLED",
  urlCategories: objects === 0 ? ["ANY"] : members(objects).map(categoryName),
  groups: members(who).map((group) => `Group ${group}`),
  urlCategories2: members(second).map(categoryName),
  sourceCountries: where === 0 ? [] : ["COUNTRY_DE"],
  excludeSrcCountries: twist,
});

const ziaWire = ({ action, on, objects, second, who, where, twist }: Content): JsonObject => ({
  state: on ? "ENABLED" : "DISABLED",
  action: ziaActions[action],
  protocols: ["ANY_RULE"],
  ...(objects === 0 ? {} : { urlCategories: members(objects).map((index) => `CUSTOM_0${index}`) }),
  ...(who === 0 ? {} : { groups: members(who).map((group) => ({ id: 50 + group, name: `Group ${group}` })) }),
  ...(second === 0 ? {} : { urlCategories2: members(second).map((index) => `CUSTOM_0${index}`) }),
  ...(where === 0 ? {} : { sourceCountries: ["COUNTRY_DE"] }),
  excludeSrcCountries: twist,
});

const listIn = (wire: JsonObject, key: string): readonly JsonObject[] => (wire[key] ?? []) as readonly JsonObject[];

const ziaWorld = (scenario: Scenario): World => {
  let order = 0;
  const rules = scenario.rules.map(({ content, gap }, index) => {
    order = Math.max(1, order + gap);
    return { id: 100 + index, name: ruleName(index), order, rank: 7, unknown: 7, ...ziaWire(content) };
  });
  const categories = scenario.shared.map(({ before }, index) => ({
    id: `CUSTOM_0${index}`,
    configuredName: categoryName(index),
    customCategory: true,
    superCategory: "USER_DEFINED",
    urls: members(before).map(urlOf),
  }));
  const tenant: Tenant = {
    "zia/url-filtering-rule": rules,
    "zia/url-category": categories,
    "zia/group": [0, 1].map((group) => ({ id: 50 + group, name: `Group ${group}` })),
  };
  const added = scenario.added === null ? [] : [{ name: categoryName(3), superCategory: "USER_DEFINED" }];
  const declared: Declaration = {
    "zia/url-category": [
      ...scenario.shared.flatMap(({ after }, index) =>
        after === null ? [] : [{ name: categoryName(index), urls: members(after).map(urlOf) }],
      ),
      ...added.map((one) => ({ ...one, urls: members(scenario.added!.content).map(urlOf) })),
    ],
    "zia/url-filtering-rule": declaredList(scenario).map(({ name, content, live }) => ({
      name,
      ...ziaSpec(content),
      ...(live === null ? { protocols: ["ANY_RULE"] } : {}),
    })),
  };
  const finalContent = [
    ...scenario.shared.map(({ before, after }) => after ?? before),
    ...(scenario.added === null ? [] : [scenario.added.content]),
  ];
  return {
    live: liveOf(tenant),
    declared,
    server: ziaServer(rules, categories, scenario.strangeAllows),
    wanted: ({ action, on, objects, second, who, where, twist }) => {
      const standFor = (list: number) => members(list).reduce((mask, index) => mask | finalContent[index]!, 0);
      return {
        on,
        allows: action === "strange" ? scenario.strangeAllows : action === "allow" || action === "softly",
        flows: flowsOf(
          (objects === 0 ? 15 : standFor(objects)) & (second === 0 ? 15 : standFor(second)),
          who === 0 ? undefined : who,
          where === 0 ? undefined : twist ? 2 : 1,
        ),
      };
    },
  };
};

const ziaServer = (rules: readonly JsonObject[], categories: readonly JsonObject[], strange: boolean): Server => {
  const stored = new Map(rules.map((rule) => [String(rule.id), { ...rule } as Record<string, unknown>]));
  const shared = new Map(categories.map((category) => [String(category.id), category]));
  let next = 200;
  const numbers = () => [...stored.values()];
  const insert = (order: number): void => {
    const end = Math.max(0, ...numbers().map((rule) => Number(rule.order))) + 1;
    must(order >= 1 && order <= end, () => `rule is not allowed at order ${order}`);
    for (const rule of numbers()) if (Number(rule.order) >= order) rule.order = Number(rule.order) + 1;
  };
  const seen = (rule: JsonObject): Seen => {
    const urls = (key: string): number => {
      const ids = (rule[key] ?? []) as readonly string[];
      if (ids.length === 0 || ids.includes("ANY")) return 15;
      return maskOf(
        ids.flatMap((id) => ((shared.get(id)?.urls ?? []) as readonly string[]).map((url) => Number(url[1]))),
      );
    };
    const groups = listIn(rule, "groups").map(({ id }) => Number(id) - 50);
    const isAnywhere = listIn(rule, "sourceCountries").length === 0;
    return {
      on: rule.state !== "DISABLED",
      allows: rule.action === "ICAP_RESPONSE" ? strange : rule.action !== "BLOCK",
      flows: flowsOf(
        urls("urlCategories") & urls("urlCategories2"),
        groups.length === 0 ? undefined : maskOf(groups),
        isAnywhere ? undefined : rule.excludeSrcCountries === true ? 2 : 1,
      ),
    };
  };
  return {
    write(step, id, body) {
      const wire = body as JsonObject;
      if (step.kind === "zia/url-category") {
        const own = id ?? "CUSTOM_03";
        shared.set(own, { ...wire, id: own });
        return own;
      }
      const order = Number(wire.order);
      if (id === null) {
        insert(order);
        next += 1;
        stored.set(String(next), { ...wire, id: next });
        return String(next);
      }
      const old = stored.get(id)!;
      must(wire.unknown === old.unknown, () => "a field we do not know did not survive");
      if (Number(old.order) !== order) {
        const left = Number(old.order);
        stored.delete(id);
        if (!numbers().some((rule) => rule.order === left))
          for (const rule of numbers()) if (Number(rule.order) > left) rule.order = Number(rule.order) - 1;
        insert(order);
      }
      stored.set(id, { ...wire, id: Number(id) });
      return id;
    },
    rules: () =>
      numbers()
        .sort((a, b) => Number(a.order) - Number(b.order) || Number(a.id) - Number(b.id))
        .map((rule) => ({ name: String(rule.name), seen: seen(rule as JsonObject) })),
  };
};

// --- ZPA: new rules go last, and one call puts all of them in order ------------------------------------------------

const domainOf = (value: number): string => `d${value}.acme.example`;
const zpaActions: Readonly<Record<Content["action"], string>> = {
  allow: "ALLOW",
  softly: "ALLOW",
  block: "DENY",
  firmly: "DENY",
  strange: "REQUIRE_APPROVAL",
};

/** Objects 0 to 2 are segments, 3 is group 1 of them, 4 a segment to be made. */
const segmentName = (index: number): string => (index === 3 ? "Group 1" : `Segment ${index}`);
const objectType = (index: number): "APP" | "APP_GROUP" => (index === 3 ? "APP_GROUP" : "APP");
const objectId = (index: number): string => (index === 3 ? "301" : `20${index}`);

const zpaSpec = ({ action, on, objects, who, where, twist }: Content) => {
  const [apps, groups] = [members(objects).filter((one) => one !== 3), members(objects).filter((one) => one === 3)];
  return {
    action: zpaActions[action],
    disabled: !on,
    operator: twist ? "OR" : "AND",
    conditions: [
      ...(objects === 0
        ? []
        : [
            {
              ...(apps.length === 0 ? {} : { APP: apps.map(segmentName) }),
              ...(groups.length === 0 ? {} : { APP_GROUP: groups.map(segmentName) }),
            },
          ]),
      ...(who === 0 ? [] : [{ SCIM_GROUP: members(who).map((one) => ({ idp: "Okta", group: `Team ${one}` })) }]),
      ...(where === 0 ? [] : [{ PLATFORM: ["windows"] }]),
    ],
  };
};

const zpaWire = ({ action, on, objects, who, where, twist }: Content): JsonObject => ({
  action: zpaActions[action],
  disabled: on ? "0" : "1",
  operator: twist ? "OR" : "AND",
  conditions: [
    ...(objects === 0
      ? []
      : [
          {
            id: "1",
            operator: "OR",
            operands: members(objects).map((index) => ({
              id: "2",
              objectType: objectType(index),
              lhs: "id",
              rhs: objectId(index),
              name: segmentName(index),
            })),
          },
        ]),
    ...(who === 0
      ? []
      : [
          {
            operator: "OR",
            operands: members(who).map((one) => ({
              objectType: "SCIM_GROUP",
              lhs: "400",
              rhs: `41${one}`,
              idpName: "Okta",
            })),
          },
        ]),
    ...(where === 0
      ? []
      : [{ operator: "OR", operands: [{ objectType: "PLATFORM", lhs: "windows", rhs: "true", name: "Windows" }] }]),
  ],
});

const zpaWorld = (scenario: Scenario): World => {
  const rules = scenario.rules.map(({ content }, index) => ({
    id: `${100 + index}`,
    name: ruleName(index),
    ruleOrder: `${index + 1}`,
    unknown: 7,
    ...zpaWire(content),
  }));
  const segments = scenario.shared.map(({ before, group, on }, index) => ({
    id: `20${index}`,
    name: segmentName(index),
    enabled: on,
    segmentGroupId: `30${group}`,
    serverGroups: [{ id: "500", name: "Servers" }],
    domainNames: members(before).map(domainOf),
  }));
  const tenant: Tenant = {
    "zpa/access-rule": [
      ...rules,
      ...(scenario.byDefault
        ? [{ id: "199", name: "Default_Rule", ruleOrder: `${rules.length + 1}`, action: "DENY", defaultRule: true }]
        : []),
    ],
    "zpa/application-segment": segments,
    "zpa/segment-group": [0, 1].map((group) => ({ id: `30${group}`, name: `Group ${group}`, enabled: true })),
    "zpa/server-group": [{ id: "500", name: "Servers" }],
    "zpa/idp": [{ id: "400", name: "Okta" }],
    "zpa/scim-group": [0, 1].map((team) => ({ id: `41${team}`, name: `Team ${team}`, within: ["Okta"] })),
  };
  const declared: Declaration = {
    "zpa/application-segment": [
      ...scenario.shared.flatMap(({ after, onAfter }, index) =>
        after === null
          ? []
          : [{ name: segmentName(index), domainNames: members(after).map(domainOf), enabled: onAfter }],
      ),
      ...(scenario.added === null
        ? []
        : [
            {
              name: segmentName(4),
              enabled: true,
              segmentGroup: `Group ${scenario.added.group}`,
              serverGroups: ["Servers"],
              domainNames: members(scenario.added.content).map(domainOf),
            },
          ]),
    ],
    "zpa/access-rule": declaredList(scenario).map(({ name, content }) => ({ name, ...zpaSpec(content) })),
  };
  const finals = scenario.shared.map(({ before, after, on, onAfter, group }) => ({
    group,
    what: (after === null ? on : onAfter) ? (after ?? before) : 0,
  }));
  const { added } = scenario;
  const standsFor = (index: number): number =>
    index === 3
      ? [...finals, ...(added === null ? [] : [{ group: added.group, what: added.content }])]
          .filter(({ group }) => group === 1)
          .reduce((mask, { what }) => mask | what, 0)
      : index === 4
        ? added!.content
        : finals[index]!.what;
  return {
    live: liveOf(tenant),
    declared,
    server: zpaServer(rules, segments, scenario.strangeAllows),
    wanted: ({ action, on, objects, who, where, twist }) => ({
      on,
      allows: action === "strange" ? scenario.strangeAllows : action === "allow" || action === "softly",
      flows: joined(twist, [
        ...(objects === 0
          ? []
          : [
              flowsOf(
                members(objects).reduce((mask, index) => mask | standsFor(index), 0),
                undefined,
                undefined,
              ),
            ]),
        ...(who === 0 ? [] : [flowsOf(undefined, who, undefined)]),
        ...(where === 0 ? [] : [flowsOf(undefined, undefined, where)]),
      ]),
    }),
  };
};

const joined = (byAny: boolean, blocks: readonly number[]): number =>
  blocks.length > 0 && byAny
    ? blocks.reduce((all, one) => all | one, 0)
    : blocks.reduce((all, one) => all & one, everything);

/** Operands in the form reads answer with or in the form writes take. */
const pairsIn = (block: JsonObject): readonly { readonly type: string; readonly lhs: string; readonly rhs: string }[] =>
  listIn(block, "operands").flatMap((operand) => {
    const type = String(operand.objectType);
    if (operand.values !== undefined)
      return (operand.values as string[]).map((rhs) => ({ type, lhs: "id", rhs: String(rhs) }));
    if (operand.entryValues !== undefined)
      return (operand.entryValues as { lhs: string; rhs: string }[]).map(({ lhs, rhs }) => ({ type, lhs, rhs }));
    return [{ type, lhs: String(operand.lhs), rhs: String(operand.rhs) }];
  });

const zpaServer = (rules: readonly JsonObject[], segments: readonly JsonObject[], strange: boolean): Server => {
  const stored = new Map(rules.map((rule) => [String(rule.id), rule]));
  const shared = new Map(segments.map((segment) => [String(segment.id), segment]));
  let sequence = rules.map(({ id }) => String(id));
  const what = (ids: readonly string[], groups: readonly string[]): number =>
    maskOf(
      [...shared.values()]
        .filter(({ id, segmentGroupId }) => ids.includes(String(id)) || groups.includes(String(segmentGroupId)))
        .filter(({ enabled }) => enabled === true)
        .flatMap(({ domainNames }) => (domainNames as readonly string[]).map((name) => Number(name[1]))),
    );
  const seen = (rule: JsonObject): Seen => {
    const flows = listIn(rule, "conditions").map((block) => {
      const pairs = pairsIn(block);
      const of = (type: string) => pairs.filter((pair) => pair.type === type).map(({ rhs }) => rhs);
      switch (pairs[0]!.type) {
        case "SCIM_GROUP":
          return flowsOf(undefined, maskOf(of("SCIM_GROUP").map((id) => Number(id[2]))), undefined);
        case "PLATFORM":
          return flowsOf(undefined, undefined, 1);
        default:
          return flowsOf(what(of("APP"), of("APP_GROUP")), undefined, undefined);
      }
    });
    return {
      on: rule.disabled !== "1",
      allows: rule.action === "REQUIRE_APPROVAL" ? strange : rule.action === "ALLOW",
      flows: joined(rule.operator === "OR", flows),
    };
  };
  return {
    write(step, id, body) {
      if (step.verb === "reorder") {
        const ids = (body as readonly string[]).filter((one) => one !== "199");
        mustEqual("a reorder names all rules", [...ids].sort(), [...sequence].sort());
        sequence = [...ids];
        return "";
      }
      const wire = body as JsonObject;
      if (step.kind === "zpa/application-segment") {
        const own = id ?? "204";
        shared.set(own, { ...shared.get(own), ...wire, id: own });
        return own;
      }
      must(wire.ruleOrder === undefined, () => "an order number is sent");
      if (id === null) {
        const own = `${150 + stored.size}`;
        stored.set(own, { ...wire, id: own });
        sequence = [...sequence, own];
        return own;
      }
      stored.set(id, { ...stored.get(id), ...wire, id });
      return id;
    },
    rules: () => sequence.map((id) => ({ name: String(stored.get(id)!.name), seen: seen(stored.get(id)!) })),
  };
};

// --------------------------------------------------------------------------------------------------------------------

const runs = 10_000;
const seed = 20_260_101;

const tallyOf = (): Tally => ({ plans: 0, marked: 0, writes: 0, reasons: new Map() });

describe("no write opens what both the old and the new policy deny", () => {
  test("ZIA: every rule carries its number", () => {
    const tally = tallyOf();
    fc.assert(
      fc.property(scenarios(4, 3), (given) => {
        const scenario = tidy(given, 3);
        check(scenario, ziaWorld(scenario), tally);
      }),
      { numRuns: runs, seed },
    );
    console.log(tally);
    expect(tally.plans).toBeGreaterThanOrEqual(runs);
  });

  test("ZPA: one call puts all rules in order", () => {
    const tally = tallyOf();
    fc.assert(
      fc.property(scenarios(5, 4), (given) => {
        const scenario = tidy(given, 4);
        check(scenario, zpaWorld(scenario), tally);
      }),
      { numRuns: runs, seed },
    );
    console.log(tally);
    expect(tally.plans).toBeGreaterThanOrEqual(runs);
  });
});
