import { UnexpectedAnswerError } from "../clients/errors.ts";
import { queryGraphql } from "../clients/graphql.ts";
import type { ApiResponse } from "../clients/http.ts";
import { isObject } from "../clients/vendor-fault.ts";
import { type IdOf, ShapeError } from "../kinds/field.ts";
import { isObject as isWire, readId, readText } from "../kinds/fields/shape.ts";
import { unflattened } from "../kinds/nested.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Step } from "../model/step.ts";
import { afterWrite, bodyOf, entriesBody } from "./body.ts";
import type { RunInput } from "./input.ts";
import { idOfStep, isGone, keyOf, type Ledger, sequenceIds } from "./ledger.ts";
import { mutationFor, workOf } from "./mutation.ts";

const idOfFor =
  (input: RunInput, ledger: Ledger): IdOf =>
  (kind, name, within = [], key = "") => {
    const all = input.find(kind, name, within);
    const found = all.find(({ id }) => !isGone(ledger, kind, id));
    if (found === undefined && all.length > 0) throw new Error(`${kind}:${name} is needed after it was deleted`);
    const made = ledger.ids.get(keyOf(`${kind}:${name}`));
    if (made !== undefined && found === undefined) return made;
    if (found !== undefined) return readText(found.wire, key) ?? found.id;
    // What a live object refers to although no list shows it any more is told, and sent, by its id.
    const bare = /^#(.+)$/.exec(name);
    if (bare !== null) return bare[1]!;
    // Predefined ids that no list shows are sent as they are.
    if (input.kindOf(kind).openIds?.test(name)) return name;
    throw new Error(`no id for ${kind}:${name}`);
  };

const baseOf = (input: RunInput, step: Step, ledger: Ledger): JsonObject | undefined => {
  const written = ledger.wires.get(step.address);
  if (written !== undefined) return written;
  return input.live.listings.get(step.kind)?.objects.find(({ id }) => id === step.id)?.wire;
};

/** By ids alone: what the objects hold is not ours. */
const byId = (value: Json | undefined): Json | undefined =>
  Array.isArray(value)
    ? value.map((entry) => (isWire(entry) && entry.id !== undefined ? { id: entry.id } : entry))
    : value;

/** What no list shows of an object that is about to be replaced. */
const shownSingly = async (
  input: RunInput,
  step: Step,
  base: JsonObject | undefined,
): Promise<JsonObject | undefined> => {
  const { api } = input.kindOf(step.kind);
  const single = api.style === "rest" ? api.single : undefined;
  if (single === undefined || base === undefined || step.id === null) return base;
  const path = single.path.replace("{id}", encodeURIComponent(step.id));
  const { body } = await input.api.request({ method: "GET", path });
  const shown = isWire(body) ? body : {};
  return {
    ...base,
    ...Object.fromEntries(single.keys.flatMap((key) => (key in shown ? [[key, byId(shown[key])!]] : []))),
  };
};

/** A create whose answer does not tell the id may have happened: the list has to be looked at. */
const createdId = (step: Step, answer: unknown, key: string): string => {
  try {
    return readId((answer ?? {}) as JsonObject, key);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const { method, path } = step.request;
    throw new UnexpectedAnswerError(`the answer to creating ${step.address} does not tell its id`, {
      method,
      path,
      outcome: "unknown",
    });
  }
};

/** A mutation that is answered without saying yes: the list has to be looked at. */
const checkDeleted = (step: Step, result: Json | undefined): void => {
  if (result === true || (isObject(result) && result.deleted !== false)) return;
  const { method, path } = step.request;
  throw new UnexpectedAnswerError(`the answer to deleting ${step.address} does not confirm it`, {
    method,
    path,
    outcome: "unknown",
  });
};

/** What the answer said besides the object; GraphQL answers are read without their envelope. */
export interface Receipt {
  readonly httpStatus?: number;
  readonly requestId?: string;
}

interface Sent {
  readonly id?: string;
  readonly receipt: Receipt;
}

const receiptOf = ({ status, requestId }: ApiResponse): Receipt => ({
  httpStatus: status,
  ...(requestId === undefined ? {} : { requestId }),
});

const sendRest = async (input: RunInput, step: Step, body: Json | undefined, ledger: Ledger): Promise<Sent> => {
  const id = idOfStep(step, ledger);
  const path = step.request.path.replace(`{${step.address}}`, encodeURIComponent(id ?? ""));
  const { method, operation } = step.request;
  const query = operation === undefined ? {} : { query: { action: operation } };
  const response = await input.api.request({ method, path, ...query, ...(body === undefined ? {} : { body }) });
  const receipt = receiptOf(response);
  if (step.verb !== "create") return { receipt };
  return { id: createdId(step, response.body, input.kindOf(step.kind).id), receipt };
};

const sendGraphql = async (
  input: RunInput,
  step: Step,
  body: JsonObject | undefined,
  ledger: Ledger,
): Promise<Sent> => {
  const { api: graphql } = input.kindOf(step.kind);
  if (graphql.style !== "graphql" || input.schema === undefined)
    throw new Error(`${step.kind} has no schema to write by`);
  const work = workOf(step.verb, idOfStep(step, ledger), body);
  const mutation = mutationFor(graphql, input.schema, input.api.connection.customerId, work);
  const data = await queryGraphql(input.api, { ...mutation, mutation: true });
  const [result] = Object.values(data);
  if (step.verb === "delete") checkDeleted(step, result);
  return step.verb === "create" ? { id: createdId(step, result, "id"), receipt: {} } : { receipt: {} };
};

/** Never with `forceDelete`: what still refers to the object is a refusal, not something to detach. */
const sendDelete = async (input: RunInput, step: Step, ledger: Ledger): Promise<Receipt> => {
  const { style } = input.kindOf(step.kind).api;
  const sent = await (style === "graphql" ? sendGraphql : sendRest)(input, step, undefined, ledger);
  return sent.receipt;
};

export const send = async (input: RunInput, step: Step, ledger: Ledger): Promise<Receipt> => {
  const kind = input.kindOf(step.kind);
  if (step.verb === "reorder") {
    return (await sendRest(input, step, sequenceIds(step.sequence ?? [], ledger), ledger)).receipt;
  }
  if (step.verb === "delete") return sendDelete(input, step, ledger);
  const base = step.verb === "create" ? undefined : await shownSingly(input, step, baseOf(input, step, ledger));
  const idOf = idOfFor(input, ledger);
  const body = bodyOf(kind, step, base, idOf);
  const sent =
    kind.api.style === "graphql"
      ? await sendGraphql(input, step, body, ledger)
      : await sendRest(
          input,
          step,
          step.entries ? entriesBody(kind, step.entries, idOf) : unflattened(kind, body),
          ledger,
        );
  if (sent.id !== undefined) ledger.ids.set(keyOf(step.address), sent.id);
  ledger.wires.set(step.address, afterWrite(base, body));
  return sent.receipt;
};
