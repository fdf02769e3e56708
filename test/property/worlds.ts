import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Step } from "../../src/model/step.ts";
import { type Declaration, liveOf, type Tenant } from "../plan/given.ts";
import {
  type Content,
  declaredList,
  everything,
  flowsOf,
  maskOf,
  members,
  ruleName,
  type Scenario,
  type Seen,
} from "./policies.ts";

/** A server that the writes of a plan go to, and an evaluator of what it holds. */
export interface Server {
  write(step: Step, id: string | null, body: JsonObject | readonly string[]): string;
  /** Rules in the order they are evaluated. */
  rules(): readonly { readonly name: string; readonly seen: Seen }[];
}

export interface World {
  /** The kind of its rules. */
  readonly kind: KindName;
  readonly live: LiveState;
  readonly declared: Declaration;
  readonly server: Server;
  /** Whether what no rule matches passes; nothing does in ZPA. */
  readonly byDefault: boolean;
  /** What a rule with this content sees when all shared objects are as planned. */
  readonly wanted: (content: Content) => Seen;
}

/** `expect` costs more than the planner when it is asked a million times. */
export const must = (holds: boolean, sentence: () => string): void => {
  if (!holds) throw new Error(sentence());
};
export const mustEqual = (what: string, got: unknown, wanted: unknown): void => {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  must(a === b, () => `${what}:\n${a}\ninstead of\n${b}`);
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

export const ziaWorld = (scenario: Scenario): World => {
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
    kind: "zia/url-filtering-rule",
    live: liveOf(tenant),
    declared,
    byDefault: scenario.byDefault,
    server: ziaServer(rules, categories, scenario.strangeAllows),
    wanted: ({ action, on, objects, second, who, where, twist }) => {
      const standFor = (list: number) => members(list).reduce((mask, index) => mask | finalContent[index]!, 0);
      return {
        on,
        allows: action === "strange" ? scenario.strangeAllows : action === "allow" || action === "softly",
        guards: action === "softly",
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
  const take = (id: string) => {
    const rule = stored.get(id);
    must(rule !== undefined, () => `there is no rule ${id}`);
    stored.delete(id);
    return rule!;
  };
  const close = (left: number): void => {
    if (numbers().some((rule) => rule.order === left)) return;
    for (const rule of numbers()) if (Number(rule.order) > left) rule.order = Number(rule.order) - 1;
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
      guards: rule.action === "CAUTION",
      flows: flowsOf(
        urls("urlCategories") & urls("urlCategories2"),
        groups.length === 0 ? undefined : maskOf(groups),
        isAnywhere ? undefined : rule.excludeSrcCountries === true ? 2 : 1,
      ),
    };
  };
  return {
    write(step, id, body) {
      if (step.verb === "delete") {
        close(Number(take(id!).order));
        return "";
      }
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
        close(Number(take(id).order));
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

export const zpaWorld = (scenario: Scenario): World => {
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
      ...scenario.shared.flatMap(({ after, onAfter, groupAfter }, index) => {
        const spec = {
          ...(after === null ? {} : { domainNames: members(after).map(domainOf), enabled: onAfter }),
          ...(groupAfter === null ? {} : { segmentGroup: `Group ${groupAfter}` }),
        };
        return Object.keys(spec).length === 0 ? [] : [{ name: segmentName(index), ...spec }];
      }),
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
  const finals = scenario.shared.map(({ before, after, on, onAfter, group, groupAfter }) => ({
    group: groupAfter ?? group,
    what: (after === null ? on : onAfter) ? (after ?? before) : 0,
  }));
  const { added } = scenario;
  // What no segment stands for is no application: no rule lets anybody reach it.
  const reachable = [...finals.map(({ what }) => what), added?.content ?? 0].reduce((all, one) => all | one, 0);
  const standsFor = (index: number): number =>
    index === 3
      ? [...finals, ...(added === null ? [] : [{ group: added.group, what: added.content }])]
          .filter(({ group }) => group === 1)
          .reduce((mask, { what }) => mask | what, 0)
      : index === 4
        ? added!.content
        : finals[index]!.what;
  return {
    kind: "zpa/access-rule",
    live: liveOf(tenant),
    declared,
    byDefault: false,
    server: zpaServer(rules, segments, scenario.strangeAllows),
    wanted: ({ action, on, objects, who, where, twist }) => ({
      on,
      allows: action === "strange" ? scenario.strangeAllows : action === "allow" || action === "softly",
      guards: false,
      flows:
        flowsOf(reachable, undefined, undefined) &
        joined(twist, [
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
  let next = 150;
  const what = (ids?: readonly string[], groups: readonly string[] = []): number =>
    maskOf(
      [...shared.values()]
        .filter(
          ({ id, segmentGroupId }) =>
            ids === undefined || ids.includes(String(id)) || groups.includes(String(segmentGroupId)),
        )
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
      guards: false,
      flows: joined(rule.operator === "OR", flows) & flowsOf(what(), undefined, undefined),
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
      if (step.verb === "delete") {
        must(stored.delete(id!), () => `there is no rule ${id}`);
        sequence = sequence.filter((one) => one !== id);
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
        next += 1;
        const own = String(next);
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
