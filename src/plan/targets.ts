import type { Kind, RestApi } from "../kinds/kind.ts";
import type { Address } from "../model/address.ts";
import type { Phase, PlannedRequest } from "../model/plan.ts";

/** Ids that paths need besides the object's own. */
export interface PathFacts {
  readonly customerId: string;
  readonly scope?: string;
}

const fill = (template: string, facts: PathFacts, id: string): string =>
  template
    .replace("{customer}", facts.customerId)
    .replace("{scope}", facts.scope ?? "{scope}")
    .replace("{id}", id);

type Verb = "create" | "update" | "delete" | "reorder";

const methods = { create: "POST", update: "PUT", delete: "DELETE", reorder: "PUT" } as const;

const restTarget = (
  api: RestApi,
  verb: Verb,
): { readonly method: PlannedRequest["method"]; readonly template: string } => {
  const template = verb === "delete" ? api.remove : api[verb];
  if (template === undefined) throw new Error(`the kind has no path to ${verb}`);
  return { method: methods[verb], template };
};

/** The request a write will make, as the plan lists it; an id not known yet is `{<address>}`. */
export const targetOf = (
  kind: Kind,
  verb: Verb,
  address: Address,
  id: string | null,
  phase: Phase,
  facts: PathFacts,
): PlannedRequest => {
  if (kind.api.style === "graphql") {
    const { create, update, remove } = kind.api;
    const operation = verb === "create" ? create : verb === "delete" ? remove : update;
    return { phase, method: "POST", path: "/zms/graphql", operation: operation?.field ?? verb, address };
  }
  const { method, template } = restTarget(kind.api, verb);
  return { phase, method, path: fill(template, facts, id ?? `{${address}}`), address };
};

export const activationTarget: PlannedRequest = {
  phase: "activation",
  method: "POST",
  path: "/zia/api/v1/status/activate",
  address: "zia/activation:*",
};
