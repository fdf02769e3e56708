import type { FieldChange } from "../../model/change.ts";
import { hashOf } from "../../model/hash.ts";
import type { Plan } from "../../model/plan.ts";

/** Lists longer than this are told by what came and went. */
const longest = 200;

/** Stands for a long list. */
export interface Abbreviated {
  readonly count: number;
  /** Of the canonical JSON (RFC 8785) of the whole list, in hex. */
  readonly sha256: string;
}

const isLong = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > longest;

const side = (value: unknown): unknown =>
  isLong(value)
    ? ({ count: value.length, sha256: hashOf(value).replace(/^sha256:/, "") } satisfies Abbreviated)
    : value;

const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A new object has only one side: all entries of its lists came, so nothing is lost. */
const abbreviateField = (field: FieldChange): FieldChange => {
  if (!isLong(field.before) && !isLong(field.after)) return field;
  const isOneSided = field.before === null || field.after === null;
  return {
    ...field,
    before: side(field.before),
    after: side(field.after),
    ...(isOneSided && field.added === undefined ? { added: entriesOf(field.after) } : {}),
    ...(isOneSided && field.removed === undefined ? { removed: entriesOf(field.before) } : {}),
  };
};

/**
 * The plan as it is written to a file: whole, but for both sides of long lists. The digest stays that of the whole plan
 * and cannot be computed from an abbreviated one.
 */
export const abbreviate = (plan: Plan): Plan => ({
  ...plan,
  changes: plan.changes.map((change) => ({ ...change, fields: change.fields.map(abbreviateField) })),
  notTouched: plan.notTouched.map((one) => ({ ...one, fields: one.fields.map(abbreviateField) })),
});

export const renderPlanJson = (plan: Plan): string => `${JSON.stringify(abbreviate(plan), null, 2)}\n`;
