import type { GraphQLSchema } from "graphql";
import type { Clock } from "../clients/clock.ts";
import { ApiError } from "../clients/errors.ts";
import { queryGraphql } from "../clients/graphql.ts";
import type { Api, ApiResponse } from "../clients/http.ts";
import { activate } from "../clients/zia-activation.ts";
import type { IdOf, NameOf } from "../kinds/field.ts";
import { readId } from "../kinds/fields/shape.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { type Address, identityOf, type KindName, productOf } from "../model/address.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Listing, LiveState } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import type { LiveObject } from "../model/resource.ts";
import type { ActivationResult, ApplyResult, Outcome } from "../model/result.ts";
import type { Step } from "../model/step.ts";
import type { AuditLog } from "./audit.ts";
import { afterWrite, bodyOf } from "./body.ts";
import { type KindStates, kindStates, type Moment, type Surprise, surprises } from "./expected.ts";
import type { IntentFile } from "./intent.ts";
import { mutationFor } from "./mutation.ts";

/** Lists of some kinds, read again, with names to match. */
export interface Reread {
  readonly live: LiveState;
  readonly nameOf: NameOf;
}

export interface RunInput {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly live: LiveState;
  readonly nameOf: NameOf;
  readonly find: (kind: KindName, name: string, within?: readonly string[]) => readonly LiveObject[];
  readonly kindOf: (name: KindName) => Kind;
  readonly api: Api;
  readonly schema: GraphQLSchema | undefined;
  readonly clock: Clock;
  readonly maxWaitMs: number;
  readonly intent: IntentFile;
  readonly audit: AuditLog;
  readonly readAgain: (kinds: readonly Kind[]) => Promise<Reread>;
  readonly onStep?: (step: Step, at: number, of: number) => void;
}

/** Thrown inside a run to stop it; becomes a sentence in the result. */
class Stop extends Error {}

/** What is known of the tenant as writes go by. */
interface Ledger {
  readonly wires: Map<Address, JsonObject>;
  readonly ids: Map<string, string>;
  readonly done: Set<Step>;
  readonly converged: Set<Step>;
  readonly failed: Map<Step, string>;
  writes: number;
}

const lower = (address: string): string => address.toLowerCase();

const idOfFor =
  (input: RunInput, ledger: Ledger): IdOf =>
  (kind, name, within = []) => {
    const [found] = input.find(kind, name, within);
    const made = ledger.ids.get(lower(`${kind}:${name}`));
    if (made !== undefined && found === undefined) return made;
    if (found !== undefined) return found.id;
    // Predefined ids that no list shows are sent as they are.
    if (input.kindOf(kind).openIds?.test(name)) return name;
    throw new Error(`no id for ${kind}:${name}`);
  };

const idOfStep = (step: Step, ledger: Ledger): string | null => step.id ?? ledger.ids.get(lower(step.address)) ?? null;

const baseOf = (input: RunInput, step: Step, ledger: Ledger): JsonObject | undefined => {
  const written = ledger.wires.get(step.address);
  if (written !== undefined) return written;
  return input.live.listings.get(step.kind)?.objects.find(({ id }) => id === step.id)?.wire;
};

interface Sent {
  readonly id?: string;
  readonly response?: ApiResponse;
}

const sendRest = async (input: RunInput, step: Step, body: Json, ledger: Ledger): Promise<Sent> => {
  const id = idOfStep(step, ledger);
  const path = step.request.path.replace(`{${step.address}}`, encodeURIComponent(id ?? ""));
  const response = await input.api.request({ method: step.request.method, path, body });
  if (step.verb !== "create") return { response };
  return { response, id: readId((response.body ?? {}) as JsonObject, input.kindOf(step.kind).id) };
};

const sendGraphql = async (input: RunInput, step: Step, body: JsonObject, ledger: Ledger): Promise<Sent> => {
  const { api: graphql } = input.kindOf(step.kind);
  if (graphql.style !== "graphql" || input.schema === undefined)
    throw new Error(`${step.kind} has no schema to write by`);
  const id = step.verb === "create" ? null : idOfStep(step, ledger);
  const mutation = mutationFor(graphql, input.schema, input.api.connection.customerId, id, body);
  const data = await queryGraphql(input.api, { ...mutation, mutation: true });
  const [result] = Object.values(data);
  return step.verb === "create" ? { id: readId((result ?? {}) as JsonObject, "id") } : {};
};

const sequenceIds = (step: Step, ledger: Ledger): readonly string[] =>
  (step.sequence ?? []).map((key) => ledger.ids.get(lower(key)) ?? key);

const send = async (input: RunInput, step: Step, ledger: Ledger): Promise<void> => {
  const kind = input.kindOf(step.kind);
  if (step.verb === "reorder") {
    await sendRest(input, step, sequenceIds(step, ledger), ledger);
    return;
  }
  const base = step.verb === "create" ? undefined : baseOf(input, step, ledger);
  const body = bodyOf(kind, step, base, idOfFor(input, ledger));
  const sent =
    kind.api.style === "graphql"
      ? await sendGraphql(input, step, body, ledger)
      : await sendRest(input, step, body, ledger);
  if (sent.id !== undefined) ledger.ids.set(lower(step.address), sent.id);
  ledger.wires.set(step.address, afterWrite(base, body));
};

type Look = "landed" | "not-landed" | "foreign";

/** A write whose answer was lost is never repeated blindly: the list tells whether it landed. */
const look = async (input: RunInput, step: Step, ledger: Ledger): Promise<Look> => {
  const kind = input.kindOf(step.kind);
  const { live, nameOf } = await input.readAgain([kind]);
  const listing = live.listings.get(step.kind);
  if (listing === undefined) return "foreign";
  if (step.verb === "reorder") return sameSequence(kind, listing, sequenceIds(step, ledger)) ? "landed" : "not-landed";
  const id = idOfStep(step, ledger);
  const object =
    step.verb === "create"
      ? listing.objects.find(({ name }) => identityOf(name) === identityOf(step.name ?? ""))
      : listing.objects.find((one) => one.id === id);
  if (object === undefined) return step.verb === "create" ? "not-landed" : "foreign";
  if (step.verb === "create") {
    ledger.ids.set(lower(step.address), object.id);
    ledger.wires.set(step.address, object.wire);
  }
  const spec = decodeSpec(kind, object, nameOf);
  const isSet = Object.entries(step.set).every(([field, value]) => sameValue(kind, field, spec[field], value));
  const stands =
    step.order === undefined || kind.order === undefined || Number(object.wire[kind.order.key]) === step.order;
  if (isSet && stands) {
    ledger.wires.set(step.address, object.wire);
    return "landed";
  }
  return step.verb === "create" ? "foreign" : "not-landed";
};

const sameValue = (kind: Kind, field: string, a: unknown, b: unknown): boolean =>
  JSON.stringify(kind.fields[field]?.canonical(a)) === JSON.stringify(kind.fields[field]?.canonical(b));

const sameSequence = (kind: Kind, listing: Listing, ids: readonly string[]): boolean => {
  const key = kind.order?.key ?? "";
  const now = listing.objects
    .filter(({ standing }) => standing !== "last")
    .sort((a, b) => Number(a.wire[key]) - Number(b.wire[key]))
    .map(({ id }) => id);
  return now.join() === ids.filter((id) => now.includes(id)).join() && now.length > 0;
};

const attempts = 3;

/** Runs one step to a known outcome, or throws why it is not. */
const perform = async (input: RunInput, step: Step, ledger: Ledger): Promise<"done" | "converged"> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      ledger.writes += 1;
      await send(input, step, ledger);
      return "done";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.outcome === "not-executed") {
        ledger.writes -= 1;
        throw error;
      }
      const seen = await look(input, step, ledger);
      if (seen === "landed") return "converged";
      if (seen === "foreign" || attempt === attempts) throw error;
    }
  }
};

const audited = async (input: RunInput, step: Step, ledger: Ledger): Promise<void> => {
  const { request } = step;
  const line = {
    digest: input.plan.digest,
    address: step.address,
    method: request.method,
    path: request.path,
    ...(request.operation === undefined ? {} : { operation: request.operation }),
  };
  input.audit.write({ event: "intent", ...line });
  const started = input.clock.now();
  try {
    const status = await perform(input, step, ledger);
    (status === "done" ? ledger.done : ledger.converged).add(step);
    input.audit.write({ event: "outcome", ...line, status, durationMs: input.clock.now() - started });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    ledger.failed.set(step, message);
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

const isZia = (step: Step): boolean => productOf(step.kind) === "zia";

const describe = (found: readonly Surprise[]): string => {
  const named = found.slice(0, 5).map(({ kind, name, what }) => `${kind}:${name} ${what}`);
  return `somebody else wrote to ZIA meanwhile (${named.join("; ")}${found.length > 5 ? `; and ${found.length - 5} more` : ""})`;
};

interface Watch {
  readonly kinds: readonly Kind[];
  readonly states: ReadonlyMap<KindName, KindStates>;
}

/** Every ZIA kind that was read, compared with the reading plus our own writes. */
const watchOf = (input: RunInput, only: (name: KindName) => boolean): Watch => {
  const kinds = [...input.live.listings.keys()].filter(only).map(input.kindOf);
  const moved = new Set(
    input.plan.changes
      .filter(({ fields, id }) => id !== null && fields.some(({ path }) => path === "position"))
      .map(({ id }) => id!),
  );
  return {
    kinds,
    states: new Map(
      kinds.map((kind) => [
        kind.name,
        kindStates(kind, input.live.listings.get(kind.name)!, input.steps, moved, input.nameOf),
      ]),
    ),
  };
};

const foreign = async (input: RunInput, watch: Watch, moment: Moment): Promise<readonly Surprise[]> => {
  const { live, nameOf } = await input.readAgain(watch.kinds);
  return watch.kinds.flatMap((kind) => {
    const listing = live.listings.get(kind.name);
    const states = watch.states.get(kind.name);
    return listing === undefined || states === undefined ? [] : surprises(kind, states, listing, moment, nameOf);
  });
};

const isWritableZia =
  (input: RunInput) =>
  (name: KindName): boolean =>
    productOf(name) === "zia" && input.kindOf(name).writable;

const runSteps = async (
  input: RunInput,
  ledger: Ledger,
  watch: Watch,
  begin: (staging: boolean) => void,
): Promise<void> => {
  let staging = false;
  for (const [index, step] of input.steps.entries()) {
    if (isZia(step) && !staging) {
      const found = await foreign(input, watch, "as-read");
      if (found.length > 0) throw new Stop(describe(found));
      staging = true;
      begin(true);
    }
    input.onStep?.(step, index + 1, input.steps.length);
    await audited(input, step, ledger);
  }
};

const runActivation = async (
  input: RunInput,
  watch: Watch,
): Promise<{ readonly result: ActivationResult; readonly problem?: string }> => {
  if (!input.plan.activation.zia) return { result: "not-needed" };
  const found = await foreign(input, watch, "as-planned");
  if (found.length > 0) return { result: "withheld", problem: describe(found) };
  const line = { digest: input.plan.digest, method: "POST", path: "/zia/api/v1/status/activate" };
  input.audit.write({ event: "intent", ...line });
  const { status, detail } = await activate(input.api, input.clock, input.maxWaitMs);
  input.audit.write({ event: "activation", ...line, status, ...(detail === undefined ? {} : { detail }) });
  return status === "active"
    ? { result: "active" }
    : { result: "failed", ...(detail === undefined ? {} : { problem: `activation failed: ${detail}` }) };
};

const outcomesOf = (input: RunInput, ledger: Ledger): readonly Outcome[] => {
  const actions = new Map(input.plan.changes.map(({ address, action }) => [address, action]));
  const addresses = [
    ...new Set([...input.plan.changes.map(({ address }) => address), ...input.steps.map(({ address }) => address)]),
  ];
  return addresses.map((address): Outcome => {
    const own = input.steps.filter((step) => step.address === address);
    const action = actions.get(address) ?? "reorder";
    const failed = own.find((step) => ledger.failed.has(step));
    if (failed !== undefined) return { address, action, status: "failed", error: ledger.failed.get(failed)! };
    const finished = own.filter((step) => ledger.done.has(step) || ledger.converged.has(step));
    if (finished.length < own.length) return { address, action, status: "skipped" };
    // A change without a write of its own (a rule moved by a bulk reorder) follows that reorder.
    const carrier =
      own.length > 0
        ? own
        : input.steps.filter((step) => step.verb === "reorder" && address.startsWith(`${step.kind}:`));
    const isDone = carrier.every((step) => ledger.done.has(step) || ledger.converged.has(step));
    if (!isDone)
      return { address, action, status: carrier.some((step) => ledger.failed.has(step)) ? "failed" : "skipped" };
    return {
      address,
      action,
      status: carrier.some((step) => ledger.done.has(step)) || carrier.length === 0 ? "done" : "converged",
    };
  });
};

const count = (outcomes: readonly Outcome[], status: Outcome["status"]): number =>
  outcomes.filter((one) => one.status === status).length;

const resultOf = (
  input: RunInput,
  ledger: Ledger,
  activation: ActivationResult,
  problem: string | undefined,
): ApplyResult => {
  const outcomes = outcomesOf(input, ledger);
  const ziaWritten = [...ledger.done, ...ledger.converged].some(isZia) || [...ledger.failed.keys()].some(isZia);
  const waits = (ziaWritten || input.plan.staged?.by === "ours") && activation !== "active";
  return {
    digest: input.plan.digest,
    outcomes,
    activation: { zia: activation },
    staged: waits
      ? { by: "ours" }
      : input.plan.staged?.by === "unknown" && activation !== "active"
        ? { by: "unknown" }
        : null,
    summary: {
      done: count(outcomes, "done"),
      failed: count(outcomes, "failed"),
      skipped: count(outcomes, "skipped"),
      converged: count(outcomes, "converged"),
      writes: ledger.writes,
    },
    ...(problem === undefined ? {} : { problem }),
  };
};

/**
 * Executes the steps one after the other, verifies ZIA before its first write and before activation, activates once at
 * the end. Every way out leaves the intent file telling whether something of ours is still staged.
 */
export const runPlan = async (input: RunInput): Promise<ApplyResult> => {
  const ledger: Ledger = {
    wires: new Map(),
    ids: new Map(),
    done: new Set(),
    converged: new Set(),
    failed: new Map(),
    writes: 0,
  };
  const watch = watchOf(input, isWritableZia(input));
  const all = watchOf(input, (name) => input.kindOf(name).writable);
  const wasStaging = input.plan.staged?.by === "ours";
  const begin = (staging: boolean): void =>
    input.intent.write({
      version: 1,
      digest: input.plan.digest,
      startedAt: new Date(input.clock.now()).toISOString(),
      staging,
      requests: input.plan.requests,
      kinds: Object.fromEntries(all.states),
    });
  begin(wasStaging);
  let problem: string | undefined;
  let activation: ActivationResult = "withheld";
  try {
    await runSteps(input, ledger, watch, begin);
    const activated = await runActivation(input, watch);
    activation = activated.result;
    problem = activated.problem;
  } catch (error) {
    if (!(error instanceof Stop) && !(error instanceof ApiError)) throw error;
    problem = error.message;
    if (!input.plan.activation.zia) activation = "not-needed";
  }
  const isFinished = problem === undefined && (activation === "active" || activation === "not-needed");
  if (isFinished) input.intent.clear();
  return resultOf(input, ledger, activation, problem);
};
