import type { Kind } from "./kind.ts";

/** Whether its objects decide who uses others: rules, and what joins something that rules name. */
export const usesOthers = ({ rule, fields }: Kind): boolean =>
  rule !== undefined || Object.values(fields).some(({ joins }) => joins);
