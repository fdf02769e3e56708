import { visible } from "../../diagnostics/visible.ts";
import { type Product, products } from "../../model/address.ts";
import type { Phase, Plan } from "../../model/plan.ts";
import type { Line } from "./line.ts";
import { about, count, grouped } from "./words.ts";

const phases: readonly Phase[] = ["stricter", "looser", "cleanup", "activation"];

const names: Readonly<Record<Product, string>> = { zms: "ZMS", zpa: "ZPA", zia: "ZIA" };

const writtenProducts = ({ requests }: Plan): readonly Product[] =>
  products.filter((product) =>
    requests.some(({ phase, address }) => phase !== "activation" && address.startsWith(`${product}/`)),
  );

/** ZMS and ZPA writes are live at once, ZIA ones at the activation. */
const when = (plan: Plan): string => {
  const written = writtenProducts(plan);
  const atOnce = written.filter((product) => product !== "zia").map((product) => names[product]);
  const parts = [
    ...(atOnce.length === 0 ? [] : [`${atOnce.join(" and ")} one by one and at once`]),
    ...(plan.activation.zia ? ["ZIA as a whole, at the activation in the end"] : []),
  ];
  return parts.length === 0 ? "" : `; takes effect: ${parts.join(", ")}`;
};

/** How many writes, in which phases, and when they take effect. */
export const writesSummary = (plan: Plan): string => {
  const counts = phases
    .map((phase) => [plan.requests.filter((request) => request.phase === phase).length, phase] as const)
    .filter(([number]) => number > 0)
    .map(([number, phase]) => count(number, phase, phase));
  return `${count(plan.requests.length, "request")} (${counts.join(", ")}), ${about(plan.cost.seconds)}${when(plan)}`;
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
    ...(summary.unchanged > 0 ? [`${count(summary.unchanged, "object is", "objects are")} as Git says`] : []),
    `${summary.unchanged > 0 ? grouped(summary.unmanaged) : count(summary.unmanaged, "object")} live but not in Git (never touched)`,
    ...(summary.takeover > 0 ? [`${count(summary.takeover, "takeover")}`] : []),
  ].join(", ");

/** Whether anything but an activation goes to ZIA. */
export const writesZia = ({ requests }: Pick<Plan, "requests">): boolean =>
  requests.some(({ address, phase }) => phase !== "activation" && address.startsWith("zia/"));

/** What waits in ZIA for activation, and what becomes of it. */
export const stagedNote = ({ staged, requests }: Plan): readonly string[] => {
  if (staged === null) return [];
  if (staged.by === "ours") return ["ZIA holds changes of an earlier, interrupted run; this plan activates them"];
  const fate = writesZia({ requests })
    ? "apply refuses until they are activated or discarded, unless it is given --include-staged"
    : "they are left alone";
  return [`ZIA holds changes that somebody else made and nobody activated; ${fate}`];
};
