import { type Actor, modifiedBy } from "../actor.ts";
import { compact, isWire, type Json, typeDefault, type Wire } from "../json.ts";
import { traceId, type World } from "../world.ts";
import { type Bound, bindBody, checkRequired, withDefaults } from "./bind.ts";
import { duplicate, fixed, inUse, invalidInput, limitExceeded, notFound, stale, unbindable } from "./errors.ts";
import { nextId } from "./ids.ts";
import type { ZiaKind } from "./kind.ts";
import { applyPlacement, checkRankInPlace, closeGap, lastOrder, neighboursOf, orderOf, place } from "./ordering.ts";
import { bareEcho, echo, show } from "./read.ts";
import { referrersOf } from "./references.ts";

export const find = (world: World, kind: ZiaKind, id: string): Wire => {
  const row = world.tenant.collection(kind.kind).get(id);
  // Assumed: an id of another type is not found below this one.
  if (!row || (kind.type !== undefined && row.type !== kind.type)) throw notFound();
  return row;
};

/** Recorded: a create says its type in the path only. That another one in the body is refused is assumed. */
function typed(kind: ZiaKind, body: Json | undefined): Json | undefined {
  if (kind.type === undefined || !isWire(body)) return body;
  const said = body.type ?? kind.type;
  if (said !== kind.type) throw invalidInput(`Rule type ${String(said)} does not match ${kind.type}`);
  return { ...body, type: kind.type };
}

export function create(world: World, kind: ZiaKind, body: Json | undefined): Wire {
  const { values } = bindBody(world.tenant, kind, typed(kind, body), undefined);
  const row = withDefaults(kind, values);
  return add(world, kind, row);
}

function answerTo(world: World, kind: ZiaKind, stored: Wire, verb: "POST" | "PUT"): Wire {
  if (kind.echo === "rule") return echo(kind, stored, verb);
  return kind.echo === "bare" && verb === "POST" ? bareEcho(stored) : show(world, kind, stored, "list");
}

/** Stores a complete new object on behalf of the API client and answers what POST answers. */
function add(world: World, kind: ZiaKind, row: Wire): Wire {
  const collection = world.tenant.collection(kind.kind);
  checkObject(world, kind, row, undefined);
  if (kind.maxRows !== undefined && collection.size >= kind.maxRows) throw limitExceeded(kind.maxRows, "item");
  const stored = insert(world, kind, row, world.actor);
  return answerTo(world, kind, stored, "POST");
}

/** Puts a checked object into the tenant: an id, a place among the rules, stamps, a line in the audit log. */
export function insert(world: World, kind: ZiaKind, row: Wire, actor: Actor): Wire {
  const { tenant, clock } = world;
  const collection = tenant.collection(kind.kind);
  const neighbours = neighboursOf(kind, collection.values(), row);
  // A rule of the service's own, made through the portal, stands where it says: that is how ties come about.
  const isPlaced = kind.ordered !== undefined && !(actor.interface === "UI" && isOwned(kind, row));
  const placement = isPlaced ? place(neighbours, { ...row, id: -1 }, orderOf(row)) : undefined;
  tenant.stage();
  if (placement) applyPlacement(collection, placement, actor, clock.seconds());
  const stored: Wire = {
    ...world.extraFields(),
    ...row,
    id: row.id ?? nextId(tenant, kind.family),
    ...stamps(kind, actor, clock.seconds(), undefined),
  };
  collection.put(stored);
  logChange(world, kind, "CREATE", stored, actor);
  return stored;
}

export function update(world: World, kind: ZiaKind, id: string, body: Json | undefined): Wire {
  const old = find(world, kind, id);
  const bound = bindBody(world.tenant, kind, typed(kind, body), old);
  if (kind.owned?.locked && kind.owned.is(old)) throw fixed(`${kind.word} cannot be modified`);
  checkFresh(old, body as Wire);
  const row = isOwned(kind, old)
    ? changeOwned(kind, old, bound.values, body as Wire)
    : { ...withDefaults(kind, bound.values), ...extrasAfter(kind, old, bound) };
  checkKept(kind, old, row);
  const stored = replace(world, kind, old, { ...row, id: old.id ?? null }, world.actor);
  return answerTo(world, kind, stored, "PUT");
}

/** Provider: it makes a new object instead. That a PUT is refused is assumed, and so are the words. */
function checkKept(kind: ZiaKind, old: Wire, row: Wire): void {
  const changed = kind.keeps?.find((key) => row[key] !== old[key]);
  if (changed !== undefined) throw invalidInput(`${changed} cannot be changed`);
}

/** Puts the changed object in place of the old one and moves it if its order changed. */
export function replace(world: World, kind: ZiaKind, old: Wire, row: Wire, actor: Actor): Wire {
  const { tenant, clock } = world;
  const collection = tenant.collection(kind.kind);
  checkObject(world, kind, row, old);
  const neighbours = neighboursOf(kind, collection.values(), old);
  const isMoved = kind.ordered !== undefined && orderOf(row) !== orderOf(old);
  // Help and provider: a default rule stays last. The service's own rules at negative numbers stay there: inferred.
  if (isMoved && (old.defaultRule === true || orderOf(old) < 0))
    throw fixed(`Rule is not allowed at order ${orderOf(row)}`);
  const placement = isMoved ? place(neighbours, row, orderOf(row)) : undefined;
  if (kind.ordered && !isMoved && row.rank !== old.rank) checkRankInPlace(neighbours, row);
  tenant.stage();
  if (placement) applyPlacement(collection, placement, actor, clock.seconds());
  const stored: Wire = { ...row, ...serverOwned(kind, old), ...stamps(kind, actor, clock.seconds(), old) };
  collection.put(stored);
  logChange(world, kind, "UPDATE", stored, actor);
  return stored;
}

export function remove(world: World, kind: ZiaKind, id: string, actor: Actor): void {
  const { tenant, clock } = world;
  const collection = tenant.collection(kind.kind);
  const row = find(world, kind, id);
  if (isOwned(kind, row) || row.customCategory === false || kind.owned?.is(row))
    throw fixed(`${kind.word} is predefined and cannot be deleted`);
  const referrers = referrersOf(tenant, kind.kind, row);
  if (referrers.length > 0) throw inUse(kind.word, referrers.length);
  tenant.stage();
  const neighbours = neighboursOf(kind, collection.values(), row);
  if (kind.ordered) applyPlacement(collection, closeGap(neighbours, row), actor, clock.seconds());
  collection.remove(row.id);
  logChange(world, kind, "DELETE", row, actor);
}

/** Recorded: forwarding rules of the service have no flags, only a negative order. */
const isOwned = ({ owned }: ZiaKind, row: Wire): boolean =>
  row.predefined === true ||
  row.defaultRule === true ||
  orderOf(row) < 0 ||
  (owned?.keys !== undefined && owned.is(row));

/** Provider: what a PUT may change on rules the service owns. */
const predefinedKeys = ["description", "state", "order", "labels"];

/** Provider: a predefined rule sent back with these keys is not bound at all. */
const unsendable = ["predefined", "defaultRule", "accessControl"];

function changeOwned(kind: ZiaKind, old: Wire, values: Wire, body: Wire): Wire {
  if (unsendable.some((key) => key in body)) throw unbindable();
  const isDefault = old.defaultRule === true;
  const writable = isDefault ? (kind.defaultRuleKeys ?? []) : (kind.owned?.keys ?? predefinedKeys);
  const complete = withDefaults(kind, values);
  const result: Wire = { ...old };
  for (const key of writable) {
    const value = complete[key];
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  if (isDefault && orderOf(complete) !== orderOf(old)) {
    throw fixed(`Rule is not allowed at order ${orderOf(complete)}`);
  }
  return result;
}

/** Fields outside the table follow the general rule of PUT: what is left out falls back to its type default. */
export function extrasAfter(kind: ZiaKind, old: Wire, bound: Bound): Wire {
  const result: Wire = {};
  for (const [key, value] of Object.entries(old)) {
    if (key in kind.fields) continue;
    if (key.startsWith("$")) result[key] = value;
    else result[key] = bound.extras[key] ?? typeDefault(value);
  }
  return result;
}

/** Keys only the server sets, carried over from the stored object. */
function serverOwned(kind: ZiaKind, old: Wire): Wire {
  const result: Wire = {};
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.readOnly && old[key] !== undefined) result[key] = old[key];
  }
  return result;
}

function stamps(kind: ZiaKind, actor: Actor, seconds: number, old: Wire | undefined): Wire {
  if (!kind.stamps) return {};
  const author = modifiedBy(actor);
  return compact({
    createdBy: kind.stamps === "created" ? (old ? old.createdBy : author) : undefined,
    lastModifiedTime: seconds,
    lastModifiedBy: author,
  });
}

/** Provider: a PUT with an outdated time is refused; without one, or with 0, the check is off. */
function checkFresh(old: Wire, body: Wire): void {
  const sent = Number(body.lastModifiedTime ?? 0);
  const known = Number(old.lastModifiedTime ?? 0);
  if (sent > 0 && sent < known) throw stale();
}

/**
 * Required keys, combinations, and names, which are unique per kind, or per type where each has its own list (compared
 * without case: assumed).
 */
export function checkObject(world: World, kind: ZiaKind, row: Wire, old: Wire | undefined): void {
  checkRequired(kind, row);
  const complaint = kind.check?.(row);
  if (complaint) throw invalidInput(complaint);
  const collection = world.tenant.collection(kind.kind);
  const name = row[kind.nameKey];
  if (name === undefined || kind.loose) return;
  const namesakes = neighboursOf(kind, collection.named(String(name)), row);
  if (namesakes.some((other) => other.id !== old?.id)) throw duplicate();
}

export function logChange(
  world: World,
  kind: ZiaKind,
  action: "CREATE" | "UPDATE" | "DELETE",
  row: Wire,
  actor: Actor,
): void {
  world.tenant.log(
    {
      time: world.clock.now(),
      product: "zia",
      action,
      category: kind.audit[0],
      subCategory: kind.audit[1],
      resource: String(row[kind.nameKey] ?? row.id),
      traceId: traceId(),
    },
    actor,
  );
}

/** A portal rule without an order goes last. */
export const orderForPortal = (world: World, kind: ZiaKind, row: Wire): number =>
  row.order === undefined
    ? lastOrder(neighboursOf(kind, world.tenant.collection(kind.kind).values(), row)) + 1
    : orderOf(row);
