import type { GraphqlApi, Kind, RestApi } from "../kinds/kind.ts";
import type { Address } from "../model/address.ts";
import type { Phase, PlannedRequest } from "../model/plan.ts";

/** Ids that paths need besides the object's own. */
export interface PathFacts {
  readonly customerId: string;
  readonly scope?: string;
  /** Of a rule whose kind has an order per type. */
  readonly type?: string;
}

const fill = (template: string, facts: PathFacts, id: string): string =>
  template
    .replace("{customer}", facts.customerId)
    .replace("{scope}", facts.scope ?? "{scope}")
    .replace("{type}", facts.type ?? "{type}")
    .replace("{id}", id);

type ObjectVerb = "create" | "update" | "delete" | "reorder";

const methods: Readonly<Record<ObjectVerb, PlannedRequest["method"]>> = {
  create: "POST",
  update: "PUT",
  delete: "DELETE",
  reorder: "PUT",
};

const templateOf = (api: RestApi, verb: ObjectVerb): string => {
  const template = verb === "delete" ? api.remove : verb === "update" ? (api.update ?? api.entries?.path) : api[verb];
  if (template === undefined) throw new Error(`the kind has no path to ${verb}`);
  return template;
};

const mutationOf = (api: GraphqlApi, verb: ObjectVerb): string | undefined =>
  verb === "create" ? api.create?.field : verb === "delete" ? api.remove?.field : api.update?.field;

/** The request a write will make, as the plan lists it; an id not known yet is `{<address>}`. */
export const targetOf = (
  kind: Kind,
  verb: ObjectVerb,
  address: Address,
  id: string | null,
  phase: Phase,
  facts: PathFacts,
): PlannedRequest => {
  if (kind.api.style === "graphql")
    return { phase, method: "POST", path: "/zms/graphql", operation: mutationOf(kind.api, verb) ?? verb, address };
  return { phase, method: methods[verb], path: fill(templateOf(kind.api, verb), facts, id ?? `{${address}}`), address };
};

export const activationTarget: PlannedRequest = {
  phase: "activation",
  method: "POST",
  path: "/zia/api/v1/status/activate",
  address: "zia/activation:*",
};
