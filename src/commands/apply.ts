import { join, resolve } from "node:path";
import { auditLog } from "../apply/audit.ts";
import { takeLock } from "../apply/lock.ts";
import { renderApplyMarkdown } from "../apply/render/markdown.ts";
import { renderApplyText } from "../apply/render/text.ts";
import { runPlan } from "../apply/run.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { appliedCommit } from "../history/applied.ts";
import { kindOf } from "../kinds/find.ts";
import type { Past } from "../model/history.ts";
import type { Plan } from "../model/plan.ts";
import type { ApplyResult } from "../model/result.ts";
import { type ApplyOptions, planCommand, type Session } from "./apply-session.ts";
import { beforeWriting } from "./before-writing.ts";
import { confirmationRefusal, gateRefusal, guardRefusal } from "./gate-refusals.ts";
import { readActor, stateFolder } from "./git.ts";
import { takeOver } from "./interrupted-elsewhere.ts";
import { noteStaging } from "./note-staging.ts";
import { type Opened, openForApply } from "./open-for-apply.ts";
import type { CommandResult, Environment, ExitCode, Format } from "./outcome.ts";
import { openPast } from "./past.ts";
import { renderPlan } from "./plan.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";
import { isTenantOf, newPullRequest } from "./proven.ts";
import { type Refusal, refuse } from "./refuse.ts";
import { remembered } from "./remember.ts";
import { readSavedPlan, type SavedPlan } from "./saved-plan.ts";
import { failed } from "./show.ts";
import { stale } from "./stale.ts";
import { openTenant, type Tenant } from "./tenant.ts";
import type { Workspace } from "./workspace.ts";
import { parseWait } from "./write-gate.ts";

const exitCodeOf = (result: ApplyResult, plan: Plan): ExitCode => {
  const isWhole = result.problem === undefined && result.summary.failed === 0 && result.summary.skipped === 0;
  if (isWhole && result.activation.zia !== "withheld" && result.activation.zia !== "failed") return 0;
  const nothingWritten = result.summary.writes === 0 && !(plan.staged?.by === "ours");
  return nothingWritten ? 1 : 5;
};

const render = (result: ApplyResult, session: Session, plan: Plan, seconds?: number): CommandResult => {
  const { options, environment, workspace } = session;
  const exitCode = exitCodeOf(result, plan);
  const context = {
    tenant: workspace.configuration.tenant,
    plan,
    ...(seconds === undefined ? {} : { seconds }),
    ...(exitCode === 0 ? {} : { nextCommand: "zerodrift plan" }),
  };
  if (options.format === "json")
    return {
      exitCode,
      output: `${JSON.stringify(result, null, 2)}\n`,
      ...(result.problem === undefined ? {} : { notes: `${result.problem}\n` }),
    };
  if (options.format === "text")
    return { exitCode, output: renderApplyText(result, context, { color: environment.color.out }) };
  return { exitCode, output: renderApplyMarkdown(result, context) };
};

const nothingToDo = (session: Session): CommandResult => {
  const { plan, intent } = session.prepared;
  // A run that was interrupted after its last write is over: from now on what is staged is somebody else's.
  if (plan.staged === null) intent.clear();
  const result: ApplyResult = {
    digest: plan.digest,
    outcomes: [],
    activation: { zia: "not-needed" },
    staged: plan.staged,
    summary: { done: 0, failed: 0, skipped: 0, converged: 0, writes: 0 },
  };
  return render(result, session, plan);
};

const execute = async (session: Session): Promise<CommandResult> => {
  const { options, environment, workspace, tenant, prepared, saved, maxWaitMs, approval, proof } = session;
  const digest = saved?.digest ?? prepared.plan.digest;
  const path =
    options.auditLog === undefined ? join(prepared.folder, "audit.jsonl") : resolve(environment.cwd, options.auditLog);
  const audit = auditLog(
    path,
    {
      actor: await readActor(workspace.root, environment.env),
      ...(approval.by === undefined ? {} : { approver: approval.by }),
    },
    environment.now,
  );
  audit.write({ event: "run", digest, detail: `${prepared.plan.requests.length} requests` });
  const started = environment.now();
  const result = await runPlan({
    plan: prepared.plan,
    digest,
    steps: prepared.steps,
    finalOrders: prepared.finalOrders,
    restore: prepared.restore,
    before: prepared.unfinished?.before ?? [],
    live: prepared.live,
    nameOf: prepared.names.nameOf,
    find: prepared.names.find,
    kindOf,
    api: tenant.api,
    schema: prepared.schema,
    clock: tenant.clock,
    maxWaitMs,
    intent: prepared.intent,
    audit,
    readAgain: prepared.readAgain,
    ...(proof === undefined ? {} : { onStaging: () => noteStaging(proof, environment) }),
    onStep: (step, at, of) => environment.report(`${at}/${of} ${step.verb} ${step.address}`),
  });
  return remembered(session, render(result, session, prepared.plan, (environment.now() - started) / 1000));
};

const decide = async (session: Session): Promise<CommandResult> => {
  const { options, workspace, prepared, saved } = session;
  const { plan } = prepared;
  const no = (refusal: Refusal): CommandResult => {
    const next = session.proof === undefined ? refusal.next : newPullRequest(session.proof);
    return refuse({ ...refusal, next }, plan.staged, options.format, plan.digest);
  };
  if (saved !== undefined) {
    const applied = await appliedCommit(workspace.root, plan.tenant);
    const refusal = stale(saved, prepared, applied);
    if (refusal !== undefined) return no(refusal);
  }
  if (plan.requests.length === 0) {
    const refusal = guardRefusal(session);
    return refusal === undefined ? remembered(session, nothingToDo(session)) : no(refusal);
  }
  if (saved !== undefined) {
    const refusal = guardRefusal(session) ?? gateRefusal(session) ?? confirmationRefusal(session);
    return refusal === undefined ? execute(session) : no(refusal);
  }
  if (options.ask === undefined) {
    return no({
      title: "apply needs a saved plan here",
      reasons: ["without a terminal nobody can look at the plan first"],
      next: `${planCommand} && zerodrift apply plan.json`,
    });
  }
  const refusal = guardRefusal(session) ?? gateRefusal(session) ?? (await askFirst(session, options.ask));
  return refusal === undefined ? executeFresh(session, no) : no(refusal);
};

/** Shows the plan and waits for a yes. */
const askFirst = async (
  { options, environment, prepared }: Session,
  ask: NonNullable<ApplyOptions["ask"]>,
): Promise<Refusal | undefined> => {
  environment.report(renderPlan(prepared.plan, { ...options, format: "text" }, environment));
  if (await ask("Apply this plan?")) return undefined;
  return { title: "not applied", reasons: ["the answer was no"], next: "zerodrift apply" };
};

/** A prompt may have stood there for an hour: what is executed is computed again and must be what was shown. */
const executeFresh = async (session: Session, no: (refusal: Refusal) => CommandResult): Promise<CommandResult> => {
  const { options, environment, workspace, tenant, prepared, past } = session;
  const again = await prepare(workspace, tenant, environment, prepareOptions(options, undefined, past));
  if (!again.ok) return failed(again.diagnostics, environment, options.format, workspace.texts);
  if (again.value.plan.digest !== prepared.plan.digest) {
    return no({
      title: "the plan is stale",
      reasons: ["the documents or the tenant changed while the question stood there"],
      next: "zerodrift apply",
    });
  }
  return execute({ ...session, prepared: again.value });
};

const prepareOptions = (options: ApplyOptions, saved: SavedPlan | undefined, past: Past): PrepareOptions => ({
  past,
  ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
  ...(saved === undefined ? {} : { includeDrift: saved.includeDrift }),
});

/**
 * A saved plan fixes which rules move, so an interrupted run is continued and not planned anew; where that cannot be
 * done within the plan, the unrestricted plan is compared (and found stale).
 */
const prepareFor = async (
  workspace: Workspace,
  tenant: Tenant,
  environment: Environment,
  options: ApplyOptions,
  saved: SavedPlan | undefined,
  past: Past,
) => {
  const given = prepareOptions(options, saved, past);
  const first = await prepare(workspace, tenant, environment, given);
  if (
    !first.ok ||
    saved === undefined ||
    first.value.plan.digest === saved.digest ||
    first.value.unfinished?.digest !== saved.digest
  )
    return first;
  return prepare(workspace, tenant, environment, { ...given, resume: saved });
};

/** One apply at a time, from its first look on: what it read must not be what another one is changing. */
const locked = async (folder: string, format: Format, run: () => Promise<CommandResult>): Promise<CommandResult> => {
  const lock = takeLock(folder);
  if (!lock.ok) {
    const reasons = [`process ${lock.holder} holds the lock`];
    return refuse(
      { title: "another apply is running", reasons, next: "wait for it, then plan again" },
      undefined,
      format,
    );
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
};

const noDuration = (text: string): Diagnostic => ({
  severity: "error",
  code: "invalid-value",
  message: `--max-wait "${text}" is no duration`,
  hint: "e.g. 90s, 15m, 1h",
});

/** Looks at the tenant, under the lock, and decides. */
const applyTo = async (
  tenant: Tenant,
  { workspace, approval, proven }: Opened,
  given: Pick<Session, "options" | "environment" | "saved" | "maxWaitMs">,
): Promise<CommandResult> => {
  const { options, environment, saved } = given;
  const { root, texts } = workspace;
  if (proven !== undefined && !isTenantOf(proven.proof, tenant.name)) {
    const { cloud, customerId } = tenant.name;
    const reasons = [
      `the plan was approved for tenant ${proven.proof.tenant.customerId}, this is ${customerId} (${cloud})`,
    ];
    const title = "this is not the tenant of the approved plan";
    return refuse(
      { title, reasons, next: "give the job the credentials of the tenant the plan was made for" },
      undefined,
      options.format,
    );
  }
  const folder = await stateFolder(root, tenant.name.customerId, environment.env);
  return locked(folder, options.format, async () => {
    if (proven !== undefined && !takeOver(folder, proven.proof.unfinished, proven.intentFile))
      environment.report(
        "what the interrupted run had planned cannot be read any more: what it staged counts as somebody else's",
      );
    // A saved plan is made again from the base it was made from, also from none.
    const past = await openPast(workspace, tenant.name, proven === undefined ? saved?.base : proven.proof.base);
    if (!past.ok) return failed(past.diagnostics, environment, options.format, texts);
    const look = () => prepareFor(workspace, tenant, environment, options, saved, past.value);
    const prepared = await (proven === undefined ? look() : beforeWriting(look));
    if (!prepared.ok) return failed(prepared.diagnostics, environment, options.format, texts);
    return decide({
      ...given,
      workspace,
      tenant,
      prepared: prepared.value,
      past: past.value,
      approval,
      ...(proven === undefined ? {} : { proof: proven.proof }),
    });
  });
};

/** Executes a plan: exactly what it lists, or nothing. */
export const apply = async (options: ApplyOptions, environment: Environment): Promise<CommandResult> => {
  const maxWaitMs = parseWait(options.maxWait);
  if (maxWaitMs === undefined) return failed([noDuration(options.maxWait)], environment, options.format);
  const read = options.planFile === undefined ? undefined : readSavedPlan(options.planFile, environment.cwd);
  if (read !== undefined && !read.ok) return failed([read.diagnostic], environment, options.format);
  const opened = await openForApply(options, environment);
  if ("refusal" in opened) return refuse(opened.refusal, undefined, options.format, read?.plan.digest);
  if (!opened.ok) return failed(opened.diagnostics, environment, options.format);
  const { configuration, root, texts } = opened.value.workspace;
  const tenant = await openTenant(configuration, root, environment, maxWaitMs);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    return await applyTo(tenant.value, opened.value, { options, environment, saved: read?.plan, maxWaitMs });
  } finally {
    await tenant.value.close();
  }
};
