import type { Actor } from "../actor.ts";
import { textsOf, type Wire, wiresOf } from "../json.ts";
import type { World } from "../world.ts";
import { referenced } from "./errors.ts";
import type { ZpaKind } from "./kind.ts";
import { fieldsTo, idsIn, isNamed, type Referrer, referrersOf } from "./references.ts";
import { checkEditable, find, logChange } from "./write.ts";

export function remove(world: World, kind: ZpaKind, id: string, query: URLSearchParams): Wire {
  const row = find(world, kind, id);
  checkEditable(row, "deleted");
  const isForced = kind.path === "application" && query.get("forceDelete")?.toLowerCase() === "true";
  const referrers = referrersOf(world.tenant, kind.kind, row);
  if (isForced) detach(world, kind, row, referrers);
  else if (referrers[0]) throw referenced(referrers[0].kind.word, String(referrers[0].row.name));
  return removeChecked(world, kind, row, world.actor);
}

export function removeChecked(world: World, kind: ZpaKind, row: Wire, actor: Actor): Wire {
  world.tenant.collection(kind.kind).remove(row.id);
  leaveGroup(world, kind, row);
  logChange(world, kind, "DELETE", row, actor);
  return row;
}

export function checkUnreferenced(world: World, kind: ZpaKind, row: Wire): void {
  const [referrer] = referrersOf(world.tenant, kind.kind, row);
  if (referrer) throw referenced(referrer.kind.word, String(referrer.row.name));
}

/** A server that was put into a group from its own side forgets a group that is gone (inferred). */
function leaveGroup(world: World, kind: ZpaKind, group: Wire): void {
  if (kind.kind !== "zpa/server-group") return;
  const servers = world.tenant.collection("zpa/application-server");
  for (const server of servers.values()) {
    const ids = textsOf(server.appServerGroupIds);
    if (ids.includes(String(group.id)))
      servers.put({ ...server, appServerGroupIds: ids.filter((id) => id !== group.id) });
  }
}

/**
 * Inferred: forceDelete strips the segment from rules and from privileged access; a rule that loses its last condition
 * then matches everything.
 */
function detach(world: World, kind: ZpaKind, segment: Wire, referrers: readonly Referrer[]): void {
  for (const { kind: other, row } of referrers) {
    const conditions = wiresOf(row.conditions).flatMap((condition) => {
      const operands = wiresOf(condition.operands).filter((operand) => !isNamed(operand, kind.kind, segment));
      return operands.length > 0 ? [{ ...condition, operands }] : [];
    });
    const { conditions: _gone, ...rest } = row;
    for (const [key, field] of fieldsTo(other, kind.kind)) {
      const value = rest[key];
      if (Array.isArray(value)) rest[key] = value.filter((item) => !idsIn(field, item).includes(segment.id ?? ""));
      else if (idsIn(field, value).includes(segment.id ?? "")) delete rest[key];
    }
    world.tenant.collection(other.kind).put(conditions.length > 0 ? { ...rest, conditions } : rest);
  }
}
