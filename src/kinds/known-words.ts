import { z } from "zod";
import type { Field } from "./field.ts";

const known = new WeakMap<Field, ReadonlyMap<string, number>>();

const itemsOf = (schema: unknown): unknown =>
  typeof schema === "object" && schema !== null ? (schema as { readonly items?: unknown }).items : undefined;

const read = ({ schema }: Field): ReadonlyMap<string, number> => {
  const items = itemsOf(z.toJSONSchema(schema)) as { readonly enum?: readonly unknown[] } | undefined;
  return new Map((items?.enum ?? []).map((word, at) => [String(word), at]));
};

/** The words a list of words may hold, with their places in the order of the kind: days of a week, not of an alphabet. */
export const knownWords = (field: Field): ReadonlyMap<string, number> => {
  const words = known.get(field) ?? read(field);
  known.set(field, words);
  return words;
};
