import type { Kind } from "./kind.ts";

/** Whether its objects decide who uses others: rules that say who may reach what, and what joins something they name. */
export const usesOthers = ({ rule, fields, handles, bystander }: Kind): boolean =>
  !handles && !bystander && (rule !== undefined || Object.values(fields).some(({ joins }) => joins));
