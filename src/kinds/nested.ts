import type { Json, JsonObject } from "../model/json.ts";
import { isObject } from "./fields/shape.ts";
import type { Kind } from "./kind.ts";

/**
 * A wire object that holds a choice, keys beside it, and one object per choice: `action: {type: DECRYPT, showEUN: false,
 * decryptSubActions: {…}}`. Authors write all of it flat.
 */
export interface NestedFacts {
  /** Wire key of the object, and the field that holds the choice. */
  readonly key: string;
  /** Key of the choice within it. */
  readonly tag: string;
  /** Keys beside the choice. */
  readonly beside: readonly string[];
  /** By choice: the key of its own object, and the keys in there. */
  readonly parts: Readonly<Record<string, { readonly key: string; readonly keys: readonly string[] }>>;
}

const pick = (object: Json | undefined, keys: readonly string[]): JsonObject =>
  isObject(object) ? Object.fromEntries(keys.flatMap((key) => (key in object ? [[key, object[key]!]] : []))) : {};

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** Where the object is kept as it was read: keys we do not know survive in it. */
const original = (key: string): string => `${key}{}`;

/** The wire object with the nested one laid flat. */
export const flattened = ({ nested }: Kind, wire: JsonObject): JsonObject => {
  const object = nested === undefined ? undefined : wire[nested.key];
  if (nested === undefined || !isObject(object)) return wire;
  const choice = object[nested.tag];
  const part = nested.parts[String(choice)];
  return {
    ...without(wire, [nested.key]),
    ...(choice === undefined ? {} : { [nested.key]: choice }),
    [original(nested.key)]: object,
    ...pick(object, nested.beside),
    ...(part === undefined ? {} : pick(object[part.key], part.keys)),
  };
};

/** The way back: what belongs to another choice than the one that is made is left out. */
export const unflattened = ({ nested }: Kind, body: JsonObject): JsonObject => {
  if (nested === undefined || body[nested.key] === undefined) return body;
  const { key, tag, beside, parts } = nested;
  const read = body[original(key)];
  const known = isObject(read) ? read : {};
  const part = parts[String(body[key])];
  // What authors can write stands flat; of the object as it was read only the rest counts.
  const kept = part === undefined ? undefined : known[part.key];
  const own: JsonObject =
    part === undefined ? {} : { ...(isObject(kept) ? without(kept, part.keys) : {}), ...pick(body, part.keys) };
  const others = Object.values(parts).map((one) => one.key);
  const flat = [key, original(key), ...beside, ...Object.values(parts).flatMap(({ keys }) => keys)];
  return {
    ...without(body, flat),
    [key]: {
      ...without(known, [...others, ...beside]),
      [tag]: body[key],
      ...pick(body, beside),
      ...(part === undefined || Object.keys(own).length === 0 ? {} : { [part.key]: own }),
    },
  };
};
