import { expect, test } from "vitest";
import type { RunInput } from "../../src/apply/input.ts";
import { emptyLedger } from "../../src/apply/ledger.ts";
import { resultOf } from "../../src/apply/outcomes.ts";
import type { Change } from "../../src/model/change.ts";
import type { Phase } from "../../src/model/plan.ts";
import type { Step } from "../../src/model/step.ts";

const kind = "zpa/access-rule";

const reorder = (phase: Phase, sequence: readonly string[]): Step => ({
  ...{ phase, verb: "reorder", kind, address: `${kind}:*`, id: null, set: {}, sequence },
  request: { phase, method: "PUT", path: "/reorder", address: `${kind}:*` },
});

const moved = (id: string) => ({ address: `${kind}:${id}`, kind, action: "update", id }) as unknown as Change;

test.each<[string, readonly string[], readonly string[], Readonly<Record<string, string>>]>([
  [
    "each rule follows the reorder that puts it in its place",
    ["D", "A", "B", "C"],
    ["D", "B", "C", "A"],
    { D: "done", A: "skipped" },
  ],
  [
    "a rule deleted after the first reorder moves nothing",
    ["x", "D", "A", "B"],
    ["D", "B", "A"],
    { D: "done", A: "skipped" },
  ],
])("of two bulk reorders only the first succeeded: %s", (_, first, second, statuses) => {
  const steps = [reorder("stricter", first), reorder("looser", second)];
  const ledger = emptyLedger();
  ledger.done.add(steps[0]!);
  const plan = { digest: "", staged: null, changes: Object.keys(statuses).map(moved) };
  const { outcomes } = resultOf({ plan, steps } as unknown as RunInput, ledger, "not-needed", "stopped");
  const found = outcomes.filter(({ action }) => action === "update");
  expect(Object.fromEntries(found.map(({ address, status }) => [address.slice(kind.length + 1), status]))).toEqual(
    statuses,
  );
});
