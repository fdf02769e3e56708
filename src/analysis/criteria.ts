import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { heldBy, type PolicyObject } from "./policy.ts";

/** Whether the object says something there that an absent field would not. */
export const isFilled = (object: PolicyObject, field: Field): boolean =>
  JSON.stringify(field.canonical(heldBy(object, field))) !== JSON.stringify(field.canonical(field.empty));

export const fieldsOf = (kind: Kind, role: Field["role"]): readonly Field[] =>
  Object.values(kind.fields).filter((field) => field.role === role);

/** The criteria a rule asks for. */
export const askedFor = (rule: PolicyObject): readonly Field[] =>
  fieldsOf(rule.kind, "match").filter((field) => isFilled(rule, field));
