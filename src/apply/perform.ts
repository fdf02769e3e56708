import { ApiError } from "../clients/errors.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { identityOf } from "../model/address.ts";
import type { Listing } from "../model/live.ts";
import type { Step } from "../model/step.ts";
import type { RunInput } from "./input.ts";
import { idOfStep, keyOf, type Ledger, sequenceIds } from "./ledger.ts";
import { type Receipt, send } from "./send.ts";

type Look = "landed" | "not-landed" | "foreign";

/** A write whose answer was lost is never repeated blindly: the list tells whether it landed. */
const look = async (input: RunInput, step: Step, ledger: Ledger): Promise<Look> => {
  const kind = input.kindOf(step.kind);
  const { live, nameOf } = await input.readAgain([kind]);
  const listing = live.listings.get(step.kind);
  if (listing === undefined) return "foreign";
  if (step.verb === "reorder")
    return sameSequence(kind, listing, sequenceIds(step.sequence ?? [], ledger)) ? "landed" : "not-landed";
  const id = idOfStep(step, ledger);
  const object =
    step.verb === "create"
      ? listing.objects.find(({ name }) => identityOf(name) === identityOf(step.name ?? ""))
      : listing.objects.find((one) => one.id === id);
  if (object === undefined) return step.verb === "create" ? "not-landed" : "foreign";
  if (step.verb === "create") {
    ledger.ids.set(keyOf(step.address), object.id);
    ledger.wires.set(step.address, object.wire);
  }
  const spec = decodeSpec(kind, object, nameOf);
  const isSet =
    (step.name === undefined || object.name === step.name || step.verb === "create") &&
    Object.entries(step.set).every(([field, value]) => sameValue(kind, field, spec[field], value));
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

/** When nobody can be asked whether a write landed, its own failure is the one to report: it may have. */
const lookAfter = async (lost: ApiError, input: RunInput, step: Step, ledger: Ledger): Promise<Look> => {
  try {
    return await look(input, step, ledger);
  } catch (error) {
    throw error instanceof ApiError ? lost : error;
  }
};

const attempts = 3;

export interface Performed extends Receipt {
  readonly status: "done" | "converged";
}

/** Runs one step to a known outcome, or throws why it is not. */
export const perform = async (input: RunInput, step: Step, ledger: Ledger): Promise<Performed> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      ledger.writes += 1;
      return { status: "done", ...(await send(input, step, ledger)) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.outcome === "not-executed") {
        ledger.writes -= 1;
        throw error;
      }
      const seen = await lookAfter(error, input, step, ledger);
      if (seen === "landed") return { status: "converged" };
      if (seen === "foreign" || attempt === attempts) throw error;
    }
  }
};
