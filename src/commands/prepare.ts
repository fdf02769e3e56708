import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { GraphQLSchema } from "graphql";
import { bodyOf } from "../apply/body.ts";
import { restoreKey, type Surprise, surprises } from "../apply/expected.ts";
import { type Intent, type IntentFile, intentFile } from "../apply/intent.ts";
import { objections } from "../apply/mutation.ts";
import { readSchema } from "../clients/graphql.ts";
import { readActivation } from "../clients/zia-activation.ts";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { readCheckout } from "../history/checkout.ts";
import { findKind, kindOf } from "../kinds/find.ts";
import { fingerprint } from "../kinds/fingerprint.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { type KindName, productOf } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { LiveState } from "../model/live.ts";
import type { Binding, Plan } from "../model/plan.ts";
import type { Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import { buildPlan } from "../plan/plan.ts";
import { readLive } from "../state/live.ts";
import { buildNames, type Names } from "../state/names.ts";
import { declaredNeeds, type Needs, referenceNeeds } from "../state/needs.ts";
import { stateFolder } from "./git.ts";
import type { Environment } from "./outcome.ts";
import type { SavedPlan } from "./saved-plan.ts";
import type { Tenant } from "./tenant.ts";
import { version } from "./version.ts";
import type { Workspace } from "./workspace.ts";

export interface PrepareOptions {
  /** Only these kinds are planned; globs. Such a plan is for reading. */
  readonly kinds?: readonly string[];
  /** SDL or introspection JSON of the tenant's ZMS schema, where introspection is switched off. */
  readonly zmsSchema?: string;
  /** The plan of an interrupted run, to be continued and not planned anew. */
  readonly resume?: Pick<SavedPlan, "moved" | "created">;
}

/** A plan with all that executing it needs. */
export interface Prepared {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly restore: ReadonlyMap<string, Spec>;
  readonly finalOrders: ReadonlyMap<string, readonly string[]>;
  readonly live: LiveState;
  readonly names: Names;
  readonly schema: GraphQLSchema | undefined;
  readonly intent: IntentFile;
  /** What an interrupted run left. */
  readonly unfinished: Intent | undefined;
  /** Whether everything that was read looks as that run could have left it, and nobody else wrote. */
  readonly isExplained: boolean;
  readonly folder: string;
  readAgain(kinds: readonly Kind[]): Promise<{ readonly live: LiveState; readonly nameOf: Names["nameOf"] }>;
}

const globToPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );

const selected = (desired: DesiredState, globs: readonly string[] | undefined): DesiredState => {
  if (globs === undefined || globs.length === 0) return desired;
  const patterns = globs.map(globToPattern);
  const isIn = (kind: string): boolean => patterns.some((pattern) => pattern.test(kind));
  return {
    resources: desired.resources.filter(({ kind }) => isIn(kind)),
    order: new Map([...desired.order].filter(([kind]) => isIn(kind))),
    anchors: new Map([...desired.anchors].filter(([kind]) => isIn(kind))),
  };
};

const bindingOf = async (workspace: Workspace, options: PrepareOptions): Promise<Binding> => {
  const place = { root: workspace.root, file: basename(workspace.configFile) };
  const { head, dirty } = await readCheckout(place, workspace.configuration.policies);
  return {
    tool: version,
    base: null,
    head,
    dirty,
    tree: workspace.tree,
    includeDrift: false,
    kinds: options.kinds === undefined || options.kinds.length === 0 ? null : options.kinds,
  };
};

/** What an interrupted run does not explain in the kinds it knew. */
const unexplained = (
  { kinds }: Intent,
  live: LiveState,
  names: Names,
  has: (kind: KindName) => boolean,
): readonly Surprise[] =>
  Object.entries(kinds).flatMap(([name, states]) => {
    const kind = findKind(name as KindName);
    const listing = live.listings.get(name as KindName);
    if (kind === undefined || listing === undefined || !has(kind.name)) return [];
    return surprises(kind, states, listing, "on-the-way", names.nameOf);
  });

const isZia = (kind: KindName): boolean => productOf(kind) === "zia";

/** Staged changes are ours only when an interrupted run explains every one of them. */
const stagedBy = (
  status: string | undefined,
  unfinished: Intent | undefined,
  live: LiveState,
  names: Names,
): Plan["staged"] => {
  if (status === undefined || status === "ACTIVE") return null;
  if (unfinished === undefined || !unfinished.staging) return { by: "unknown" };
  return { by: unexplained(unfinished, live, names, isZia).length === 0 ? "ours" : "unknown" };
};

/**
 * Which rules may move when an interrupted plan goes on: those it moved or made. What it made where new rules go last
 * has to be put in its place, also when it could stay where it is.
 */
const resumption = (resume: PrepareOptions["resume"], { find }: Names) => {
  if (resume === undefined) return {};
  const made = resume.created.flatMap((address) => {
    const at = address.indexOf(":");
    const kind = kindOf(address.slice(0, at) as KindName);
    const [object] = find(kind.name, address.slice(at + 1));
    return object === undefined ? [] : [{ kind, id: object.id }];
  });
  return {
    movable: new Set([...resume.moved, ...made.map(({ id }) => id)]),
    unplaced: new Set(made.filter(({ kind }) => kind.order?.writes === "bulk").map(({ id }) => id)),
  };
};

/** What an interrupted run set on its way only, of objects that still stand where it left them. */
const toRestore = (unfinished: Intent | undefined, live: LiveState, names: Names): ReadonlyMap<string, Spec> => {
  const restore = new Map<string, Spec>();
  for (const [name, states] of Object.entries(unfinished?.kinds ?? {})) {
    const kind = findKind(name as KindName);
    for (const object of live.listings.get(name as KindName)?.objects ?? []) {
      const known = states.objects[object.id];
      if (kind === undefined || known?.restore === undefined) continue;
      const state = fingerprint(kind, object.name, decodeSpec(kind, object, names.nameOf));
      if (known.states.slice(0, -1).includes(state)) restore.set(restoreKey(kind.name, object.id), known.restore);
    }
  }
  return restore;
};

/** To tell whose the staged changes are, every ZIA kind that the interrupted run knew has to be read. */
const recordedKinds = (unfinished: Intent | undefined): readonly Kind[] =>
  unfinished?.staging === true
    ? (Object.keys(unfinished.kinds) as readonly KindName[]).filter(isZia).flatMap((name) => findKind(name) ?? [])
    : [];

/** What the tenant's own GraphQL schema says against the writes. */
const operationProblems = (
  steps: readonly Step[],
  live: LiveState,
  schema: GraphQLSchema | undefined,
  customerId: string,
): readonly Diagnostic[] => {
  const found = steps.flatMap((step) => {
    const kind = kindOf(step.kind);
    if (kind.api.style !== "graphql") return [];
    const base = live.listings.get(step.kind)?.objects.find(({ id }) => id === step.id)?.wire;
    const body = bodyOf(kind, step, base, () => "id");
    return objections(kind, schema, customerId, step.verb === "create" ? null : step.id, body).map(
      (message): Diagnostic => ({
        severity: "error",
        code: "unsupported-operation",
        message: `${step.address} cannot be written: ${message}`,
        hint: "nothing is written to ZMS on an assumption; give the tenant's schema file with --zms-schema, or make the change in the portal",
      }),
    );
  });
  return [...new Map(found.map((diagnostic) => [diagnostic.message, diagnostic])).values()];
};

const readAgainFor =
  (tenant: Tenant, parents: Needs["parents"], schema: GraphQLSchema | undefined, before: LiveState) =>
  async (kinds: readonly Kind[]) => {
    const again = await readLive({ api: tenant.api, needs: { kinds, parents }, schema });
    const live: LiveState = {
      ...before,
      listings: new Map([...before.listings, ...again.listings]),
      unreadable: again.unreadable,
    };
    return { live, nameOf: buildNames(live).nameOf };
  };

/** Declared kinds first, then what their references need. */
const readTenant = async (
  desired: DesiredState,
  tenant: Tenant,
  schema: GraphQLSchema | undefined,
  first: Needs,
  environment: Environment,
) => {
  const onRead = (kind: Kind, count: number): void => environment.detail(`read ${kind.name}: ${count}`);
  const live = await readLive({ api: tenant.api, needs: first, schema, onRead });
  const names = buildNames(live);
  const second = referenceNeeds(
    desired.resources,
    {
      liveOf: (kind, name) => names.find(kind.name, name)[0],
      nameOf: names.nameOf,
      isRead: (kind) => live.listings.has(kind),
    },
    findKind,
  );
  if (second.kinds.length === 0) return { live, names, parents: first.parents };
  const more = await readLive({ api: tenant.api, needs: second, schema, onRead });
  const both: LiveState = {
    listings: new Map([...live.listings, ...more.listings]),
    unreadable: new Map([...live.unreadable, ...more.unreadable]),
  };
  return { live: both, names: buildNames(both), parents: second.parents };
};

/** Reads the tenant and plans; nothing is written. */
export const prepare = async (
  workspace: Workspace,
  tenant: Tenant,
  environment: Environment,
  options: PrepareOptions,
): Promise<Checked<Prepared>> => {
  const desired = selected(workspace.desired, options.kinds);
  const folder = await stateFolder(workspace.root, tenant.name.customerId, environment.env);
  const intent = intentFile(folder);
  const unfinished = intent.read();
  const declared = declaredNeeds(desired.resources, findKind);
  const first: Needs = { ...declared, kinds: [...new Set([...declared.kinds, ...recordedKinds(unfinished)])] };
  const has = (product: string): boolean => first.kinds.some(({ name }) => productOf(name) === product);
  const schemaText =
    options.zmsSchema === undefined ? undefined : readFileSync(resolve(environment.cwd, options.zmsSchema), "utf8");
  const schema = has("zms") ? await readSchema(tenant.api, schemaText) : undefined;
  const [{ live, names, parents }, status] = await Promise.all([
    readTenant(desired, tenant, schema, first, environment),
    has("zia") ? readActivation(tenant.api) : undefined,
  ]);
  const restore = toRestore(unfinished, live, names);
  const planned = buildPlan({
    desired,
    also: workspace.desired.resources,
    live,
    ...names,
    kindOf: findKind,
    tenant: tenant.name,
    binding: await bindingOf(workspace, options),
    staged: stagedBy(status, unfinished, live, names),
    diagnostics: [],
    restore,
    ...resumption(options.resume, names),
  });
  if (!planned.ok) return planned;
  const problems = operationProblems(planned.steps, live, schema, tenant.name.customerId);
  const prepared: Prepared = {
    plan: planned.plan,
    steps: planned.steps,
    finalOrders: planned.finalOrders,
    restore,
    live,
    names,
    schema,
    intent,
    unfinished,
    isExplained: unfinished !== undefined && unexplained(unfinished, live, names, () => true).length === 0,
    folder,
    readAgain: readAgainFor(tenant, parents, schema, live),
  };
  return checked(prepared, [...planned.plan.diagnostics, ...problems]);
};
