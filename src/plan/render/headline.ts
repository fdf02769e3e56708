import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { visible } from "../../diagnostics/visible.ts";
import type { Plan } from "../../model/plan.ts";
import { about, count, grouped } from "./words.ts";
import { writesZia } from "./writes.ts";

/** `OPENS ACCESS` is always spelled so, whatever the number: people search logs for it. */
const riskParts = ({ changes }: Plan): readonly string[] => {
  const opens = changes.filter(({ impact }) => impact === "broadens").length;
  const unknown = changes.filter(({ impact }) => impact === "unknown").length;
  const unsafe = changes.filter(({ unsafePrefix }) => unsafePrefix !== undefined).length;
  return [
    ...(opens > 0 ? [`${grouped(opens)} OPENS ACCESS`] : unknown > 0 ? [] : ["opens no access"]),
    ...(unknown > 0 ? [`${grouped(unknown)} UNKNOWN EFFECT`] : []),
    ...(unsafe > 0 ? [`${grouped(unsafe)} WITHOUT SAFE ORDER`] : []),
  ];
};

const deletesOf = ({ changes }: Plan): string =>
  count(changes.filter(({ action }) => action === "delete").length, "delete");

const verdict = ({ diagnostics }: Plan): string => {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return "";
  const missing = errors.filter(({ code }) => code === "needs-acknowledgement").length;
  const others = errors.length - missing;
  const parts = [
    ...(missing === 0 ? [] : [`${count(missing, "acknowledgement")} missing`]),
    ...(others === 0 ? [] : [count(others, "error")]),
  ];
  return `; REFUSED, ${parts.join(", ")}`;
};

/** Deletes that were kept back are no part of the plan, and would be missed. */
export const isScopeChange = ({ code }: Diagnostic): boolean => code === "scope-changed";

const keptBack = ({ diagnostics }: Plan): string =>
  diagnostics.some(isScopeChange) ? "; deletes kept back, scope changed" : "";

/** What somebody changed in the tenant, and this plan leaves as it is. */
const driftLeft = ({ notTouched }: Plan): string =>
  notTouched.length === 0 ? "" : `; ${grouped(notTouched.length)} drifted, not touched`;

/** Apply refuses such a plan, whoever approves it: nobody wants to learn that after the merge. */
const stagedByOthers = (plan: Plan): string =>
  plan.staged?.by === "unknown" && writesZia(plan) ? "; SOMEBODY ELSE'S CHANGES WAIT IN ZIA" : "";

const emptyParts = (plan: Plan): readonly string[] => {
  if (plan.activation.zia)
    return ["no changes", "activates what an earlier run staged in ZIA", about(plan.cost.seconds)];
  if (plan.staged === null) return ["no changes"];
  const whose = plan.staged.by === "ours" ? "an earlier run" : "somebody else";
  return ["no changes", `what ${whose} staged in ZIA waits for activation`];
};

/** The activation takes along what no change of this plan tells. */
const withStaged = "with what an earlier run staged";

const fullParts = (plan: Plan): readonly string[] => [
  count(plan.changes.length, "change"),
  ...riskParts(plan),
  deletesOf(plan),
  ...(plan.activation.zia ? [plan.staged?.by === "ours" ? `activates ZIA ${withStaged}` : "activates ZIA"] : []),
  about(plan.cost.seconds),
];

/** All that decides whether one may go to bed. */
export const headlineText = (plan: Plan): string => {
  const parts = plan.changes.length === 0 && plan.requests.length <= 1 ? emptyParts(plan) : fullParts(plan);
  return `${parts.join(", ")}${driftLeft(plan)}${stagedByOthers(plan)}${keptBack(plan)}${verdict(plan)}`;
};

/** The line for 11 pm. */
export const headline = (plan: Plan): string => `${visible(plan.tenant.name)}: ${headlineText(plan)}`;
