import { analyse } from "../analysis/analyse.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { isRefusal } from "../diagnostics/guardrails.ts";
import { createSpecs } from "../kinds/specs.ts";
import type { DomainName } from "../model/domain.ts";
import type { Plan } from "../model/plan.ts";
import type { Step } from "../model/step.ts";
import { checkSubjects } from "./acknowledge.ts";
import { checkFixed, checkMoves } from "./admit.ts";
import { assemble, changesOf, isUnwritten } from "./assemble.ts";
import { mayReorder } from "./claims.ts";
import type { Draft } from "./draft.ts";
import { draftAll } from "./drafts.ts";
import { guard } from "./guard.ts";
import type { PlanInput } from "./input.ts";
import { judgeAll } from "./judged.ts";
import { isOrderDrifted, untouchedOrder } from "./order-drift.ts";
import { domainsToOrder, moveImpacts, type Ordered, orderDomain } from "./ordered.ts";
import { outlook } from "./outlook.ts";
import { checkRankSteps, checkRanks } from "./ranks.ts";
import { settleDeletes } from "./referrers.ts";
import { type Schedule, schedule } from "./schedule.ts";

/** A plan with the steps that execute it; without a value when something is wrong. */
export type Planned =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly steps: readonly Step[];
      readonly finalOrders: ReadonlyMap<DomainName, readonly string[]>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const most = 10;

/** Declared objects that were live already and equal: from now on they are ours. */
const takenOver = (drafts: readonly Draft[]): readonly Diagnostic[] => {
  const equal = drafts.filter(({ takeover, fields }) => takeover && fields.length === 0);
  return [...new Set(equal.map(({ kind }) => kind))].map((kind) => {
    const names = equal.filter((draft) => draft.kind === kind).map(({ resource }) => `"${resource.name}"`);
    const rest = names.length > most ? ` and ${names.length - most} more` : "";
    return {
      severity: "info",
      code: "takeover",
      message: `${kind.name} ${names.slice(0, most).join(", ")}${rest}: live already, equal, and ours from the next apply on`,
    };
  });
};

/** With positions that cannot be held nothing else can be said of an order. */
const orderProblemsIn = ({ domain, view, names, problems }: Ordered): readonly Diagnostic[] =>
  problems.length > 0
    ? problems
    : [...checkMoves(domain), ...checkFixed(domain, view.before, view.after), ...checkRanks(domain, names.nameOf)];

/** The writes of one domain in the order they run. */
const stepsIn = ({ domains }: Schedule, name: DomainName): readonly Step[] => {
  const { stricter, between, looser } = domains.get(name)!.steps;
  return [...stricter, ...between, ...looser];
};

/**
 * Compares desired and live state and orders the writes. Pure: the same input gives the same plan, byte for byte,
 * whatever order the API answered in.
 */
export const buildPlan = (input: PlanInput): Planned => {
  const specs = createSpecs(input.nameOf);
  const drafted = draftAll(input, specs);
  const settled = settleDeletes(input, drafted.drafts);
  const { drafts } = settled;
  const found = [
    ...input.diagnostics,
    ...drafted.diagnostics,
    ...settled.diagnostics,
    ...checkSubjects(input),
    ...takenOver(drafts),
  ];
  if (found.some((one) => isError(one) && !isRefusal(one))) return { ok: false, diagnostics: found };
  const judged = judgeAll(input, specs, drafts);
  const ordered = domainsToOrder(input, drafts).map((name) => orderDomain(input, name, judged));
  const orderProblems = ordered.flatMap(orderProblemsIn);
  if (orderProblems.length > 0) return { ok: false, diagnostics: [...found, ...orderProblems] };
  const objects = judged.filter(({ draft }) => draft.kind.order === undefined && !isUnwritten(draft));
  const work = schedule(
    objects,
    ordered.map(({ domain }) => domain),
    input.live,
    input.tenant.customerId,
    moveImpacts(ordered, specs),
  );
  const stepProblems = ordered.flatMap(({ domain, names }) =>
    checkRankSteps(domain, stepsIn(work, domain.name), names.nameOf),
  );
  if (stepProblems.length > 0) return { ok: false, diagnostics: [...found, ...stepProblems] };
  const drifted = ordered.filter((one) => isOrderDrifted(one, input.claims));
  const left = drifted.filter(({ domain }) => !mayReorder(domain.name, input.claims));
  const untouched = [
    ...drafted.untouched,
    ...settled.untouched,
    ...left.map((one) => untouchedOrder(one, input.claims)),
  ];
  const parts = { drafts, judged, ordered, work, untouched };
  const changes = changesOf(input, parts, specs);
  const reordered = drifted.filter(({ domain }) => domain.moves.size > 0).map(({ domain }) => domain.name);
  const judgement = guard(input, { judged, changes, reordered });
  const odd = analyse(outlook(input, drafts, ordered, specs), input.severities);
  return {
    ok: true,
    plan: assemble(input, parts, changes, { ...judgement, diagnostics: [...found, ...judgement.diagnostics, ...odd] }),
    steps: work.steps,
    finalOrders: new Map([...work.domains].map(([name, { after }]) => [name, after])),
  };
};
