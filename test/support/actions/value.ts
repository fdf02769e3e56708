/** What an expression can hold. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export const isTable = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isTruthy = (value: Value): boolean => value !== null && value !== false && value !== 0 && value !== "";

/** As GitHub writes a value into a text. */
export const textOf = (value: Value): string => {
  if (value === null) return "";
  if (isList(value)) return "Array";
  return isTable(value) ? "Object" : String(value);
};

const numberOf = (value: Value): number => {
  if (value === null) return 0;
  if (typeof value === "string") return value.trim() === "" ? 0 : Number(value);
  return typeof value === "object" ? Number.NaN : Number(value);
};

/** Texts are compared without case; values of different types as numbers. */
export const isEqual = (left: Value, right: Value): boolean => {
  if (typeof left === "string" && typeof right === "string") return left.toLowerCase() === right.toLowerCase();
  if (typeof left === "object" && left !== null) return left === right;
  return typeof left === typeof right ? left === right : numberOf(left) === numberOf(right);
};

/** Of tables, without case; of lists, by number. What is not there is null. */
export const memberOf = (value: Value, key: Value): Value => {
  if (isList(value)) return (typeof key === "number" ? value[key] : undefined) ?? null;
  if (!isTable(value)) return null;
  const name = textOf(key).toLowerCase();
  return Object.entries(value).find(([own]) => own.toLowerCase() === name)?.[1] ?? null;
};
