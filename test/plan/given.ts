import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { findKind, kindOf } from "../../src/kinds/find.ts";
import { referrersOf } from "../../src/kinds/referrers.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Listing, LiveState } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { LiveObject, Resource, Spec } from "../../src/model/resource.ts";
import type { Step } from "../../src/model/step.ts";
import { type Claims, nothingInterrupted } from "../../src/plan/claims.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import { buildPlan, type Planned } from "../../src/plan/plan.ts";
import { acknowledgedBy } from "../../src/scope/acknowledged.ts";
import { buildScope } from "../../src/scope/scope.ts";
import { buildNames } from "../../src/state/names.ts";

export const objectOf = (kindName: KindName, wire: JsonObject, within: readonly string[] = []): LiveObject => {
  const kind = kindOf(kindName);
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
export type Declaration = Readonly<Record<string, readonly (Spec & { readonly name: string })[]>>;

export const resourcesOf = (declared: Declaration): readonly Resource[] => {
  let line = 0;
  return Object.entries(declared).flatMap(([kind, specs]) =>
    specs.map(({ name, ...spec }): Resource => {
      line += 1;
      const source = { file: "policies/all.yaml", line, column: 1 };
      return {
        address: `${kind as KindName}:${name}`,
        kind: kind as KindName,
        name,
        spec,
        lifecycle: {},
        source,
        at: (path) => (path.length === 0 ? source : { ...source, column: 1 + path.join(".").length }),
      };
    }),
  );
};

export const inputOf = (
  tenant: Tenant | LiveState,
  declared: Declaration,
  more: Partial<PlanInput> = {},
): PlanInput => {
  const live = "listings" in tenant ? (tenant as LiveState) : liveOf(tenant as Tenant);
  const resources = resourcesOf(declared);
  const order = new Map<KindName, readonly Resource[]>();
  for (const kind of Object.keys(declared) as KindName[]) {
    if (findKind(kind)?.order !== undefined)
      order.set(
        kind,
        resources.filter((resource) => resource.kind === kind),
      );
  }
  return {
    desired: { resources, order, anchors: new Map() },
    also: resources,
    realm: { tenant: "acme", policies: "policies", products: ["zms", "zpa", "zia"], authoritative: [] },
    claims: {
      scope: buildScope(undefined, { resources, order, anchors: new Map() }, findKind),
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
    ...buildScope(undefined, { resources: [], order: new Map(), anchors: new Map() }, findKind),
    orderCauseOf: () => undefined,
  },
  includeDrift: false,
  acknowledged: acknowledgedBy([]),
  ...nothingInterrupted,
};
