import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";

/** Two switches that both have to be on before anything is written. */
export interface WriteGate {
  readonly enabled: boolean;
  readonly allow: readonly string[];
}

/** What the allow list has to cover, e.g. `zia/rule-label:create`; a reorder is an update. */
export const permissionsOf = (plan: Plan): readonly string[] => {
  const actions = new Map(plan.changes.map(({ address, action }) => [address, action]));
  const needed = plan.requests.map(({ phase, address }) => {
    if (phase === "activation") return "zia/activation:activate";
    return `${address.slice(0, address.indexOf(":"))}:${actions.get(address) ?? "update"}`;
  });
  return [...new Set(needed)];
};

/** `*` stands for any run of characters but never for the whole pattern's every part: there is no "allow everything". */
const matches = (pattern: string, permission: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^:]*")}$`,
  ).test(permission);

const allowsEverything = (pattern: string): boolean => /^[*/:]+$/.test(pattern);

export const refusedPatterns = (gate: WriteGate): readonly string[] => gate.allow.filter(allowsEverything);

/** Permissions a plan needs and the list does not give. */
export const notAllowed = (plan: Plan, gate: WriteGate): readonly string[] =>
  permissionsOf(plan).filter(
    (permission) => !gate.allow.some((pattern) => !allowsEverything(pattern) && matches(pattern, permission)),
  );

/** Changes a person has to confirm when no approval covers them. */
export const needConfirmation = (plan: Plan): readonly Change[] =>
  plan.changes.filter(({ action, impact }) => action === "delete" || impact === "broadens");
