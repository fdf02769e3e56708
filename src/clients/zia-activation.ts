import type { Clock } from "./clock.ts";
import { isApiError, RejectedError, UnexpectedAnswerError } from "./errors.ts";
import type { Api, ApiResponse } from "./http.ts";
import { isObject } from "./vendor-fault.ts";

const statusPath = "/zia/api/v1/status";
const activatePath = `${statusPath}/activate`;

/** PENDING: somebody's staged changes are not live. It is told for the whole tenant, never by whom or what. */
export type ActivationStatus = "ACTIVE" | "PENDING" | "INPROGRESS" | (string & {});

export interface Activation {
  readonly status: "active" | "failed";
  /** Why it failed, in words that may be shown. */
  readonly detail?: string;
}

export async function readActivation(api: Api): Promise<ActivationStatus> {
  const response = await api.request({ method: "GET", path: statusPath });
  const status = statusIn(response);
  if (status !== undefined) return status;
  throw new UnexpectedAnswerError(`GET ${statusPath} got an answer the API does not promise: $.status is not a text`, {
    method: "GET",
    path: statusPath,
    status: response.status,
    requestId: response.requestId,
    detail: "$.status is not a text",
    outcome: "not-executed",
  });
}

const statusIn = ({ body }: ApiResponse): ActivationStatus | undefined =>
  isObject(body) && typeof body.status === "string" ? body.status : undefined;

/** A tenant that is PENDING after an activation is asked again this often in all; a failed push stays PENDING for ever. */
const maximumTries = 3;
const longestPollMs = 16_000;

/**
 * Makes everything staged live, of whomever it is. A refusal of the staged configuration is a `failed`; errors about the
 * connection, rights, locks and limits are thrown like those of any other request.
 * @param maxWaitMs bound on the waiting between looks
 */
export async function activate(api: Api, clock: Clock, maxWaitMs: number): Promise<Activation> {
  const budget = { clock, leftMs: maxWaitMs };
  let detail = "the service did not say why";
  for (let tries = 1; tries <= maximumTries; tries += 1) {
    const asked = await ask(api);
    if ("refusal" in asked) return { status: "failed", detail: asked.refusal };
    const status = await settle(api, asked.status, budget);
    if (status === "ACTIVE") return { status: "active" };
    if (status === "INPROGRESS") return { status: "failed", detail: "activation is still in progress" };
    if (status !== "PENDING") return { status: "failed", detail: `the service tells the status "${status}"` };
    detail = asked.detail ?? detail;
    if (tries < maximumTries && !(await spend(budget, 1_000 * 2 ** (tries - 1)))) break;
  }
  return { status: "failed", detail: `the tenant still has staged changes after activation: ${detail}` };
}

interface Asked {
  /** Undefined: the answer was lost, so the status has to be looked at. */
  readonly status: ActivationStatus | undefined;
  readonly detail?: string;
}

async function ask(api: Api): Promise<Asked | { readonly refusal: string }> {
  try {
    const response = await api.request({ method: "POST", path: activatePath, body: {} });
    return { status: statusIn(response), detail: messageIn(api, response) };
  } catch (error) {
    if (error instanceof RejectedError) return { refusal: error.message };
    if (isApiError(error) && error.outcome === "unknown") return { status: undefined, detail: error.message };
    throw error;
  }
}

/** Where the reason of a failed push stands is not on record; `message` is ZIA's usual place (assumed). */
function messageIn(api: Api, { body }: ApiResponse): string | undefined {
  const message = isObject(body) ? body.message : undefined;
  return typeof message === "string" ? (api.redact?.(message) ?? message) : undefined;
}

interface Budget {
  readonly clock: Clock;
  leftMs: number;
}

async function spend(budget: Budget, ms: number): Promise<boolean> {
  if (ms > budget.leftMs) return false;
  budget.leftMs -= ms;
  await budget.clock.sleep(ms);
  return true;
}

/** Looks until the activation is over or the waiting time is spent. */
async function settle(api: Api, answered: ActivationStatus | undefined, budget: Budget): Promise<ActivationStatus> {
  let status = answered ?? (await readActivation(api));
  for (let wait = 1_000; status === "INPROGRESS"; wait = Math.min(wait * 2, longestPollMs)) {
    if (!(await spend(budget, wait))) return status;
    status = await readActivation(api);
  }
  return status;
}
