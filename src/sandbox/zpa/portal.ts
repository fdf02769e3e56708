import type { Actor } from "../actor.ts";
import { type Json, type Wire, wiresOf } from "../json.ts";
import { overlay, type Portal } from "../portal.ts";
import { calm, type World } from "../world.ts";
import { bindFields, complete } from "./bind.ts";
import { bindConditions } from "./conditions.ts";
import type { Birth, ZpaKind } from "./kind.ts";
import { zpaKind } from "./kinds.ts";
import { deleteRule, insertRule, moveTo, replaceRule, setOfType } from "./policy.ts";
import { show } from "./read.ts";
import { checkUnreferenced, removeChecked } from "./remove.ts";
import { checkObject, insert, replace } from "./write.ts";

const shown = (world: World, kind: ZpaKind, row: Wire): Wire => show(calm(world), kind, row, "list");

/** Keys a read computes; an object sent back with them must not store them. */
const computed = new Set(
  "ruleOrder priority policySetId segmentGroupName tcpPortRange udpPortRange conditions".split(" "),
);

/** A portal object: known keys bound as by the API, all others taken as they are, whatever enum value they have. */
function bindPortal(world: World, kind: ZpaKind, object: Wire): Wire {
  const enums = Object.entries(kind.fields).filter(([, field]) => field.type === "enum");
  const lenient: Wire = { ...object };
  for (const [key] of enums) delete lenient[key];
  const row = complete(kind, bindFields(world.tenant, kind, lenient), undefined, {});
  for (const [key] of enums) if (object[key] !== undefined) row[key] = object[key];
  for (const [key, value] of Object.entries(object)) {
    if (!(key in kind.fields) && !computed.has(key) && value !== null) row[key] = value;
  }
  return row;
}

/** Conditions in either request form, or as they are read. */
function bindPortalConditions(world: World, kind: ZpaKind, conditions: Json | undefined): Wire[] {
  if (conditions === undefined || conditions === null) return [];
  const isV1 = wiresOf(conditions).some((block) =>
    wiresOf(block.operands).some((operand) => operand.rhs !== undefined),
  );
  return bindConditions(world.tenant, kind.policyType ?? "", isV1 ? "v1" : "v2", { conditions });
}

function withConditions(row: Wire, conditions: Wire[]): Wire {
  return conditions.length > 0 ? { ...row, conditions } : row;
}

const birthIn = (world: World): Birth => ({
  seconds: world.clock.seconds(),
  next: (counter, first) => world.tenant.next(counter, first),
});

export const zpaPortal: Portal = {
  list(world, name) {
    const kind = zpaKind(name);
    return world.tenant
      .collection(name)
      .values()
      .map((row) => shown(world, kind, row));
  },
  create(world: World, name: string, object: Wire, actor: Actor) {
    const kind = zpaKind(name);
    const bound = bindPortal(world, kind, object);
    const row = kind.born?.(bound, birthIn(world)) ?? bound;
    checkObject(world, kind, row, undefined);
    if (!kind.policyType) return shown(world, kind, insert(world, kind, row, actor));
    const set = setOfType(world, kind.policyType);
    const stored = insertRule(
      world,
      set,
      withConditions(row, bindPortalConditions(world, kind, object.conditions)),
      actor,
    );
    if (object.ruleOrder !== undefined && object.ruleOrder !== null) {
      moveTo(world, set, stored, Number(object.ruleOrder), actor);
    }
    return shown(world, kind, stored);
  },
  change(world, name, row, changes, actor) {
    const kind = zpaKind(name);
    const merged = bindPortal(world, kind, overlay(row, changes));
    if (!kind.policyType) return shown(world, kind, replace(world, kind, row, merged, actor));
    const conditions = bindPortalConditions(world, kind, "conditions" in changes ? changes.conditions : row.conditions);
    const isContentChanged = Object.keys(changes).some((key) => key !== "ruleOrder");
    const stored = isContentChanged ? replaceRule(world, kind, row, withConditions(merged, conditions), actor) : row;
    if (changes.ruleOrder !== undefined && changes.ruleOrder !== null) {
      moveTo(world, setOfType(world, kind.policyType), stored, Number(changes.ruleOrder), actor);
    }
    return shown(world, kind, stored);
  },
  remove(world, name, row, actor) {
    const kind = zpaKind(name);
    const before = shown(world, kind, row);
    if (kind.policyType) deleteRule(world, setOfType(world, kind.policyType), String(row.id), actor);
    else {
      checkUnreferenced(world, kind, row);
      removeChecked(world, kind, row, actor);
    }
    return before;
  },
};
