import { isWire, type Json, type Wire, wiresOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { operandTypes } from "./conditions.ts";
import type { ZpaKind } from "./kind.ts";
import { zpaKinds, zpaRuleKinds } from "./kinds.ts";

/** Somebody who names an object. */
export interface Referrer {
  readonly kind: ZpaKind;
  readonly row: Wire;
}

const names = (value: Json | undefined, id: string): boolean =>
  Array.isArray(value)
    ? value.some((item) => String(isWire(item) ? item.id : item) === id)
    : value !== undefined && String(value) === id;

/** Every object that names the given one by a field or in a condition. */
export function referrersOf(tenant: Tenant, target: string, row: Wire): Referrer[] {
  const id = String(row.id);
  const byField = zpaKinds.flatMap((kind) => {
    const keys = Object.entries(kind.fields).flatMap(([key, field]) => (field.to === target ? [key] : []));
    if (keys.length === 0) return [];
    const rows = tenant.collection(kind.kind).values();
    return rows.filter((other) => keys.some((key) => names(other[key], id))).map((other) => ({ kind, row: other }));
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
