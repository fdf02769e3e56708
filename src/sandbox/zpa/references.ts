import { isWire, type Json, type Wire, wiresOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { operandTypes } from "./conditions.ts";
import type { ZpaField, ZpaKind } from "./kind.ts";
import { zpaKinds, zpaRuleKinds } from "./kinds.ts";

/** Somebody who names an object. */
export interface Referrer {
  readonly kind: ZpaKind;
  readonly row: Wire;
}

/** The ids a value holds: of one object or a list, each written as a reference or bare. */
export const idsIn = (field: ZpaField, value: Json | undefined): readonly Json[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(
    (item) => (isWire(item) ? item[field.by ?? "id"] : item) ?? "",
  );

/** The keys of a kind that may point at another, each with its field. */
export const fieldsTo = (kind: ZpaKind, target: string): readonly (readonly [string, ZpaField])[] =>
  Object.entries(kind.fields).filter(([, { to }]) => to === target);

/** Every object that names the given one by a field or in a condition. */
export function referrersOf(tenant: Tenant, target: string, row: Wire): Referrer[] {
  const id = String(row.id);
  const byField = zpaKinds.flatMap((kind) => {
    const fields = fieldsTo(kind, target).filter(([, { inverse }]) => inverse === undefined);
    if (fields.length === 0) return [];
    const names = (other: Wire): boolean =>
      fields.some(([key, field]) => idsIn(field, other[key]).some((held) => String(held) === id));
    const rows = tenant.collection(kind.kind).values();
    return rows.filter(names).map((other) => ({ kind, row: other }));
  });
  const byCondition = zpaRuleKinds.flatMap((kind) =>
    tenant
      .collection(kind.kind)
      .values()
      .filter((rule) => operandsOf(rule).some((operand) => isNamed(operand, target, row)))
      .map((rule) => ({ kind, row: rule })),
  );
  return [...byField, ...byCondition];
}

export const operandsOf = (rule: Wire): Wire[] =>
  wiresOf(rule.conditions).flatMap((condition) => wiresOf(condition.operands));

export function isNamed(operand: Wire, target: string, row: Wire): boolean {
  const targets = operandTypes[String(operand.objectType)]?.targets ?? [];
  return targets.some(({ kind, side, by }) => kind === target && String(operand[side]) === String(row[by]));
}
