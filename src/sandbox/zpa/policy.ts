import type { Actor } from "../actor.ts";
import { isWire, type Json, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import { bindFields, complete } from "./bind.ts";
import { bindConditions, withIds } from "./conditions.ts";
import { showCreatedRule } from "./created.ts";
import {
  defaultRuleMoved,
  foreignRule,
  invalidArgument,
  missingRules,
  notFound,
  restricted,
  unreadable,
} from "./errors.ts";
import type { ZpaKind } from "./kind.ts";
import { zpaRuleKinds } from "./kinds.ts";
import { policySetKind, policyTypeOf } from "./policy-types.ts";
import { removeChecked } from "./remove.ts";
import { checkEditable, checkObject, find, insert, replace, stampOf } from "./write.ts";

/** One policy set with the kind of its rules. */
export interface PolicySet {
  readonly set: Wire;
  readonly kind: ZpaKind;
}

export function setOfType(world: World, typeName: string): PolicySet {
  const type = policyTypeOf(typeName);
  if (!type) throw invalidArgument("policyType");
  return locate(world, world.tenant.collection(policySetKind).named(type.type)[0]);
}

export const setOfId = (world: World, id: string): PolicySet =>
  locate(world, world.tenant.collection(policySetKind).get(id));

function locate(world: World, set: Wire | undefined): PolicySet {
  const kind = zpaRuleKinds.find(({ policyType }) => policyType === set?.$type);
  if (!set || !kind) throw notFound("policySet");
  world.tenant.collection(kind.kind);
  return { set, kind };
}

export const rulesOf = (world: World, kind: ZpaKind): Wire[] => world.tenant.collection(kind.kind).values();

/** Recorded: creates, deletes and reorders stamp the policy set, updates of a rule do not. */
function touchSet(world: World, set: Wire, actor: Actor): void {
  const { modifiedTime, modifiedBy } = stampOf(world, actor);
  world.tenant
    .collection(policySetKind)
    .put({ ...set, modifiedTime: modifiedTime ?? "", modifiedBy: modifiedBy ?? "" });
}

export function createRule(world: World, setId: string, body: Json | undefined, version: "v1" | "v2"): Wire {
  const { set, kind } = setOfId(world, setId);
  const row = bindRule(world, kind, body, undefined, version);
  checkObject(world, kind, row, undefined);
  const stored = insertRule(world, { set, kind }, row, world.actor);
  return showCreatedRule(world, kind, stored, version);
}

/** The rule a body describes, with its conditions in stored form but without ids yet. */
function bindRule(
  world: World,
  kind: ZpaKind,
  body: Json | undefined,
  old: Wire | undefined,
  version: "v1" | "v2",
): Wire {
  const values = bindFields(world.tenant, kind, body);
  const conditions = bindConditions(world.tenant, kind.policyType ?? "", version, body as Wire);
  const { conditions: _old, ...row } = complete(kind, values, old, body as Wire);
  checkTimeouts(kind, row);
  return conditions.length > 0 ? { ...row, conditions } : row;
}

/** Help and provider: both timeouts are needed, at least ten minutes, or never. */
function checkTimeouts(kind: ZpaKind, row: Wire): void {
  if (kind.policyType !== "TIMEOUT_POLICY") return;
  for (const key of ["reauthTimeout", "reauthIdleTimeout"]) {
    const value = row[key];
    if (value === undefined) throw invalidArgument(key);
    if (value !== "default" && value !== "-1" && !(Number(value) >= 600)) throw invalidArgument(key);
  }
}

/** Recorded: a new rule is appended, in front of the default rule where the set lists one. */
export function insertRule(world: World, { set, kind }: PolicySet, row: Wire, actor: Actor): Wire {
  const conditions = withIds(world.tenant, (row.conditions as Wire[] | undefined) ?? [], stampOf(world, actor));
  const { conditions: _sent, ...rest } = row;
  const before = rulesOf(world, kind);
  const stored = insert(world, kind, conditions.length > 0 ? { ...rest, conditions } : rest, actor);
  const regular = before.filter((rule) => rule.defaultRule !== true);
  const last = before.filter((rule) => rule.defaultRule === true);
  reorderTo(world, kind, [...regular, stored, ...last]);
  touchSet(world, set, actor);
  return stored;
}

const reorderTo = (world: World, kind: ZpaKind, rules: readonly Wire[]): void =>
  world.tenant.collection(kind.kind).reorder(rules.map((rule) => String(rule.id)));

/** Recorded: the position never changes by PUT, and conditions and operands get new ids every time. */
export function updateRule(
  world: World,
  setId: string,
  ruleId: string,
  body: Json | undefined,
  version: "v1" | "v2",
): void {
  const { kind } = setOfId(world, setId);
  const old = find(world, kind, ruleId);
  checkEditable(old, "updated");
  replaceRule(world, kind, old, bindRule(world, kind, body, old, version), world.actor);
}

export function replaceRule(world: World, kind: ZpaKind, old: Wire, row: Wire, actor: Actor): Wire {
  const { conditions, ...rest } = row;
  const stamped = withIds(world.tenant, (conditions as Wire[] | undefined) ?? [], stampOf(world, actor));
  return replace(world, kind, old, stamped.length > 0 ? { ...rest, conditions: stamped } : rest, actor);
}

/** Default rules cannot be deleted (inferred; the refusal is invented). */
export function deleteRule(world: World, { set, kind }: PolicySet, ruleId: string, actor: Actor): Wire {
  const row = find(world, kind, ruleId);
  checkEditable(row, "deleted");
  if (row.defaultRule === true) throw restricted(ruleId, "deleted");
  removeChecked(world, kind, row, actor);
  touchSet(world, set, actor);
  return row;
}

/** Help: Deception's rule comes first and stays there; a position past the last regular rule is refused (invented). */
export function reorderOne(world: World, setId: string, ruleId: string, position: string, actor: Actor): void {
  const { set, kind } = setOfId(world, setId);
  const rule = find(world, kind, ruleId);
  moveTo(world, { set, kind }, rule, Number(position), actor);
}

export function moveTo(world: World, { set, kind }: PolicySet, rule: Wire, position: number, actor: Actor): void {
  const rules = rulesOf(world, kind);
  if (rule.defaultRule === true) throw defaultRuleMoved(String(rule.id));
  const others = rules.filter((other) => other.id !== rule.id && other.defaultRule !== true);
  if (!Number.isInteger(position) || position < 1 || position > others.length + 1) throw invalidArgument("ruleOrder");
  const defaults = rules.filter((other) => other.defaultRule === true);
  const target = [...others.slice(0, position - 1), rule, ...others.slice(position - 1), ...defaults];
  checkRestrictedStay(rules, target);
  reorderTo(world, kind, target);
  touchSet(world, set, actor);
}

/** Help: all rules of the set, the default rule last, Deception's where it stands. */
export function reorderAll(world: World, setId: string, body: Json | undefined, actor: Actor): void {
  const { set, kind } = setOfId(world, setId);
  if (!Array.isArray(body) || body.some((id) => isWire(id) || Array.isArray(id) || id === null)) throw unreadable();
  const ids = body.map(String);
  const rules = rulesOf(world, kind);
  const known = new Map(rules.map((rule) => [String(rule.id), rule]));
  const foreign = ids.find((id) => !known.has(id));
  if (foreign !== undefined) throw foreignRule(foreign, setId);
  const missing = [...known.keys()].filter((id) => !ids.includes(id));
  if (missing.length > 0) throw missingRules(missing, setId);
  if (new Set(ids).size < ids.length) throw invalidArgument("ruleIds");
  const fallback = rules.find((rule) => rule.defaultRule === true);
  if (fallback && ids.at(-1) !== String(fallback.id)) throw defaultRuleMoved(String(fallback.id));
  const target = ids.map((id) => known.get(id)).filter((rule) => rule !== undefined);
  checkRestrictedStay(rules, target);
  reorderTo(world, kind, target);
  touchSet(world, set, actor);
}

function checkRestrictedStay(before: readonly Wire[], after: readonly Wire[]): void {
  for (const [index, rule] of before.entries()) {
    if (rule.zscalerManaged !== true || rule.defaultRule === true) continue;
    if (after[index]?.id !== rule.id) throw restricted(String(rule.id), "reordered");
  }
}
