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

const restTarget = (
  api: RestApi,
  verb: "create" | "update" | "reorder",
): { readonly method: "POST" | "PUT"; readonly template: string } => {
  const template = api[verb];
  if (template === undefined) throw new Error(`the kind has no path to ${verb}`);
  return { method: verb === "create" ? "POST" : "PUT", template };
};

/** The request a write will make, as the plan lists it; an id not known yet is `{<address>}`. */
export const targetOf = (
  kind: Kind,
  verb: "create" | "update" | "reorder",
  address: Address,
  id: string | null,
  phase: Phase,
  facts: PathFacts,
): PlannedRequest => {
  if (kind.api.style === "graphql") {
    const operation = verb === "create" ? kind.api.create : kind.api.update;
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
