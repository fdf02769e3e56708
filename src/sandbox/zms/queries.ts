import { type Json, textsOf, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import { badRequest, forbidden } from "./errors.ts";
import { groupById, groupsOf, isProtected, membersOf, rulesUsing, showGroup } from "./members.ts";
import {
  agentPage,
  type Connection,
  type Filter,
  filtered,
  type Order,
  ordered,
  pageOf,
  pageSizeOf,
} from "./select.ts";

/** Arguments as graphql-js hands them over; which ones a field has is the schema's business. */
export interface Arguments {
  readonly customerId: string;
  readonly page?: number | null;
  readonly pageNum?: number | null;
  readonly pageSize?: number | null;
  readonly search?: string | null;
  readonly sort?: string | null;
  readonly sortDir?: "ASC" | "DESC" | null;
  readonly filter?: Filter;
  readonly orderBy?: Order;
  readonly includeDeleted?: boolean | null;
  readonly fetchAll?: boolean | null;
  readonly id?: string;
  readonly eyezId?: string;
  readonly namespaceId?: string;
  readonly tagId?: string;
  readonly namespaceOrigin?: string;
}

export type Resolver = (world: World, given: Arguments) => unknown;

const rowsOf = (world: World, kind: string): Wire[] => world.tenant.collection(`zms/${kind}`).values();

const connect = (world: World, rows: readonly Wire[], given: Arguments): Connection =>
  pageOf(world, ordered(rows, given.orderBy), given.pageNum, pageSizeOf(world, given.pageSize));

/** The paging dialect of agents, agent groups and nonces: other argument names, free-text sorting. */
function connectAgents(world: World, kind: string, given: Arguments): Connection {
  const search = given.search?.toLowerCase() ?? "";
  const rows = rowsOf(world, kind).filter((row) =>
    [String(row.name), ...textsOf(row.privateIps)].some((text) => text.toLowerCase().includes(search)),
  );
  const order: Order = given.sort ? { [given.sort]: given.sortDir ?? "ASC" } : null;
  return agentPage(pageOf(world, ordered(rows, order), given.page, pageSizeOf(world, given.pageSize)));
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);

function statistics(world: World, key: "connectionStatus" | "currentSoftwareVersion", shownKey: string): Wire[] {
  const agents = rowsOf(world, "agent");
  const counts = new Map<string, Wire>();
  for (const agent of agents) {
    const name = `${String(agent.agentType)} ${String(agent[key])}`;
    const count = Number(counts.get(name)?.count ?? 0) + 1;
    counts.set(name, {
      agentType: agent.agentType ?? null,
      [shownKey]: agent[key] ?? null,
      count,
      percentage: percent(count, agents.length),
    });
  }
  return [...counts.values()];
}

function protection(
  world: World,
  given: Arguments,
  rows: readonly Wire[],
  isCovered: (row: Wire) => boolean,
  word: string,
) {
  const covered = rows.filter(isCovered).length;
  const status: Wire = {
    protectedPercentage: percent(covered, rows.length),
    [`protected${word}Count`]: covered,
    [`unprotected${word}Count`]: rows.length - covered,
    [`total${word}`]: rows.length,
  };
  return connect(world, [status], given);
}

function resourceGroups(world: World, given: Arguments): Connection {
  const { tenant } = world;
  const shown = [
    ...rowsOf(world, "managed-resource-group").map((group) => showGroup(tenant, group, "ManagedResourceGroup")),
    ...rowsOf(world, "unmanaged-resource-group").map((group) => showGroup(tenant, group, "UnmanagedResourceGroup")),
  ];
  const read = (group: Wire, key: string): Json | undefined => {
    if (key === "resourceHostname") return membersOf(tenant, group).map((member) => member.resourceHostname ?? "");
    if (key === "resourceId") return membersOf(tenant, group).map((member) => member.id ?? "");
    return group[key];
  };
  return connect(world, filtered(shown, given.filter, read), given);
}

function policyRules(world: World, given: Arguments): Connection {
  const rows = filtered(rowsOf(world, "policy-rule"), given.filter);
  if (!given.fetchAll) return connect(world, rows, given);
  // Assumed: everything on one page that is as large as the list.
  const all = pageOf(world, ordered(rows, null), 1, Math.max(rows.length, 1));
  return { ...all, pageInfo: { ...all.pageInfo, pageSize: rows.length } };
}

function tagKeys(world: World, given: Arguments): Connection {
  const values = rowsOf(world, "tag-value");
  const rows = rowsOf(world, "tag-key").filter((key) => key.$namespaceId === given.namespaceId);
  const read = (key: Wire, name: string): Json | undefined =>
    name === "keyName" ? key.name : values.filter((value) => value.$tagId === key.id).map((value) => value.name ?? "");
  return connect(world, filtered(rows, given.filter, read), given);
}

function tagValues(world: World, given: Arguments): Connection {
  const key = world.tenant.collection("zms/tag-key").get(given.tagId);
  const namespace = world.tenant.collection("zms/tag-namespace").get(key?.$namespaceId);
  // Assumed: a key asked for under another origin has no values.
  const isAsked = namespace?.origin === given.namespaceOrigin;
  const rows = rowsOf(world, "tag-value").filter((value) => isAsked && value.$tagId === given.tagId);
  return connect(world, filtered(rows, given.filter), given);
}

function members(world: World, given: Arguments): Connection {
  const group = groupById(world.tenant, given.id);
  if (!group) throw badRequest(`Unknown id ${given.id}`);
  return connect(world, membersOf(world.tenant, group), given);
}

const resolvers: Readonly<Record<string, Resolver>> = {
  agents: (world, given) => connectAgents(world, "agent", given),
  agentGroups: (world, given) => connectAgents(world, "agent-group", given),
  nonces: (world, given) => connectAgents(world, "nonce", given),
  agentConnectionStatusStatistics: (world) => ({
    totalCount: rowsOf(world, "agent").length,
    totalPercentage: rowsOf(world, "agent").length > 0 ? 100 : 0,
    agentStatuses: statistics(world, "connectionStatus", "connectionStatus"),
  }),
  agentVersionStatistics: (world) => ({
    totalCount: rowsOf(world, "agent").length,
    totalPercentage: rowsOf(world, "agent").length > 0 ? 100 : 0,
    agentVersions: statistics(world, "currentSoftwareVersion", "version"),
  }),
  agentGroupTotpSecrets: (world, { eyezId }) => {
    if (!world.tenant.collection("zms/agent-group").has(eyezId)) throw badRequest(`Unknown id ${eyezId}`);
    const secret = Array.from(
      { length: 32 },
      () => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Math.floor(world.random() * 32)],
    );
    return { eyezId, totpSecret: secret.join(""), totpQrCode: "", totpGenerationTimestamp: String(world.clock.now()) };
  },
  nonce: (world, { eyezId }) => ({ nonce: world.tenant.collection("zms/nonce").get(eyezId) ?? null }),
  resources: (world, given) => {
    const rows = rowsOf(world, "resource").filter((row) => given.includeDeleted || row.deleted !== true);
    return connect(world, filtered(rows, given.filter), given);
  },
  resourceProtectionStatus: (world, given) => {
    const rows = rowsOf(world, "resource").filter((row) => row.deleted !== true);
    return protection(world, given, rows, (row) => isProtected(world.tenant, row), "Resources");
  },
  metadata: (world) => ({ resourceCount: rowsOf(world, "resource").length, agentCount: rowsOf(world, "agent").length }),
  resourceGroups,
  resourceGroupMembers: members,
  resourceGroupProtectionStatus: (world, given) => {
    const isUsed = (group: Wire): boolean => rulesUsing(world.tenant, group.id).length > 0;
    return protection(world, given, groupsOf(world.tenant), isUsed, "ResourceGroups");
  },
  policyRules,
  defaultPolicyRules: (world, given) => connect(world, rowsOf(world, "default-policy-rule"), given),
  appZones: (world, given) => connect(world, filtered(rowsOf(world, "app-zone"), given.filter), given),
  appCatalog: (world, given) => connect(world, filtered(rowsOf(world, "app-catalog-entry"), given.filter), given),
  tagNamespaces: (world, given) => connect(world, filtered(rowsOf(world, "tag-namespace"), given.filter), given),
  tagKeys,
  tagValues,
  recommendedResourceGroups: (world, given) => connect(world, rowsOf(world, "recommended-resource-group"), given),
};

/** Assumed: another tenant's id is forbidden, under HTTP 200. */
const guarded =
  (resolver: Resolver): Resolver =>
  (world, given) => {
    if (String(given.customerId) !== world.tenant.identity.customerId) throw forbidden();
    return resolver(world, given);
  };

export const queryResolvers: Readonly<Record<string, Resolver>> = Object.fromEntries(
  Object.entries(resolvers).map(([name, resolver]) => [name, guarded(resolver)]),
);
