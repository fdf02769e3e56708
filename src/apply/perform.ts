import { ApiError, NotFoundError, RejectedError } from "../clients/errors.ts";
import { fingerprint } from "../kinds/fingerprint.ts";
import type { Kind } from "../kinds/kind.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { identityOf } from "../model/address.ts";
import { orderAddress } from "../model/domain.ts";
import type { Listing } from "../model/live.ts";
import { type LiveObject, liveNameOf } from "../model/resource.ts";
import type { Step } from "../model/step.ts";
import { statesOf } from "./expected.ts";
import type { Reread, RunInput } from "./input.ts";
import { forget, idOfStep, keyOf, type Ledger, sequenceIds } from "./ledger.ts";
import { type Receipt, send } from "./send.ts";

type Look = "landed" | "not-landed" | "foreign";

/** A write whose answer was lost is never repeated blindly: the list tells whether it landed. */
const look = async (input: RunInput, step: Step, ledger: Ledger): Promise<Look> => {
  const kind = input.kindOf(step.kind);
  const { live, nameOf } = await input.readAgain([kind]);
  const listing = live.listings.get(step.kind);
  if (listing === undefined) return "foreign";
  if (step.verb === "reorder")
    return sameSequence(kind, rulesOf(step, kind, listing), sequenceIds(step.sequence ?? [], ledger))
      ? "landed"
      : "not-landed";
  const id = idOfStep(step, ledger);
  if (step.verb === "delete")
    return lookForDeleted(
      input,
      step,
      listing.objects.find((one) => one.id === id),
      nameOf,
    );
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
    (step.name === undefined || liveNameOf(object) === step.name || step.verb === "create") &&
    Object.entries(step.set).every(([field, value]) => sameValue(kind, field, spec[field], value));
  const stands =
    step.order === undefined || kind.order === undefined || Number(object.wire[kind.order.key]) === step.order;
  if (isSet && stands) {
    ledger.wires.set(step.address, object.wire);
    return "landed";
  }
  return step.verb === "create" ? "foreign" : "not-landed";
};

/** What stands there as this run left it may be deleted once more; what somebody else wrote to since may not. */
const lookForDeleted = (
  input: RunInput,
  step: Step,
  object: LiveObject | undefined,
  nameOf: Reread["nameOf"],
): Look => {
  if (object === undefined) return "landed";
  const kind = input.kindOf(step.kind);
  const isSame = (one: { readonly kind: string; readonly id: string | null }): boolean =>
    one.kind === step.kind && one.id === step.id;
  const read = input.live.listings.get(step.kind)?.objects.find(isSame);
  if (read === undefined) return "foreign";
  const earlier = input.steps.slice(0, input.steps.indexOf(step)).filter(isSame);
  const known = statesOf(kind, read, decodeSpec(kind, read, input.nameOf), earlier).at(-1);
  return fingerprint(kind, liveNameOf(object), decodeSpec(kind, object, nameOf)) === known ? "not-landed" : "foreign";
};

const sameValue = (kind: Kind, field: string, a: unknown, b: unknown): boolean =>
  JSON.stringify(kind.fields[field]?.canonical(a)) === JSON.stringify(kind.fields[field]?.canonical(b));

/** The rules of the order that a step writes. */
const rulesOf = ({ address }: Step, kind: Kind, { objects }: Listing): readonly LiveObject[] =>
  objects.filter((object) => orderAddress(domainOfLive(kind, object)) === address);

const sameSequence = (kind: Kind, rules: readonly LiveObject[], ids: readonly string[]): boolean => {
  const key = kind.order?.key ?? "";
  const now = rules
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

/**
 * An object that is gone already is refused in many ways: by a code, by a bare 404, by ZMS in words only (ASSUMED). The
 * list tells it from a refusal for a reason, such as an object in use.
 */
const mayBeGone = (step: Step, error: ApiError): boolean =>
  step.verb === "delete" && (error instanceof NotFoundError || error instanceof RejectedError);

const attempts = 3;

export interface Performed extends Receipt {
  readonly status: "done" | "converged";
}

const settle = async (input: RunInput, step: Step, ledger: Ledger): Promise<Performed> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      ledger.writes += 1;
      return { status: "done", ...(await send(input, step, ledger)) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isRefused = error.outcome === "not-executed";
      if (isRefused) ledger.writes -= 1;
      if (isRefused && !mayBeGone(step, error)) throw error;
      const seen = await lookAfter(error, input, step, ledger);
      if (seen === "landed") return { status: "converged" };
      if (isRefused || seen === "foreign" || attempt === attempts) throw error;
    }
  }
};

/** Runs one step to a known outcome, or throws why it is not. */
export const perform = async (input: RunInput, step: Step, ledger: Ledger): Promise<Performed> => {
  const performed = await settle(input, step, ledger);
  if (step.verb === "delete") forget(ledger, step);
  return performed;
};
