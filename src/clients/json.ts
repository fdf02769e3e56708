import { parse, stringify } from "lossless-json";
import type { Json } from "../model/json.ts";

/**
 * A number token of 16 digits or more, as some ZPA ids are: the shortest that a double may not hold. It always follows
 * one of these characters, while the far commoner ids in quotes do not. A hit inside a string only costs time.
 */
const longNumber = /(?:^|[:[,\s])-?\d{16}/;
const integer = /^-?\d+$/;

const numberOf = (text: string): number | bigint => {
  const value = Number(text);
  return integer.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
};

/** Integers that a double cannot hold become bigint. Throws SyntaxError. */
export function parseJson(text: string): Json {
  if (!longNumber.test(text)) return JSON.parse(text) as Json;
  return parse(text, null, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue }) as Json;
}

/** The reverse of `parseJson`: bigint is written as a number. */
export function stringifyJson(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The only thing plain JSON cannot say is a bigint; looking for one first would walk every value twice.
    if (error instanceof TypeError) return stringify(value) ?? "null";
    throw error;
  }
}
