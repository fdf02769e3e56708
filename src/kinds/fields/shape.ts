import type { Json, JsonObject } from "../../model/json.ts";
import { ShapeError } from "../field.ts";

/** Readers of wire values: absent and null are undefined, a wrong type is a ShapeError with its path. */
export const readText = (wire: JsonObject, key: string): string | undefined => {
  const value = wire[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  throw new ShapeError(key, "a text");
};

export const readNumber = (wire: JsonObject, key: string): number | undefined => {
  const value = wire[key];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new ShapeError(key, "a number");
};

export const readFlag = (wire: JsonObject, key: string): boolean | undefined => {
  const value = wire[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value;
  if (value === "1" || value === 1 || value === "true" || value === "TRUE") return true;
  if (value === "0" || value === 0 || value === "false" || value === "FALSE") return false;
  throw new ShapeError(key, "a boolean");
};

export const readList = (wire: JsonObject, key: string): readonly Json[] | undefined => {
  const value = wire[key];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new ShapeError(key, "a list");
};

export const readTexts = (wire: JsonObject, key: string): readonly string[] | undefined =>
  readList(wire, key)?.map((entry, index) => {
    if (typeof entry === "string") return entry;
    throw new ShapeError(`${key}[${index}]`, "a text");
  });

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const readObjects = (wire: JsonObject, key: string): readonly JsonObject[] | undefined =>
  readList(wire, key)?.map((entry, index) => {
    if (isObject(entry)) return entry;
    throw new ShapeError(`${key}[${index}]`, "an object");
  });

/** Ids come as numbers (ZIA), texts (ZPA, ZMS) and numbers beyond 2^53 (SCIM). */
export const readId = (wire: JsonObject, key: string): string => {
  const value = wire[key];
  if ((typeof value === "string" && value !== "") || typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  throw new ShapeError(key, "an id");
};
