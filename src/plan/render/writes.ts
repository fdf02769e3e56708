import { visible } from "../../diagnostics/visible.ts";
import type { Phase, Plan } from "../../model/plan.ts";
import type { Line } from "./line.ts";
import { about, count } from "./words.ts";

const phases: readonly Phase[] = ["stricter", "looser", "cleanup", "activation"];

const when = ({ requests, activation }: Plan): string => {
  const isAtOnce = requests.some(({ phase, address }) => phase !== "activation" && !address.startsWith("zia/"));
  const isStaged = requests.some(({ phase, address }) => phase !== "activation" && address.startsWith("zia/"));
  if (!activation.zia) return isAtOnce ? "they take effect one by one, at once" : "";
  if (!isAtOnce) return "all of it takes effect together, at the activation in the end";
  return isStaged
    ? "ZPA and ZMS take effect one by one, at once; ZIA together, at the activation in the end"
    : "ZPA and ZMS take effect one by one, at once; then ZIA is activated";
};

/** How many writes, in which phases, and when they take effect. */
export const writesSummary = (plan: Plan): string => {
  const counts = phases
    .map((phase) => [plan.requests.filter((request) => request.phase === phase).length, phase] as const)
    .filter(([number]) => number > 0)
    .map(([number, phase]) => count(number, phase, phase));
  const effect = when(plan);
  return `${count(plan.requests.length, "write")} (${counts.join(", ")}), ${about(plan.cost.seconds)}${effect === "" ? "" : `: ${effect}`}`;
};

/** Every request in the order it is sent. */
export const requestLines = ({ requests }: Plan, depth: number): readonly Line[] => {
  const phaseWidth = Math.max(...requests.map(({ phase }) => phase.length), 0);
  const methodWidth = Math.max(...requests.map(({ method }) => method.length), 0);
  return requests.map(({ phase, method, path, operation, address }): Line => {
    const call = `${visible(path)}${operation === undefined ? "" : ` ${visible(operation)}`}`;
    return {
      depth,
      text: `${phase.padEnd(phaseWidth)}  ${method.padEnd(methodWidth)}  ${call}`,
      note: visible(address),
    };
  });
};

/** Objects the plan says nothing more about. */
export const restSummary = ({ summary }: Plan): string =>
  [
    `${count(summary.unchanged, "object")} unchanged`,
    `${summary.unmanaged} not in Git, never touched`,
    ...(summary.takeover > 0 ? [`${count(summary.takeover, "takeover")}`] : []),
  ].join(", ");
