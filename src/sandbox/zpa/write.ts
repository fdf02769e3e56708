import type { Actor } from "../actor.ts";
import { type Json, textsOf, type Wire, wiresOf } from "../json.ts";
import { traceId, type World } from "../world.ts";
import { bindFields, checkRequired, complete } from "./bind.ts";
import { showCreated } from "./created.ts";
import { duplicateName, invalidArgument, notFound, overlappingDomain, overlappingStyle, restricted } from "./errors.ts";
import { authorId, nextZpaId } from "./ids.ts";
import type { ZpaKind } from "./kind.ts";
import { zpaKind } from "./kinds.ts";

export const find = (world: World, kind: ZpaKind, id: string): Wire => {
  const row = world.tenant.collection(kind.kind).get(id);
  if (!row) throw notFound();
  return row;
};

export const stampOf = (world: World, actor: Actor): Wire => ({
  modifiedTime: String(world.clock.seconds()),
  creationTime: String(world.clock.seconds()),
  modifiedBy: authorId(world.tenant, actor),
});

export function create(world: World, kind: ZpaKind, body: Json | undefined): Wire {
  const values = bindFields(world.tenant, kind, body);
  const row = complete(kind, values, undefined, {});
  checkObject(world, kind, row, undefined);
  const stored = insert(world, kind, row, world.actor);
  return showCreated(world, kind, stored, body as Wire);
}

const absorbed = (world: World, kind: ZpaKind, row: Wire): Wire =>
  kind.absorb?.(row, { tenant: world.tenant, nextId: () => nextZpaId(world.tenant) }) ?? row;

export function insert(world: World, kind: ZpaKind, row: Wire, actor: Actor): Wire {
  const stored: Wire = absorbed(world, kind, {
    ...stampOf(world, actor),
    ...world.extraFields(),
    ...row,
    id: row.id ?? nextZpaId(world.tenant),
  });
  world.tenant.collection(kind.kind).put(stored);
  attach(world, kind, stored, actor);
  logChange(world, kind, "CREATE", stored, actor);
  return stored;
}

export function update(world: World, kind: ZpaKind, id: string, body: Json | undefined, version: "v1" | "v2"): void {
  const old = find(world, kind, id);
  checkEditable(old, "updated");
  const values = bindFields(world.tenant, kind, body);
  const row = complete(kind, values, old, body as Wire);
  if (version === "v2") changeMembers(world, id, body as Wire);
  replace(world, kind, old, row, world.actor);
}

/** Puts a complete changed object in place of the old one. */
export function replace(world: World, kind: ZpaKind, old: Wire, row: Wire, actor: Actor): Wire {
  checkObject(world, kind, row, old);
  const stored: Wire = absorbed(world, kind, {
    ...row,
    id: old.id ?? "",
    ...(old.creationTime === undefined ? {} : { creationTime: old.creationTime }),
    modifiedTime: String(world.clock.seconds()),
    modifiedBy: authorId(world.tenant, actor),
  });
  world.tenant.collection(kind.kind).put(stored);
  attach(world, kind, stored, actor);
  logChange(world, kind, "UPDATE", stored, actor);
  return stored;
}

/** Help: a v2 PUT of a segment group attaches and detaches segments by id. */
function changeMembers(world: World, groupId: string, body: Wire): void {
  const segments = world.tenant.collection("zpa/application-segment");
  const [added, deleted] = [textsOf(body.addedApps), textsOf(body.deletedApps)];
  if ([...added, ...deleted].some((id) => !segments.has(id))) throw invalidArgument("applications");
  for (const id of added) segments.put({ ...segments.get(id), segmentGroupId: groupId });
  for (const id of deleted) {
    const { segmentGroupId, ...rest } = segments.get(id) ?? {};
    if (segmentGroupId === groupId) segments.put(rest);
  }
}

/** Provider: a server can be put into groups from its own side. */
function attach(world: World, kind: ZpaKind, server: Wire, _actor: Actor): void {
  if (kind.kind !== "zpa/application-server") return;
  const groups = world.tenant.collection("zpa/server-group");
  for (const id of textsOf(server.appServerGroupIds)) {
    const group = groups.get(id);
    if (!group || wiresOf(group.servers).some((ref) => ref.id === server.id)) continue;
    groups.put({ ...group, servers: [...wiresOf(group.servers), { id: server.id ?? "" }] });
  }
}

/** Help: what Zscaler or its Deception product manages is out of reach of the API. */
export function checkEditable(row: Wire, verb: string): void {
  if (row.zscalerManaged === true || row.readOnly === true || row.restrictedEntity === true) {
    throw restricted(String(row.id), verb);
  }
}

/** Required keys, combinations, names (unique, compared without case: assumed), and overlaps of segments. */
export function checkObject(world: World, kind: ZpaKind, row: Wire, old: Wire | undefined): void {
  checkRequired(kind, row);
  const same = world.tenant.collection(kind.kind).named(String(row[kind.nameKey]));
  if (kind.writable && same.some((other) => other.id !== old?.id)) throw duplicateName(String(row[kind.nameKey]));
  if (kind === zpaKind("zpa/application-segment")) checkOverlap(world, row, old);
}

/** Provider: one domain and port belongs to one segment, and has one match style. */
function checkOverlap(world: World, row: Wire, old: Wire | undefined): void {
  const segments = world.tenant.collection("zpa/application-segment");
  const byDomain = segments.memo("by domain", () => {
    const index = new Map<string, Wire[]>();
    for (const segment of segments.values()) {
      for (const domain of textsOf(segment.domainNames)) {
        const key = domain.toLowerCase();
        const found = index.get(key);
        if (found) found.push(segment);
        else index.set(key, [segment]);
      }
    }
    return index;
  });
  for (const domain of textsOf(row.domainNames)) {
    for (const other of byDomain.get(domain.toLowerCase()) ?? []) {
      if (other.id === old?.id) continue;
      if ((other.matchStyle ?? "EXCLUSIVE") !== (row.matchStyle ?? "EXCLUSIVE")) throw overlappingStyle(domain);
      const isInclusive = row.matchStyle === "INCLUSIVE";
      if (!isInclusive && ["tcpPortRanges", "udpPortRanges"].some((key) => overlaps(row[key], other[key]))) {
        throw overlappingDomain(domain, String(other.name));
      }
    }
  }
}

function overlaps(left: Json | undefined, right: Json | undefined): boolean {
  const [a, b] = [textsOf(left).map(Number), textsOf(right).map(Number)];
  for (let i = 0; i + 1 < a.length; i += 2) {
    for (let j = 0; j + 1 < b.length; j += 2) {
      if ((a[i] ?? 0) <= (b[j + 1] ?? 0) && (b[j] ?? 0) <= (a[i + 1] ?? 0)) return true;
    }
  }
  return false;
}

export function logChange(
  world: World,
  kind: ZpaKind,
  action: "CREATE" | "UPDATE" | "DELETE",
  row: Wire,
  actor: Actor,
): void {
  world.tenant.log(
    {
      time: world.clock.now(),
      product: "zpa",
      action,
      category: kind.policyType ?? kind.path ?? kind.kind,
      subCategory: kind.kind,
      resource: String(row[kind.nameKey] ?? row.id),
      traceId: traceId(),
    },
    actor,
  );
}
