import { join, resolve } from "node:path";
import { auditLog } from "../apply/audit.ts";
import { confirmations } from "../apply/confirmation.ts";
import { needConfirmation, notAllowed, refusedPatterns } from "../apply/gates.ts";
import { takeLock } from "../apply/lock.ts";
import { renderApplyMarkdown } from "../apply/render/markdown.ts";
import { renderApplyText } from "../apply/render/text.ts";
import { isSubsequence } from "../apply/resume.ts";
import { runPlan } from "../apply/run.ts";
import { isGuardrail } from "../diagnostics/guardrails.ts";
import { kindOf } from "../kinds/find.ts";
import { productOf } from "../model/address.ts";
import type { Plan } from "../model/plan.ts";
import type { ApplyResult } from "../model/result.ts";
import { readActor, stateFolder } from "./git.ts";
import type { CommandResult, CommonOptions, Environment, ExitCode, Format } from "./outcome.ts";
import { renderPlan } from "./plan.ts";
import { type Prepared, type PrepareOptions, prepare } from "./prepare.ts";
import { type Refusal, refuse } from "./refuse.ts";
import { readSavedPlan, type SavedPlan } from "./saved-plan.ts";
import { failed } from "./show.ts";
import { openTenant, type Tenant } from "./tenant.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import { approvalOf, parseWait, writeGate } from "./write-gate.ts";

export interface ApplyOptions extends CommonOptions {
  readonly planFile?: string;
  readonly enableWrites: boolean;
  readonly allow: readonly string[];
  readonly confirm?: string;
  readonly includeStaged: boolean;
  readonly maxWait: string;
  readonly auditLog?: string;
  readonly approvedBy?: string;
  readonly zmsSchema?: string;
  /** Asks on a terminal; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<boolean>;
}

interface Session {
  readonly options: ApplyOptions;
  readonly environment: Environment;
  readonly workspace: Workspace;
  readonly tenant: Tenant;
  readonly prepared: Prepared;
  readonly saved: SavedPlan | undefined;
  readonly maxWaitMs: number;
}

const planCommand = "zerodrift plan --format json --out plan.json";

/**
 * After an unfinished run of this very plan, what remains may be a part of what was approved: the documents are the same,
 * and nothing in the tenant is otherwise than that run could have left it.
 */
const isRemainder = (saved: SavedPlan, { plan, unfinished, isExplained }: Prepared): boolean =>
  unfinished?.digest === saved.digest &&
  isExplained &&
  saved.tree === plan.binding.tree &&
  saved.customerId === plan.tenant.customerId &&
  isSubsequence(
    plan.requests.filter(({ phase }) => phase !== "activation"),
    unfinished.requests.filter(({ phase }) => phase !== "activation"),
  );

const whatDiffers = (saved: SavedPlan, plan: Plan): readonly string[] => {
  if (saved.customerId !== plan.tenant.customerId || saved.cloud !== plan.tenant.cloud) {
    return [
      `the plan was made for tenant ${saved.customerId} (${saved.cloud}), this is ${plan.tenant.customerId} (${plan.tenant.cloud})`,
    ];
  }
  const key = ({ method, address }: Plan["requests"][number]): string => `${method} ${address}`;
  const [old, now] = [new Set(saved.requests.map(key)), new Set(plan.requests.map(key))];
  const gone = [...old].filter((one) => !now.has(one)).map((one) => `no longer planned: ${one}`);
  const came = [...now].filter((one) => !old.has(one)).map((one) => `not in the saved plan: ${one}`);
  const found = [...gone, ...came];
  return found.length > 0
    ? found.slice(0, 10)
    : ["the documents or the tenant changed since the plan was made (values, order or impact)"];
};

const stale = (saved: SavedPlan, prepared: Prepared): Refusal | undefined => {
  const { plan } = prepared;
  if (saved.kinds !== null)
    return { title: "this plan is for reading only", reasons: ["it was made with --kind"], next: planCommand };
  if (saved.digest === plan.digest || isRemainder(saved, prepared)) return undefined;
  return { title: "the plan is stale", reasons: whatDiffers(saved, plan), next: planCommand };
};

/** What a guardrail refuses no approval and no confirmation lifts. */
const guardRefusal = ({ prepared: { plan } }: Session): Refusal | undefined => {
  const found = plan.diagnostics.filter(isGuardrail);
  if (found.length === 0) return undefined;
  return {
    title: "a guardrail refuses this plan",
    reasons: found.map(({ code, message, hint }) => `${code}: ${message}${hint === undefined ? "" : `; ${hint}`}`),
    next: "zerodrift plan",
    exitCode: 3,
  };
};

const gateRefusal = ({ options, environment, workspace, prepared, maxWaitMs }: Session): Refusal | undefined => {
  const { plan } = prepared;
  const gate = writeGate(options, workspace.configuration, environment);
  const everything = refusedPatterns(gate);
  if (everything.length > 0) {
    return {
      title: "an allow list that allows everything is not accepted",
      reasons: everything.map((pattern) => `"${pattern}"`),
      next: "name products or kinds, e.g. --allow 'zia/*:update'",
    };
  }
  if (!gate.enabled) {
    return {
      title: "writing is not enabled",
      reasons: ["neither --enable-writes, ZERODRIFT_WRITE_ENABLED=true nor writes.enabled is set"],
      next: "zerodrift apply plan.json --enable-writes --allow <kind>:<action>,…",
    };
  }
  const missing = notAllowed(plan, gate);
  if (missing.length > 0) {
    return {
      title: "the allow list does not cover the plan",
      reasons: missing,
      next: `add --allow '${missing.join(",")}'`,
    };
  }
  const writesZia = plan.requests.some(
    ({ address, phase }) => phase !== "activation" && productOf(address.split(":")[0] as never) === "zia",
  );
  if (plan.staged?.by === "unknown" && writesZia && !options.includeStaged) {
    return {
      title: "somebody else has staged changes in ZIA",
      reasons: ["activating would publish them too, and nothing lists what they are"],
      next: "activate or discard them in the portal, or apply with --include-staged to publish them with this plan",
    };
  }
  if (plan.cost.seconds * 1000 > maxWaitMs) {
    return {
      title: "the plan takes longer than --max-wait",
      reasons: [`about ${plan.cost.seconds} s under the published limits, ${Math.round(maxWaitMs / 1000)} s allowed`],
      next: `zerodrift apply plan.json --max-wait ${Math.ceil(plan.cost.seconds / 60) + 1}m`,
    };
  }
  return undefined;
};

const subjectOf = (plan: Plan) => ({
  digest: plan.digest,
  cloud: plan.tenant.cloud,
  customerId: plan.tenant.customerId,
  addresses: needConfirmation(plan).map(({ address }) => address),
});

const confirmationRefusal = ({ options, environment, prepared }: Session): Refusal | undefined => {
  const { plan, folder } = prepared;
  const approval = approvalOf(options.approvedBy, environment);
  const risky = needConfirmation(plan);
  if (risky.length === 0 || approval.skipsConfirmation) return undefined;
  const ttlSeconds = Number(environment.env.ZERODRIFT_CONFIRMATION_TTL ?? "300");
  const key = environment.env.ZERODRIFT_CONFIRMATION_KEY;
  const tokens = confirmations({
    folder,
    ttlSeconds: Number.isFinite(ttlSeconds) && ttlSeconds > 0 ? ttlSeconds : 300,
    now: environment.now,
    ...(key === undefined ? {} : { key }),
  });
  const verdict = options.confirm === undefined ? undefined : tokens.spend(subjectOf(plan), options.confirm);
  if (verdict?.ok) return undefined;
  const confirmation = tokens.issue(subjectOf(plan));
  return {
    title: "a person has to confirm this plan",
    reasons: [
      ...(approval.problem === undefined ? [] : [approval.problem]),
      ...(verdict === undefined ? [] : [verdict.reason]),
      ...risky.map(
        ({ address, action, impactReason }) =>
          `${address}: ${action === "delete" ? "is deleted" : `opens access (${impactReason ?? "it lets more through"})`}`,
      ),
    ],
    next: `zerodrift apply plan.json --confirm ${confirmation.token} (valid until ${confirmation.expiresAt})`,
    confirmation,
  };
};

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
  const { options, environment, workspace, tenant, prepared, saved, maxWaitMs } = session;
  const digest = saved?.digest ?? prepared.plan.digest;
  const approval = approvalOf(options.approvedBy, environment);
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
    onStep: (step, at, of) => environment.report(`${at}/${of} ${step.verb} ${step.address}`),
  });
  return render(result, session, prepared.plan, (environment.now() - started) / 1000);
};

const decide = async (session: Session): Promise<CommandResult> => {
  const { options, prepared, saved } = session;
  const { plan } = prepared;
  const no = (refusal: Refusal): CommandResult => refuse(refusal, plan.staged, options.format, plan.digest);
  if (saved !== undefined) {
    const refusal = stale(saved, prepared);
    if (refusal !== undefined) return no(refusal);
  }
  if (plan.requests.length === 0) return nothingToDo(session);
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
  const { options, environment, workspace, tenant, prepared } = session;
  const again = await prepare(workspace, tenant, environment, resumeOptions(options, undefined));
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

const resumeOptions = (options: ApplyOptions, saved: SavedPlan | undefined): PrepareOptions => ({
  ...(options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema }),
  ...(saved === undefined ? {} : { resume: saved }),
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
) => {
  const first = await prepare(workspace, tenant, environment, resumeOptions(options, undefined));
  if (
    !first.ok ||
    saved === undefined ||
    first.value.plan.digest === saved.digest ||
    first.value.unfinished?.digest !== saved.digest
  )
    return first;
  return prepare(workspace, tenant, environment, resumeOptions(options, saved));
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

/** Executes a plan: exactly what it lists, or nothing. */
export const apply = async (options: ApplyOptions, environment: Environment): Promise<CommandResult> => {
  const maxWaitMs = parseWait(options.maxWait);
  if (maxWaitMs === undefined) {
    return failed(
      [
        {
          severity: "error",
          code: "invalid-value",
          message: `--max-wait "${options.maxWait}" is no duration`,
          hint: "e.g. 90s, 15m, 1h",
        },
      ],
      environment,
      options.format,
    );
  }
  const read = options.planFile === undefined ? undefined : readSavedPlan(options.planFile, environment.cwd);
  if (read !== undefined && !read.ok) return failed([read.diagnostic], environment, options.format);
  const saved = read?.plan;
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok) return failed(workspace.diagnostics, environment, options.format);
  const { configuration, root, texts } = workspace.value;
  const tenant = await openTenant(configuration, root, environment, maxWaitMs);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    const folder = await stateFolder(root, tenant.value.name.customerId, environment.env);
    return await locked(folder, options.format, async () => {
      const prepared = await prepareFor(workspace.value, tenant.value, environment, options, saved);
      if (!prepared.ok) return failed(prepared.diagnostics, environment, options.format, texts);
      return decide({
        options,
        environment,
        workspace: workspace.value,
        tenant: tenant.value,
        prepared: prepared.value,
        saved,
        maxWaitMs,
      });
    });
  } finally {
    await tenant.value.close();
  }
};
