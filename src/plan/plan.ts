import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { createSpecs } from "../kinds/specs.ts";
import type { Plan } from "../model/plan.ts";
import type { Step } from "../model/step.ts";
import { checkFixed, checkMoves } from "./admit.ts";
import { assemble } from "./assemble.ts";
import { draftAll, worldOf } from "./drafts.ts";
import type { PlanInput } from "./input.ts";
import { judgeAll } from "./judged.ts";
import { kindsWithOrder, moveImpacts, type Ordered, orderDomain } from "./ordered.ts";
import { checkRankSteps, checkRanks } from "./ranks.ts";
import { schedule } from "./schedule.ts";

/** A plan with the steps that execute it; without a value when something is wrong. */
export type Planned =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly steps: readonly Step[];
      readonly finalOrders: ReadonlyMap<string, readonly string[]>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** With positions that cannot be held nothing else can be said of an order. */
const orderProblemsIn = ({ domain, view, names, problems }: Ordered): readonly Diagnostic[] =>
  problems.length > 0
    ? problems
    : [...checkMoves(domain), ...checkFixed(domain, view.before, view.after), ...checkRanks(domain, names.nameOf)];

/**
 * Compares desired and live state and orders the writes. Pure: the same input gives the same plan, byte for byte,
 * whatever order the API answered in.
 */
export const buildPlan = (input: PlanInput): Planned => {
  const specs = createSpecs(input.nameOf);
  const world = worldOf(input);
  const { drafts, diagnostics } = draftAll(input, world, specs);
  const found = [...input.diagnostics, ...diagnostics];
  if (found.some(isError)) return { ok: false, diagnostics: found };
  const judged = judgeAll(input, specs, drafts);
  const ordered = kindsWithOrder(input, drafts).map((kind) =>
    orderDomain(
      input,
      kind,
      judged.filter(({ draft }) => draft.kind === kind),
    ),
  );
  const orderProblems = ordered.flatMap(orderProblemsIn);
  if (orderProblems.length > 0) return { ok: false, diagnostics: [...found, ...orderProblems] };
  const objects = judged.filter(
    ({ draft }) => draft.kind.order === undefined && (draft.live === undefined || draft.fields.length > 0),
  );
  const work = schedule(
    objects,
    ordered.map(({ domain }) => domain),
    input.live,
    input.tenant.customerId,
    moveImpacts(ordered, specs),
  );
  const stepProblems = ordered.flatMap(({ domain, names }) =>
    checkRankSteps(
      domain,
      work.steps.filter(({ kind }) => kind === domain.kind.name),
      names.nameOf,
    ),
  );
  if (stepProblems.length > 0) return { ok: false, diagnostics: [...found, ...stepProblems] };
  return {
    ok: true,
    plan: assemble(input, drafts, judged, ordered, work, specs, found),
    steps: work.steps,
    finalOrders: new Map([...work.domains].map(([kind, { after }]) => [kind, after])),
  };
};
