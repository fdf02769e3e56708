import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { findKind, kindOf } from "../../src/kinds/find.ts";
import { flattened } from "../../src/kinds/nested.ts";
import { referrersOf } from "../../src/kinds/referrers.ts";
import type { Acknowledgement, Allowance } from "../../src/model/acknowledgement.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import type { DesiredState } from "../../src/model/desired.ts";
import { type DomainName, domainIn } from "../../src/model/domain.ts";
import { type History, pastOf, type Realm, type Snapshot } from "../../src/model/history.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Listing, LiveState } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Anchor } from "../../src/model/position.ts";
import type { Lifecycle, LiveObject, Resource, Spec } from "../../src/model/resource.ts";
import type { Step } from "../../src/model/step.ts";
import { type Claims, nothingInterrupted } from "../../src/plan/claims.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import { buildPlan, type Planned } from "../../src/plan/plan.ts";
import { acknowledgedBy, countedEntries } from "../../src/scope/acknowledged.ts";
import { buildScope } from "../../src/scope/scope.ts";
import { buildNames } from "../../src/state/names.ts";
import { withNewNames } from "../../src/state/renamed.ts";

export const objectOf = (kindName: KindName, row: JsonObject, within: readonly string[] = []): LiveObject => {
  const kind = kindOf(kindName);
  const wire = flattened(kind, row);
  const [name = "", ...aliases] = kind.names(wire);
  return { kind: kindName, name, aliases, id: String(wire[kind.id]), wire, standing: kind.standing(wire), within };
};

/** Rows that lie below another object carry its names under `within`; everything else is a plain wire object. */
export type Tenant = Readonly<Record<string, readonly (JsonObject & { readonly within?: readonly string[] })[]>>;

const hasScope = (kind: KindName): boolean => {
  const { api } = kindOf(kind);
  return api.style === "rest" && api.scope !== undefined;
};

export const liveOf = (tenant: Tenant, unreadable: Readonly<Record<string, string>> = {}): LiveState => ({
  listings: new Map(
    Object.entries(tenant).map(([name, rows]): [KindName, Listing] => {
      const kind = name as KindName;
      const objects = rows.map(({ within, ...wire }) => objectOf(kind, wire as JsonObject, within as string[]));
      return [kind, { kind, objects, missingFields: [], ...(hasScope(kind) ? { scope: "900" } : {}) }];
    }),
  ),
  unreadable: new Map(Object.entries(unreadable) as [KindName, string][]),
});

/** What documents declare: lists of specs with a name, per kind, in their order. */
export type Declaration = Readonly<
  Record<string, readonly (Spec & { readonly name: string; readonly lifecycle?: Lifecycle })[]>
>;

export const resourcesOf = (declared: Declaration): readonly Resource[] => {
  let line = 0;
  return Object.entries(declared).flatMap(([kind, specs]) =>
    specs.map(({ name, lifecycle = {}, ...spec }): Resource => {
      line += 1;
      const source = { file: "policies/all.yaml", line, column: 1 };
      return {
        address: `${kind as KindName}:${name}`,
        kind: kind as KindName,
        name,
        spec,
        lifecycle,
        source,
        at: (path) => (path.length === 0 ? source : { ...source, column: 1 + path.join(".").length }),
      };
    }),
  );
};

/** Positions of documents per ordering domain, with the rules each holds: the first one's index, and how many. */
export type Positions = Readonly<Record<string, readonly Omit<Anchor, "source">[]>>;

const anchorsIn = (documents: Positions[string]): readonly Anchor[] =>
  documents.map((one) => ({ ...one, source: { file: "policies/all.yaml", line: 1, column: 1 } }));

export const desiredOf = (declared: Declaration, positions: Positions = {}): DesiredState => {
  const resources = resourcesOf(declared);
  const kinds = (Object.keys(declared) as KindName[]).map(kindOf).filter(({ order }) => order !== undefined);
  const order = kinds.flatMap((kind) => {
    const own = resources.filter((resource) => resource.kind === kind.name);
    const names = kind.order?.per === undefined ? [kind.name] : new Set(own.map(({ spec }) => domainIn(kind, spec)));
    return [...names].map((name) => [name, own.filter(({ spec }) => domainIn(kind, spec) === name)] as const);
  });
  return {
    resources,
    order: new Map(order),
    anchors: new Map(
      Object.entries(positions).map(([name, documents]) => [name as DomainName, anchorsIn(documents)] as const),
    ),
  };
};

const realm: Realm = { tenant: "acme", policies: "policies", products: ["zms", "zpa", "zia"], authoritative: [] };

export const inputOf = (
  tenant: Tenant | LiveState,
  declared: Declaration,
  more: Partial<PlanInput> = {},
): PlanInput => {
  const live = "listings" in tenant ? (tenant as LiveState) : liveOf(tenant as Tenant);
  const desired = desiredOf(declared);
  return {
    desired,
    also: desired.resources,
    realm,
    claims: {
      scope: buildScope({ moments: [] }, desired, findKind),
      includeDrift: false,
      acknowledged: acknowledgedBy([]),
      ...nothingInterrupted,
    },
    guardrails: { maxDeletes: 10, maxChangePercent: 30 },
    severities: {},
    referrersOf,
    live,
    ...buildNames(live),
    kindOf: findKind,
    tenant: { name: "acme", cloud: "production", customerId: "777" },
    binding: {
      tool: "0.0.0",
      base: null,
      head: null,
      dirty: false,
      tree: "sha256:0",
      includeDrift: false,
      kinds: null,
    },
    staged: null,
    diagnostics: [],
    ...more,
  };
};

export const planned = (tenant: Tenant | LiveState, declared: Declaration, more: Partial<PlanInput> = {}): Planned =>
  buildPlan(inputOf(tenant, declared, more));

/** A plan that has to come about. */
export const plan = (
  tenant: Tenant | LiveState,
  declared: Declaration,
  more: Partial<PlanInput> = {},
): { readonly plan: Plan; readonly steps: readonly Step[] } => {
  const result = planned(tenant, declared, more);
  if (!result.ok) throw new Error(result.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return result;
};

/** The errors of a plan that must not come about. */
export const refused = (
  tenant: Tenant | LiveState,
  declared: Declaration,
  more: Partial<PlanInput> = {},
): readonly Diagnostic[] => {
  const result = planned(tenant, declared, more);
  if (result.ok) throw new Error("the plan was not refused");
  return result.diagnostics;
};

/** An entry of an acknowledgement document. */
export interface Entry {
  readonly change: string;
  readonly allows: Allowance;
  readonly reason?: string;
}

/** What Git said at one moment. */
export interface Said {
  readonly declares: Declaration;
  readonly acknowledges?: readonly Entry[];
  readonly positions?: Positions;
  readonly realm?: Partial<Realm>;
  /** Some of its documents are broken. */
  readonly isPartial?: true;
}

/** A tenant and what Git has said: at the base, in the commits after it, and at the head that is planned. */
export interface Story {
  readonly live: Tenant | LiveState;
  /** Absent: nobody knows what was applied last. */
  readonly base?: Said;
  /** Oldest first, head excluded. */
  readonly after?: readonly Said[];
  /** Without a base: what Git said before head, oldest first. */
  readonly known?: readonly Said[];
  readonly head: Said;
  readonly includeDrift?: boolean;
  readonly guardrails?: PlanInput["guardrails"];
}

const entriesOf = ({ acknowledges = [] }: Said): readonly Acknowledgement[] =>
  acknowledges.map((entry, index) => ({
    reason: "CHG-1",
    ...entry,
    source: { file: "policies/acknowledged.yaml", line: index + 1, column: 1 },
  }));

const snapshotOf = (said: Said, commit: string): Snapshot => ({
  commit,
  desired: desiredOf(said.declares, said.positions),
  acknowledgements: entriesOf(said),
  realm: { ...realm, ...said.realm },
  ...(said.isPartial === undefined ? {} : { isPartial: said.isPartial }),
});

const historyOf = ({ base, after = [] }: Story): History | undefined =>
  base === undefined
    ? undefined
    : {
        base: snapshotOf(base, "base"),
        after: after.map((said, index) => snapshotOf(said, `after-${index + 1}`)),
      };

/** What a plan is made from, put together as the commands do it. */
export const storyInput = (story: Story): PlanInput => {
  const { head, includeDrift = false, guardrails } = story;
  const history = historyOf(story);
  const desired = desiredOf(head.declares, head.positions);
  const read = "listings" in story.live ? (story.live as LiveState) : liveOf(story.live as Tenant);
  const past =
    history === undefined ? { moments: story.known?.map((said) => snapshotOf(said, "known")) ?? [] } : pastOf(history);
  const all = entriesOf(head);
  const entries = countedEntries(past, desired, all, findKind);
  return inputOf(withNewNames(read, desired.resources), head.declares, {
    desired,
    also: desired.resources,
    ...(history === undefined ? {} : { history }),
    realm: { ...realm, ...head.realm },
    claims: {
      scope: buildScope(past, desired, findKind),
      acknowledged: acknowledgedBy(entries, all),
      includeDrift,
      ...nothingInterrupted,
    },
    ...(guardrails === undefined ? {} : { guardrails }),
  });
};

export const changeIn = (plan: Plan, name: string) => plan.changes.find((change) => change.name === name);

/** How an apply finds ids: live objects first, then those it made. */
export const idsOf =
  (live: LiveState, made: ReadonlyMap<string, string> = new Map()) =>
  (kind: KindName, name: string, within: readonly string[] = []): string => {
    const [found] = buildNames(live).find(kind, name, within);
    const id = found?.id ?? made.get(`${kind}:${identityOf(name)}`);
    if (id === undefined) throw new Error(`no id for ${kind}:${name}`);
    return id;
  };

/** Nothing in Git has changed, so nothing may be written for its sake. */
export const outOfScope: Claims = {
  scope: {
    ...buildScope({ moments: [] }, { resources: [], order: new Map(), anchors: new Map() }, findKind),
    orderCauseOf: () => undefined,
  },
  includeDrift: false,
  acknowledged: acknowledgedBy([]),
  ...nothingInterrupted,
};
