import type { Field } from "./field.ts";
import { none } from "./fields/text.ts";
import type { Kind } from "./kind.ts";

/** Whether the objects it names are a part of what its own object stands for: the services of a service group. */
export const holds = ({ role, references }: Field): boolean => role === "content" && references !== none;

/**
 * Whether its objects decide who uses others: rules that say who may reach what, and what joins something they name, or
 * holds it.
 */
export const usesOthers = ({ rule, fields, handles, bystander }: Kind): boolean =>
  !handles && !bystander && (rule !== undefined || Object.values(fields).some((field) => field.joins || holds(field)));
