import type { Wire } from "../json.ts";
import type { World } from "../world.ts";
import { forbidden, notEmulated } from "./errors.ts";
import { groupById, showGroup } from "./members.ts";
import type { Arguments, Resolver } from "./queries.ts";
import { create, remove, update } from "./write.ts";

/** Arguments of a mutation: the input is checked by the schema. */
interface Given extends Arguments {
  readonly input: Wire | readonly Wire[];
}

type Mutation = (world: World, given: Given) => unknown;

const managed = "zms/managed-resource-group";
const unmanaged = "zms/unmanaged-resource-group";
const rule = "zms/policy-rule";

const inputOf = ({ input }: Given): Wire => input as Wire;

const mutations: Readonly<Record<string, Mutation>> = {
  managedResourceGroupCreate: (world, given) =>
    showGroup(world.tenant, create(world, managed, inputOf(given), world.actor), "ManagedResourceGroup"),
  managedResourceGroupUpdate: (world, given) =>
    showGroup(
      world.tenant,
      update(world, managed, given.id ?? "", inputOf(given), world.actor),
      "ManagedResourceGroup",
    ),
  unmanagedResourceGroupCreate: (world, given) =>
    showGroup(world.tenant, create(world, unmanaged, inputOf(given), world.actor), "UnmanagedResourceGroup"),
  unmanagedResourceGroupUpdate: (world, given) =>
    showGroup(
      world.tenant,
      update(world, unmanaged, given.id ?? "", inputOf(given), world.actor),
      "UnmanagedResourceGroup",
    ),
  resourceGroupDelete: (world, { id = "" }) => {
    const isManaged = groupById(world.tenant, id)?.tagFilters !== undefined;
    remove(world, isManaged ? managed : unmanaged, id, world.actor);
    return { id, deleted: true };
  },
  policyRuleCreate: (world, given) => create(world, rule, inputOf(given), world.actor),
  policyRuleUpdate: (world, given) => update(world, rule, given.id ?? "", inputOf(given), world.actor),
  policyRuleDelete: (world, { id = "" }) => {
    remove(world, rule, id, world.actor);
    return { id, deleted: true };
  },
  defaultPolicyRulesUpdate: (world, { input }) =>
    [input].flat().map((change) => {
      const { id, ...fields } = change as Wire;
      return update(world, "zms/default-policy-rule", String(id), fields, world.actor);
    }),
};

/** Public by name, not emulated: they answer an error, as the service may. */
const namedOnly = [
  "managedRecommendedResourceGroupUpdate",
  ...["defaultPolicyRulesCreate", "defaultPolicyRulesDelete", "agentUpdate", "agentDelete", "agentGroupCreate"],
  ...["agentGroupUpdate", "agentGroupDelete", "agentGroupUpgradeStatusReset", "nonceCreate", "nonceUpdate"],
  ...["nonceDelete", "nonceWithAgentGroupCreate"],
];

const refuse: Mutation = () => {
  throw notEmulated();
};

const guarded =
  (mutation: Mutation): Resolver =>
  (world, given) => {
    if (String(given.customerId) !== world.tenant.identity.customerId) throw forbidden();
    return mutation(world, given as Given);
  };

export const mutationResolvers: Readonly<Record<string, Resolver>> = Object.fromEntries([
  ...Object.entries(mutations).map(([name, mutation]) => [name, guarded(mutation)] as const),
  ...namedOnly.map((name) => [name, guarded(refuse)] as const),
]);
