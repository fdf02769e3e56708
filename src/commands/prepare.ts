import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { GraphQLSchema } from "graphql";
import { bodyOf } from "../apply/body.ts";
import { type Intent, type IntentFile, intentFile } from "../apply/intent.ts";
import { objections, workOf } from "../apply/mutation.ts";
import { readSchema } from "../clients/graphql.ts";
import { readActivation } from "../clients/zia-activation.ts";
import { type Checked, type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { isRefusal } from "../diagnostics/guardrails.ts";
import { analysisCodes, type Severities } from "../diagnostics/severities.ts";
import { findKind, kindOf } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import { handlersOf, referrersOf } from "../kinds/referrers.ts";
import { type KindName, productOf } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import { type History, type Past, pastOf } from "../model/history.ts";
import type { LiveState } from "../model/live.ts";
import type { Binding, Plan } from "../model/plan.ts";
import type { Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import type { Claims } from "../plan/claims.ts";
import { contentsChanging } from "../plan/contents.ts";
import { buildPlan } from "../plan/plan.ts";
import { acknowledgedBy, countedEntries, subjectOf } from "../scope/acknowledged.ts";
import { buildScope, type Scope } from "../scope/scope.ts";
import type { Names } from "../state/names.ts";
import { declaredNeeds } from "../state/needs.ts";
import { stateFolder } from "./git.ts";
import { globToPattern } from "./glob.ts";
import {
  interruptedClaims,
  isExplained,
  recordedKinds,
  resumption,
  seenBy,
  stagedBy,
  toRestore,
  usersBefore,
} from "./interrupted.ts";
import type { Environment } from "./outcome.ts";
import { checkoutOf } from "./past.ts";
import { type Leaving, readAgainFor, readTenant, type TenantState } from "./reading.ts";
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
  readonly past: Past;
  readonly includeDrift?: boolean;
  /** What another part of the same command has read, a moment ago. */
  readonly known?: { readonly state: TenantState; readonly schema: GraphQLSchema | undefined };
  /** What was applied is compared with the tenant, and not what is to be applied. */
  readonly isDrift?: true;
}

/** A plan with all that executing it needs. */
export interface Prepared {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly restore: ReadonlyMap<string, Spec>;
  readonly finalOrders: ReadonlyMap<DomainName, readonly string[]>;
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

type IsIn = (kind: string) => boolean;

const isInKinds = (globs: readonly string[] | undefined): IsIn => {
  if (globs === undefined || globs.length === 0) return () => true;
  const patterns = globs.map(globToPattern);
  return (kind) => patterns.some((pattern) => pattern.test(kind));
};

const selected = (desired: DesiredState, isIn: IsIn): DesiredState => ({
  resources: desired.resources.filter(({ kind }) => isIn(kind)),
  order: new Map([...desired.order].filter(([domain]) => isIn(kindOfDomain(domain)))),
  anchors: new Map([...desired.anchors].filter(([domain]) => isIn(kindOfDomain(domain)))),
});

const selectedHistory = ({ base, after }: History, isIn: IsIn): History => ({
  base: { ...base, desired: selected(base.desired, isIn) },
  after: after.map((one) => ({ ...one, desired: selected(one.desired, isIn) })),
});

const bindingOf = async (workspace: Workspace, options: PrepareOptions): Promise<Binding> => {
  const { head, dirty } = await checkoutOf(workspace);
  return {
    tool: version,
    base: options.past.history?.base.commit ?? null,
    head,
    dirty,
    tree: workspace.tree,
    includeDrift: options.includeDrift === true,
    kinds: options.kinds === undefined || options.kinds.length === 0 ? null : options.kinds,
  };
};

/** Drift is what changed, not what is odd. */
const silent: Severities = Object.fromEntries(analysisCodes.map((code) => [code, "off"]));

/** What is compared with the tenant: head as it became, or, for drift, what was applied last. */
interface Subject {
  readonly desired: DesiredState;
  readonly history: History | undefined;
  readonly scope: Scope;
  readonly acknowledged: Claims["acknowledged"];
  readonly includeDrift: boolean;
}

const subjectFor = (workspace: Workspace, options: PrepareOptions, isIn: IsIn): Subject => {
  const given = options.past.history;
  const whole = given === undefined ? undefined : selectedHistory(given, isIn);
  const isApplied = options.isDrift === true && whole !== undefined;
  const history = isApplied ? { base: whole.base, after: [] } : whole;
  const past = history === undefined ? options.past : pastOf(history);
  const desired = isApplied ? whole.base.desired : selected(workspace.desired, isIn);
  const all = options.isDrift ? [] : workspace.loaded.acknowledgements;
  const entries = countedEntries(past, desired, all, findKind).filter((entry) => isIn(subjectOf(entry).kind));
  return {
    desired,
    history,
    scope: buildScope(past, desired, findKind),
    acknowledged: acknowledgedBy(entries, all),
    includeDrift: options.includeDrift === true || options.isDrift === true,
  };
};

/** Every kind that the documents of today or of the base speak of, and those that an interrupted run knew. */
const kindsToRead = (
  { desired, scope, acknowledged, history }: Subject,
  workspace: Workspace,
  unfinished: Intent | undefined,
  isIn: IsIn,
): ReadonlySet<KindName> =>
  new Set([
    ...desired.resources.map(({ kind }) => kind),
    ...scope.gone.map(({ kind }) => kind).filter((kind) => workspace.configuration.products.includes(productOf(kind))),
    ...acknowledged.entries.map((entry) => subjectOf(entry).kind),
    ...(history === undefined ? [] : (workspace.configuration.authoritative as readonly KindName[]).filter(isIn)),
    ...recordedKinds(unfinished),
  ]);

/** Objects that Git declared and declares no more; of authoritative kinds also what it never declared. */
const leavingIn =
  ({ scope, acknowledged, includeDrift, history }: Subject, workspace: Workspace) =>
  ({ find }: Names): Leaving => ({
    objects: scope.gone.flatMap(({ kind, name }) => find(kind, name)),
    declared: scope.gone.flatMap(({ base, since }) => (base === undefined ? since : [base, ...since])),
    kinds: (workspace.configuration.authoritative as readonly KindName[]).filter(
      (kind) =>
        history?.base.realm.authoritative.includes(kind) &&
        (includeDrift || acknowledged.entries.some((entry) => subjectOf(entry).kind === kind)),
    ),
  });

/** Kinds that decide over the traffic of shared objects that change. */
const handlersIn =
  ({ desired, scope }: Subject) =>
  ({ find, nameOf }: Names): readonly KindName[] =>
    contentsChanging(desired.resources, { find, nameOf, kindOf: findKind, claims: { scope } }).flatMap(handlersOf);

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
    const body = step.verb === "delete" ? undefined : bodyOf(kind, step, base, () => "id");
    return objections(kind, schema, customerId, workOf(step.verb, step.id, body)).map(
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

/** Reads the tenant and plans; nothing is written. */
export const prepare = async (
  workspace: Workspace,
  tenant: Tenant,
  environment: Environment,
  options: PrepareOptions,
): Promise<Checked<Prepared>> => {
  const isIn = isInKinds(options.kinds);
  const subject = subjectFor(workspace, options, isIn);
  const { desired } = subject;
  const folder = await stateFolder(workspace.root, tenant.name.customerId, environment.env);
  const intent = intentFile(folder);
  const unfinished = intent.read();
  const first = declaredNeeds(kindsToRead(subject, workspace, unfinished, isIn), findKind);
  const has = (product: string): boolean => first.kinds.some(({ name }) => productOf(name) === product);
  const schemaText =
    options.zmsSchema === undefined ? undefined : readFileSync(resolve(environment.cwd, options.zmsSchema), "utf8");
  const { known } = options;
  const schema = known !== undefined ? known.schema : has("zms") ? await readSchema(tenant.api, schemaText) : undefined;
  const reading = {
    ...{ tenant, schema, environment, resources: desired.resources },
    ...(known === undefined ? {} : { known: known.state }),
  };
  // Drift is told, never written: whoever refers to what should not be there does not matter.
  const referrers = options.isDrift ? () => [] : referrersOf;
  const handlers = options.isDrift ? () => [] : handlersIn(subject);
  const [state, status] = await Promise.all([
    readTenant(reading, first, referrers, leavingIn(subject, workspace), handlers),
    has("zia") ? readActivation(tenant.api) : undefined,
  ]);
  const { live, names } = state;
  const seen = seenBy(unfinished, live, names);
  const restore = toRestore(seen);
  const { scope, acknowledged, includeDrift, history } = subject;
  const planned = buildPlan({
    desired,
    also: options.isDrift ? desired.resources : workspace.desired.resources,
    ...(history === undefined ? {} : { history }),
    realm: options.isDrift && history !== undefined ? history.base.realm : workspace.realm,
    claims: { scope, acknowledged, includeDrift, ...interruptedClaims(seen) },
    guardrails: workspace.configuration.guardrails,
    severities: options.isDrift ? silent : workspace.configuration.analysis,
    referrersOf: referrers,
    live,
    ...names,
    kindOf: findKind,
    tenant: tenant.name,
    binding: await bindingOf(workspace, options),
    staged: stagedBy(status, seen),
    diagnostics: [],
    restore,
    before: usersBefore(unfinished),
    ...resumption(options.resume, names),
  });
  if (!planned.ok) return planned;
  const problems = operationProblems(planned.steps, live, schema, tenant.name.customerId);
  const diagnostics = [...planned.plan.diagnostics, ...problems];
  if (diagnostics.some((one) => isError(one) && !isRefusal(one))) return { ok: false, diagnostics };
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
    isExplained: isExplained(seen),
    folder,
    readAgain: readAgainFor(reading, state),
  };
  return { ok: true, value: prepared, diagnostics };
};
