import { createSpecs } from "../../src/kinds/specs.ts";
import type { KindName } from "../../src/model/address.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Anchor } from "../../src/model/position.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Step } from "../../src/model/step.ts";
import { assemble, changesOf, isUnwritten } from "../../src/plan/assemble.ts";
import { deleteDraft } from "../../src/plan/diff.ts";
import type { Draft } from "../../src/plan/draft.ts";
import { draftAll } from "../../src/plan/drafts.ts";
import { judgeRemoval } from "../../src/plan/impact/removal.ts";
import type { PlanInput } from "../../src/plan/input.ts";
import { judgeAll } from "../../src/plan/judged.ts";
import { domainsToOrder, moveImpacts, orderDomain } from "../../src/plan/ordered.ts";
import type { Judged } from "../../src/plan/phases.ts";
import { schedule } from "../../src/plan/schedule.ts";
import { type Declaration, inputOf } from "../plan/given.ts";

/** A plan whose rules may leave, with what it says of safety and traffic. */
export interface Leaving {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly unsafe: readonly string[];
  readonly mayOpen: boolean;
}

const draftOf = (input: PlanInput, kindName: KindName, name: string): Draft => {
  const kind = input.kindOf(kindName)!;
  const live = input.find(kindName, name)[0]!;
  const source = { file: "policies/gone.yaml", line: 1, column: 1 };
  const resource: Resource = {
    address: `${kindName}:${name}`,
    kind: kindName,
    name,
    spec: {},
    lifecycle: {},
    source,
    at: () => source,
  };
  return deleteDraft(kind, resource, live, createSpecs(input.nameOf).of(kind, live));
};

/** The live rule of this name as one that nobody declares any more. */
export const leavingRule = (input: PlanInput, kindName: KindName, name: string): Judged => {
  const draft = draftOf(input, kindName, name);
  return { draft, verdict: judgeRemoval(draft, "none") };
};

/** Plans as `buildPlan` does, with rules that leave besides. */
export const planLeaving = (
  live: LiveState,
  declared: Declaration,
  kind: KindName,
  names: readonly string[],
  positions: readonly Anchor[],
): Leaving => {
  const given = inputOf(live, declared);
  const input: PlanInput = { ...given, desired: { ...given.desired, anchors: new Map([[kind, positions]]) } };
  const specs = createSpecs(input.nameOf);
  const drafts = [...draftAll(input, specs).drafts, ...names.map((name) => draftOf(input, kind, name))];
  const judged = judgeAll(input, specs, drafts);
  const domains = domainsToOrder(
    input,
    judged.map(({ draft }) => draft),
  );
  const ordered = domains.map((one) => orderDomain(input, one, judged));
  const objects = judged.filter(({ draft }) => draft.kind.order === undefined && !isUnwritten(draft));
  const work = schedule(
    objects,
    ordered.map(({ domain }) => domain),
    input.live,
    input.tenant.customerId,
    moveImpacts(ordered, specs),
  );
  const problems = ordered.flatMap((one) => one.problems);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  const parts = { drafts, judged, ordered, work, untouched: [] };
  const plan = assemble(input, parts, changesOf(input, parts, specs), { diagnostics: [], consents: [] });
  const impacts = plan.changes.map(({ impact }) => impact);
  return {
    plan,
    steps: work.steps,
    unsafe: [...work.unsafe.values()],
    mayOpen: impacts.some((impact) => impact === "broadens" || impact === "unknown"),
  };
};
