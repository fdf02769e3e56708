import { BlockList, isIP } from "node:net";
import { type Json, textsOf, type Wire, wiresOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";

/** Workloads of a managed group: filters are ANDed, values inside one are ORed (assumed); of an unmanaged one: by address or host name. */
export function membersOf(tenant: Tenant, group: Wire): Wire[] {
  const workloads = tenant
    .collection("zms/resource")
    .values()
    .filter((row) => row.deleted !== true);
  if (group.cidrs !== undefined || group.fqdns !== undefined) return staticMembers(workloads, group);
  const filters = wiresOf(group.tagFilters);
  if (filters.length === 0) return [];
  return workloads.filter((workload) => filters.every((filter) => hasTag(workload, filter)));
}

const hasTag = (workload: Wire, filter: Wire): boolean => {
  const values = new Set(textsOf(filter.tagValueIds));
  return wiresOf(workload.$tags).some((tag) => tag.tagId === filter.tagId && values.has(String(tag.tagValueId)));
};

function staticMembers(workloads: readonly Wire[], group: Wire): Wire[] {
  const list = blockListOf(textsOf(group.cidrs));
  const names = new Set(textsOf(group.fqdns).map((name) => name.toLowerCase()));
  return workloads.filter(
    (workload) =>
      names.has(String(workload.resourceHostname).toLowerCase()) ||
      textsOf(workload.localIps).some((address) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")),
  );
}

function blockListOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", prefix] = cidr.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) continue;
    list.addSubnet(address, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family);
  }
  return list;
}

export const groupsOf = (tenant: Tenant): Wire[] => [
  ...tenant.collection("zms/managed-resource-group").values(),
  ...tenant.collection("zms/unmanaged-resource-group").values(),
];

export const groupById = (tenant: Tenant, id: Json | undefined): Wire | undefined =>
  tenant.collection("zms/managed-resource-group").get(id) ?? tenant.collection("zms/unmanaged-resource-group").get(id);

export const rulesUsing = (tenant: Tenant, groupId: Json | undefined): Wire[] =>
  tenant
    .collection("zms/policy-rule")
    .values()
    .filter((rule) => rule.deleted !== true)
    .filter((rule) =>
      [...textsOf(rule.sourceTargetIds), ...textsOf(rule.destinationTargetIds)].includes(String(groupId)),
    );

/** Skills: a workload is protected when its agent is connected and a rule uses one of its groups. */
export function isProtected(tenant: Tenant, workload: Wire): boolean {
  const agent = tenant.collection("zms/agent").get(workload.agentId);
  if (agent?.connectionStatus !== "CONNECTED") return false;
  return groupsOf(tenant).some(
    (group) =>
      rulesUsing(tenant, group.id).length > 0 && membersOf(tenant, group).some((member) => member.id === workload.id),
  );
}

/** The keys of a group that are computed on read. */
export const showGroup = (tenant: Tenant, group: Wire, typename: string): Wire => ({
  ...group,
  __typename: typename,
  type: typename === "ManagedResourceGroup" ? "MANAGED" : "UNMANAGED",
  origin: group.origin ?? "USER_DEFINED",
  resourceMemberCount: membersOf(tenant, group).length,
});
