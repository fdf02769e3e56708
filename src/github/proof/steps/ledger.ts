import type { Facts, LedgerFacts } from "../facts.ts";
import { met, type StepResult, unmet } from "../step.ts";
import { short } from "../words.ts";

const name = { number: 4, title: "What was applied last" };

/** Whether the very commit has been applied already. */
export const isDone = ({ when, ledger }: Facts): boolean =>
  when === "after-merge" && ledger.ok && ledger.value.relation === "equal";

const baseText = (base: string | null): string =>
  base === null ? "nothing was applied before: nothing will be deleted" : `${short(base)} was applied last`;

const warningsOf = ({ unfinished, warnings }: LedgerFacts): readonly string[] => [
  ...warnings,
  ...(unfinished === null
    ? []
    : [
        `the apply of ${short(unfinished.commit)} did not come to its end${unfinished.staging ? ", and ZIA holds changes of it" : ""}`,
      ]),
];

const busy = (running: LedgerFacts["running"]): StepResult => {
  const which = running.map(({ pull, runId }) => (pull === null ? `run ${runId}` : `#${pull}`));
  const first = running[0]?.pull ?? null;
  return unmet(name, {
    reason: `${running.length === 1 ? "an apply is" : "applies are"} running: ${which.join(", ")}; the plan would be stale on arrival`,
    short: first === null ? "an apply is running" : `the apply of #${first} is running`,
    who: "nobody: this is looked at again when it ends",
  });
};

/** An old run never rolls back what a newer one applied; before the merge no apply may be under way. */
export const ledgerStep = ({ when, ledger }: Facts): StepResult => {
  if (!ledger.ok) return unmet(name, { reason: ledger.reason });
  const { base, relation, running } = ledger.value;
  if (when === "before-merge" && running.length > 0) return busy(running);
  if (when === "after-merge" && base !== null && relation !== "equal" && relation !== "after")
    return unmet(name, {
      reason: `${short(base)}, which is newer, was applied already; applying this would take it back`,
      short: "something newer was applied",
      who: "nobody: what is newer contains this",
    });
  return met(name, baseText(base), warningsOf(ledger.value));
};
