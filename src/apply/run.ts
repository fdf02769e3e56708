import { ApiError } from "../clients/errors.ts";
import { activate, readActivation } from "../clients/zia-activation.ts";
import type { Plan } from "../model/plan.ts";
import type { ActivationResult, ApplyResult } from "../model/result.ts";
import type { Step } from "../model/step.ts";
import { checkDeletes } from "./deletes.ts";
import type { Surprise } from "./expected.ts";
import { isZia, type RunInput } from "./input.ts";
import { intentOf } from "./intended.ts";
import { emptyLedger, type Ledger } from "./ledger.ts";
import { resultOf } from "./outcomes.ts";
import { perform } from "./perform.ts";
import { describe, foreign, isWritableZia, misplaced, type Watch, watchOf } from "./watch.ts";

/** A full disk, a file that may not be written: without its record, nothing more is written to the tenant. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? "");

/** Also a bug of ours must end in a report of what is live and what is staged. */
const problemOf = (error: unknown): string => {
  if (error instanceof Stop || error instanceof ApiError || isSystemError(error)) return error.message;
  return `internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
};

/** Thrown inside a run to stop it; becomes a sentence in the result. */
class Stop extends Error {}

/** Somebody else wrote to ZIA since it was read: what waits there is not ours alone any more. */
class Foreign extends Stop {}

const expectNobody = (found: readonly Surprise[]): void => {
  if (found.length > 0) throw new Foreign(describe(found));
};

const audited = async (input: RunInput, step: Step, ledger: Ledger): Promise<void> => {
  const { request } = step;
  const line = {
    digest: input.digest,
    address: step.address,
    method: request.method,
    path: request.path,
    ...(request.operation === undefined ? {} : { operation: request.operation }),
  };
  input.audit.write({ event: "intent", ...line });
  const started = input.clock.now();
  try {
    const performed = await perform(input, step, ledger);
    (performed.status === "done" ? ledger.done : ledger.converged).add(step);
    input.audit.write({ event: "outcome", ...line, ...performed, durationMs: input.clock.now() - started });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    ledger.failed.set(step, message);
    if (!(error instanceof ApiError) || error.outcome === "unknown") ledger.unknown.add(step);
    const facts = error instanceof ApiError ? { httpStatus: error.status, requestId: error.requestId } : {};
    input.audit.write({
      event: "outcome",
      ...line,
      status: "failed",
      error: message,
      durationMs: input.clock.now() - started,
      ...facts,
    });
    if (!(error instanceof ApiError)) throw error;
    throw new Stop(message);
  }
};

const runSteps = async (
  input: RunInput,
  ledger: Ledger,
  watch: Watch,
  begin: (staging: boolean) => Promise<void>,
): Promise<void> => {
  let staging = false;
  for (const [index, step] of input.steps.entries()) {
    if (isZia(step) && !staging) {
      expectNobody(foreign(await input.readAgain(watch.kinds), watch, "as-read"));
      staging = true;
      await begin(true);
    }
    input.onStep?.(step, index + 1, input.steps.length);
    await audited(input, step, ledger);
  }
};

interface Activated {
  readonly result: ActivationResult;
  readonly problem?: string;
}

const activateNow = async (input: RunInput): Promise<Activated> => {
  const line = { digest: input.digest, method: "POST", path: "/zia/api/v1/status/activate" };
  input.audit.write({ event: "intent", ...line });
  try {
    const { status, detail } = await activate(input.api, input.clock, input.maxWaitMs);
    input.audit.write({ event: "activation", ...line, status, ...(detail === undefined ? {} : { detail }) });
    return status === "active"
      ? { result: "active" }
      : { result: "failed", ...(detail === undefined ? {} : { problem: `activation failed: ${detail}` }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { message, status, requestId } = error;
    input.audit.write({
      event: "activation",
      ...line,
      status: "failed",
      error: message,
      httpStatus: status,
      requestId,
    });
    return { result: "failed", problem: `activation failed: ${message}` };
  }
};

/** Others' work, as far as the status tells: that something waits, never what. */
const stagedByOthers = async (input: RunInput): Promise<Plan["staged"]> => {
  try {
    return (await readActivation(input.api)) === "ACTIVE" ? null : { by: "unknown" };
  } catch (error) {
    if (error instanceof ApiError) return { by: "unknown" };
    throw error;
  }
};

const runActivation = async (input: RunInput, watch: Watch, ledger: Ledger): Promise<Activated> => {
  if (!input.plan.activation.zia) return { result: "not-needed" };
  const reread = await input.readAgain(watch.kinds);
  expectNobody(foreign(reread, watch, "as-planned"));
  const wrong = misplaced(input, ledger, reread.live);
  if (wrong.length > 0) {
    return {
      result: "withheld",
      problem: `ZIA numbered its rules otherwise than planned (${wrong.slice(0, 5).join(", ")}); plan again`,
    };
  }
  return activateNow(input);
};

/**
 * Executes the steps one after the other, verifies ZIA before its first write and before activation, activates once at
 * the end. Every way out leaves the intent file telling whether something of ours is still staged.
 */
export const runPlan = async (input: RunInput): Promise<ApplyResult> => {
  checkDeletes(input.steps);
  const ledger = emptyLedger();
  const watch = watchOf(input, isWritableZia(input));
  const intent = intentOf(input, input.clock.now(), false);
  const begin = async (staging: boolean): Promise<void> => {
    const reason = staging ? await input.onStaging?.() : undefined;
    if (reason !== undefined) throw new Stop(reason);
    input.intent.write({ ...intent, staging });
  };
  let problem: string | undefined;
  let activation: ActivationResult = "withheld";
  let staged: Plan["staged"] | undefined;
  try {
    await begin(input.plan.staged?.by === "ours");
    await runSteps(input, ledger, watch, begin);
    const activated = await runActivation(input, watch, ledger);
    activation = activated.result;
    problem = activated.problem;
  } catch (error) {
    problem = problemOf(error);
    if (!input.plan.activation.zia) activation = "not-needed";
    if (error instanceof Foreign) staged = await stagedByOthers(input);
  }
  const isFinished = problem === undefined && (activation === "active" || activation === "not-needed");
  if (isFinished) input.intent.clear();
  return resultOf(input, ledger, activation, problem, staged);
};
