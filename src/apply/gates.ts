import { findKind } from "../kinds/find.ts";
import type { GraphqlApi } from "../kinds/kind.ts";
import { kinds } from "../kinds/registry.ts";
import type { KindName } from "../model/address.ts";
import type { Action, Change } from "../model/change.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import type { Plan, PlannedRequest } from "../model/plan.ts";

/** Two switches that both have to be on before anything is written. */
export interface WriteGate {
  readonly enabled: boolean;
  readonly allow: readonly string[];
}

const actions = ["create", "update", "delete"] as const satisfies readonly Action[];

const restActions: Readonly<Record<PlannedRequest["method"], Action>> = {
  POST: "create",
  PUT: "update",
  DELETE: "delete",
};

const mutationOf = (api: GraphqlApi, action: Action): string | undefined =>
  (action === "delete" ? api.remove : api[action])?.field;

/** What a request does, told by the request: an object that is switched off before it is deleted needs both. */
const actionOf = (kind: KindName, { method, operation }: PlannedRequest): Action => {
  const api = findKind(kind)?.api;
  // A REST call with an operation adds to a list or takes from it.
  if (api?.style !== "graphql") return operation === undefined ? restActions[method] : "update";
  const action = actions.find((one) => mutationOf(api, one) === operation);
  if (action === undefined) throw new Error(`${kind} has no mutation "${operation}"`);
  return action;
};

/** What the allow list has to cover, e.g. `zia/rule-label:create`; a reorder is an update. */
export const permissionsOf = ({ requests }: Pick<Plan, "requests">): readonly string[] => {
  const needed = requests.map((request) => {
    if (request.phase === "activation") return "zia/activation:activate";
    const kind = kindOfDomain(request.address.slice(0, request.address.indexOf(":")) as DomainName);
    return `${kind}:${actionOf(kind, request)}`;
  });
  return [...new Set(needed)];
};

/** `*` stands for any run of characters without a colon. */
const matches = (pattern: string, permission: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^:]*")}$`,
  ).test(permission);

/** There is no "allow everything", however it is spelled: what gives every action on every kind is just that. */
const allowsEverything = (pattern: string): boolean =>
  /^[*/:]+$/.test(pattern) ||
  kinds.every(({ name }) => [...actions, "activate"].every((action) => matches(pattern, `${name}:${action}`)));

export const refusedPatterns = (gate: WriteGate): readonly string[] => gate.allow.filter(allowsEverything);

/** Permissions a plan needs and the list does not give. */
export const notAllowed = (plan: Pick<Plan, "requests">, gate: WriteGate): readonly string[] =>
  permissionsOf(plan).filter(
    (permission) => !gate.allow.some((pattern) => !allowsEverything(pattern) && matches(pattern, permission)),
  );

/** Changes a person has to confirm when no approval covers them: deletes, and what Git has to have agreed may open. */
export const needConfirmation = ({ changes, consents }: Pick<Plan, "changes" | "consents">): readonly Change[] => {
  const opening = new Set(consents.filter(({ allows }) => allows === "broadening").map(({ address }) => address));
  return changes.filter(({ action, address }) => action === "delete" || opening.has(address));
};
