import { orderAddress } from "../model/domain.ts";
import type { ActivationResult, ApplyResult, Outcome } from "../model/result.ts";
import type { Step } from "../model/step.ts";
import { isZia, type RunInput } from "./input.ts";
import type { Ledger } from "./ledger.ts";

const above = (key: string, sequence: readonly string[], among: ReadonlySet<string>): string =>
  sequence
    .slice(0, sequence.indexOf(key))
    .filter((one) => among.has(one))
    .sort()
    .join("\n");

/** Reorders up to the first that leaves a rule below the same ones as the last does: that one put it in its place. */
const carriersOf = (key: string, reorders: readonly Step[]): readonly Step[] => {
  const last = reorders.at(-1)?.sequence ?? [];
  const among = new Set(last);
  const wanted = above(key, last, among);
  const at = reorders.findIndex(({ sequence = [] }) => above(key, sequence, among) === wanted);
  return reorders.slice(0, at + 1);
};

const outcomesOf = (input: RunInput, ledger: Ledger): readonly Outcome[] => {
  const actions = new Map(input.plan.changes.map(({ address, action }) => [address, action]));
  const ids = new Map(input.plan.changes.map(({ address, id }) => [address, id]));
  const orders = new Map(
    input.plan.changes.map((change) => [change.address, orderAddress(change.domain ?? change.kind)]),
  );
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
        : carriersOf(
            ids.get(address) ?? address,
            input.steps.filter((step) => step.verb === "reorder" && step.address === orders.get(address)),
          );
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

/** What waits in ZIA after the run, as far as the run knows without asking. */
const stagedAfter = (input: RunInput, ledger: Ledger, activation: ActivationResult): ApplyResult["staged"] => {
  if (activation === "active") return null;
  const isWritten = [...ledger.done, ...ledger.converged, ...ledger.unknown].some(isZia);
  return isWritten ? { by: "ours" } : input.plan.staged;
};

/** @param staged what waits in ZIA, where that was looked at */
export const resultOf = (
  input: RunInput,
  ledger: Ledger,
  activation: ActivationResult,
  problem: string | undefined,
  staged: ApplyResult["staged"] = stagedAfter(input, ledger, activation),
): ApplyResult => {
  const outcomes = outcomesOf(input, ledger);
  return {
    digest: input.plan.digest,
    outcomes,
    activation: { zia: activation },
    staged,
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
