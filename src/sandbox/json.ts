import { parse as parseLossless, stringify as stringifyLossless } from "lossless-json";

/** A JSON value as it travels. Integers beyond 2^53 are bigints: some ZPA ids arrive as bare numbers of 18 digits. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };

/** One object as the API sends it. */
export type Wire = { [key: string]: Json };

const mayHoldBigNumber = /[:,[\s]-?\d{16,}/;

const parseNumber = (digits: string): number | bigint =>
  /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits)) ? BigInt(digits) : Number(digits);

/** Parses JSON without rounding large integers. Throws a SyntaxError like `JSON.parse`. */
export function parseJson(text: string): Json {
  if (!mayHoldBigNumber.test(text)) return JSON.parse(text) as Json;
  return parseLossless(text, undefined, parseNumber) as Json;
}

/** Serializes with bigints as bare numbers. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return stringifyLossless(value) ?? "null";
  }
}

export const isWire = (value: unknown): value is Wire =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list under a key, or an empty one. */
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

export const wiresOf = (value: Json | undefined): Wire[] => listOf(value).filter(isWire);

export const textsOf = (value: Json | undefined): string[] => listOf(value).map((entry) => String(entry));

/** A copy without the keys whose value is undefined. */
export function compact(entries: Readonly<Record<string, Json | undefined>>): Wire {
  const result: Wire = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) result[key] = value;
  return result;
}

export function without(object: Wire, keys: readonly string[]): Wire {
  const result: Wire = {};
  for (const [key, value] of Object.entries(object)) if (!keys.includes(key)) result[key] = value;
  return result;
}

/** What a field of this value's type falls back to when a replacing update leaves it out. */
export function typeDefault(value: Json): Json {
  if (Array.isArray(value)) return [];
  const defaults: Record<string, Json> = { number: 0, bigint: 0, string: "", boolean: false, object: {} };
  return defaults[typeof value] ?? null;
}
