import { isIP } from "node:net";
import type { Actor } from "../actor.ts";
import { type Json, textsOf, type Wire, wiresOf } from "../json.ts";
import { traceId, type World } from "../world.ts";
import { badRequest } from "./errors.ts";
import { nextZmsId, zmsTime } from "./ids.ts";
import { groupById, rulesUsing } from "./members.ts";

type Check = (world: World, row: Wire) => void;

/** Assumed throughout: no ZMS refusal was ever recorded. The portal's form is the source of limits. */
const checks: Readonly<Record<string, Check>> = {
  "zms/managed-resource-group": checkManagedGroup,
  "zms/unmanaged-resource-group": checkUnmanagedGroup,
  "zms/policy-rule": checkRule,
};

function checkManagedGroup(world: World, row: Wire): void {
  const { tenant } = world;
  const filters = wiresOf(row.tagFilters);
  if (filters.length === 0) throw badRequest("tagFilters must not be empty");
  for (const filter of filters) {
    const key = tenant.collection("zms/tag-key").get(filter.tagId);
    if (!tenant.collection("zms/tag-namespace").has(filter.namespaceId)) throw badRequest("Unknown tag namespace");
    if (!key || key.$namespaceId !== filter.namespaceId) throw badRequest("Unknown tag key");
    const values = textsOf(filter.tagValueIds);
    if (values.length === 0) throw badRequest("tagValueIds must not be empty");
    for (const id of values) {
      if (tenant.collection("zms/tag-value").get(id)?.$tagId !== filter.tagId) throw badRequest("Unknown tag value");
    }
  }
}

function checkUnmanagedGroup(_world: World, row: Wire): void {
  const [cidrs, fqdns] = [textsOf(row.cidrs), textsOf(row.fqdns)];
  if (cidrs.length + fqdns.length === 0) throw badRequest("cidrs or fqdns must not be empty");
  for (const cidr of cidrs) {
    const [address = "", prefix = "0", more] = cidr.split("/");
    const longest = isIP(address) === 6 ? 128 : 32;
    if (isIP(address) === 0 || more !== undefined || !(Number(prefix) >= 0 && Number(prefix) <= longest)) {
      throw badRequest(`Invalid CIDR block ${cidr}`);
    }
  }
}

/** Portal form: priorities 1 to 5000 and unique, never any to any, ten entries per side, ten port ranges per protocol. */
function checkRule(world: World, row: Wire): void {
  const { tenant } = world;
  const priority = Number(row.priority);
  if (!Number.isInteger(priority) || priority < 1 || priority > 5000) {
    throw badRequest("Priority must be between 1 and 5000");
  }
  const rules = tenant.collection("zms/policy-rule").values();
  if (rules.some((other) => other.id !== row.id && other.priority === priority)) {
    throw badRequest(`Priority ${priority} is already in use`);
  }
  if (row.sourceTargetType === "ANY" && row.destinationTargetType === "ANY") {
    throw badRequest("Source and destination must not both be ANY");
  }
  checkTargets(row.sourceTargetType, row.sourceTargetIds, "source", (id) => groupById(tenant, id) !== undefined);
  checkTargets(
    row.destinationTargetType,
    row.destinationTargetIds,
    "destination",
    (id) => groupById(tenant, id) !== undefined,
  );
  checkTargets(row.appZoneScopeTargetType, row.appZoneScopeTargetIds, "scope", (id) =>
    tenant.collection("zms/app-zone").has(id),
  );
  for (const entry of wiresOf(row.portAndProtocols)) checkPorts(wiresOf(entry.portRanges));
}

function checkTargets(
  type: Json | undefined,
  sent: Json | undefined,
  side: string,
  isKnown: (id: string) => boolean,
): void {
  const ids = textsOf(sent);
  if (type === "ANY" && ids.length > 0) throw badRequest(`The ${side} ANY takes no targets`);
  if (type !== "ANY" && ids.length === 0) throw badRequest(`The ${side} targets must not be empty`);
  if (ids.length > 10) throw badRequest(`The ${side} takes at most 10 targets`);
  const unknown = ids.find((id) => !isKnown(id));
  if (unknown !== undefined) throw badRequest(`Unknown ${side} target ${unknown}`);
}

function checkPorts(ranges: readonly Wire[]): void {
  if (ranges.length > 10) throw badRequest("At most 10 port ranges per protocol");
  for (const { startPort, endPort } of ranges) {
    const [start, end] = [Number(startPort), Number(endPort)];
    if (!(start >= 0 && start <= end && end <= 65_535)) throw badRequest(`Invalid port range ${start}-${end}`);
  }
}

/** Names are unique per kind, groups of both kinds together (assumed). */
function checkName(world: World, kind: string, row: Wire): void {
  const groups = ["zms/managed-resource-group", "zms/unmanaged-resource-group"];
  const kinds = groups.includes(kind) ? groups : [kind];
  const name = String(row[world.tenant.collection(kind).nameKey] ?? "");
  if (name.trim() === "") throw badRequest("Name must not be empty");
  for (const other of kinds) {
    const clash = world.tenant.collection(other).named(name);
    if (clash.some((candidate) => candidate.id !== row.id)) throw badRequest(`The name ${name} is already in use`);
  }
}

/** Empty lists are kept apart from absent ones only where the schema shows them. */
const bare = (row: Wire): Wire => {
  const result: Wire = {};
  for (const [key, value] of Object.entries(row)) if (value !== null && value !== undefined) result[key] = value;
  return result;
};

export function create(world: World, kind: string, input: Wire, actor: Actor): Wire {
  const row = bare({ ...input, id: input.id ?? null });
  checkName(world, kind, row);
  checks[kind]?.(world, row);
  const now = zmsTime(world.clock.now());
  const times: Wire = kind === "zms/policy-rule" ? { creationTime: now, deleted: false } : {};
  const stored: Wire = { ...times, ...row, id: row.id ?? nextZmsId(world.tenant), modifiedTime: now };
  world.tenant.collection(kind).put(stored);
  logChange(world, kind, "CREATE", stored, actor);
  return stored;
}

/** Assumed: an update merges; keys sent as null are cleared. */
export function update(world: World, kind: string, id: string, input: Wire, actor: Actor): Wire {
  const old = world.tenant.collection(kind).get(id);
  if (!old) throw badRequest(`Unknown id ${id}`);
  const row = bare({ ...old, ...input, id });
  checkName(world, kind, row);
  checks[kind]?.(world, row);
  const stored: Wire = { ...row, modifiedTime: zmsTime(world.clock.now()) };
  world.tenant.collection(kind).put(stored);
  logChange(world, kind, "UPDATE", stored, actor);
  return stored;
}

export function remove(world: World, kind: string, id: string, actor: Actor): Wire {
  const row = world.tenant.collection(kind).get(id);
  if (!row) throw badRequest(`Unknown id ${id}`);
  const [rule] = rulesUsing(world.tenant, id);
  // Assumed: a group in use is not deleted.
  if (rule) throw badRequest(`The resource group is used by the policy rule ${String(rule.name)}`);
  world.tenant.collection(kind).remove(id);
  logChange(world, kind, "DELETE", row, actor);
  return row;
}

function logChange(world: World, kind: string, action: "CREATE" | "UPDATE" | "DELETE", row: Wire, actor: Actor): void {
  world.tenant.log(
    {
      time: world.clock.now(),
      product: "zms",
      action,
      category: "MICROSEGMENTATION",
      subCategory: kind,
      resource: String(row.name ?? row.id),
      traceId: traceId(),
    },
    actor,
  );
}
