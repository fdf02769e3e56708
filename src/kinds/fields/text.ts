import { z } from "zod";
import type { Asks, Extent, Field, Role, Unbound, UrlLookup } from "../field.ts";
import { flagExtent, wordExtent } from "./extent.ts";
import { readFlag, readNumber, readText } from "./shape.ts";

export interface Common {
  readonly about: string;
  readonly wire?: string;
  readonly role?: Role;
  readonly required?: true;
  readonly fixed?: true;
  readonly invertedBy?: string;
  readonly openedBy?: string;
  readonly filled?: true;
  readonly joins?: true;
  readonly picked?: true;
  readonly loosens?: Field["loosens"];
  readonly criterion?: string;
  readonly asks?: Asks;
  readonly lookup?: UrlLookup;
}

export const none = (): readonly [] => [];

/** What every single-value field shares; the rest is the helper's own. */
export const base = (
  name: string,
  given: Common,
): Pick<
  Field,
  | "name"
  | "required"
  | "role"
  | "mutable"
  | "wire"
  | "references"
  | "invertedBy"
  | "openedBy"
  | "filled"
  | "joins"
  | "picked"
  | "loosens"
  | "criterion"
  | "asks"
  | "lookup"
> => ({
  name,
  required: given.required ?? false,
  role: given.role ?? "plain",
  mutable: given.fixed === undefined,
  wire: [given.wire ?? name],
  references: none,
  ...(given.invertedBy === undefined ? {} : { invertedBy: given.invertedBy }),
  ...(given.openedBy === undefined ? {} : { openedBy: given.openedBy }),
  ...(given.filled === undefined ? {} : { filled: given.filled }),
  ...(given.joins === undefined ? {} : { joins: given.joins }),
  ...(given.picked === undefined ? {} : { picked: given.picked }),
  ...(given.loosens === undefined ? {} : { loosens: given.loosens }),
  ...(given.criterion === undefined ? {} : { criterion: given.criterion }),
  ...(given.asks === undefined ? {} : { asks: given.asks }),
  ...(given.lookup === undefined ? {} : { lookup: given.lookup }),
});

/** Line ends, outer blanks and Unicode form do not survive the API, so they do not count. [provider: multi-line texts] */
const normalText = (value: unknown): string =>
  typeof value === "string"
    ? value
        .replace(/\r\n?/g, "\n")
        .replace(/[ \t]+$/gm, "")
        .trim()
        .normalize("NFC")
    : "";

/** Free text; empty and absent are the same. */
export const text =
  (given: Common & { readonly max?: number }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const schema = given.max === undefined ? z.string() : z.string().max(given.max);
    return {
      ...base(name, given),
      schema: schema.describe(given.about),
      empty: "",
      canonical: normalText,
      tidy: normalText,
      decode: (wire) => readText(wire, key),
      encode: (value) => ({ [key]: value === null ? "" : normalText(value) }),
    };
  };

/** One of a list of the API's own words. Words we do not know pass with a warning. */
export const oneOf =
  (values: readonly string[], given: Common & { readonly otherwise?: string }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const empty = given.otherwise ?? "";
    return {
      ...base(name, given),
      ...(given.role === "match" ? { extent: wordExtent(empty) } : {}),
      schema: z.enum(values as [string, ...string[]]).meta({ description: given.about, "x-open": true }),
      empty,
      canonical: (value) => value ?? empty,
      decode: (wire) => readText(wire, key),
      // An omitted key is reset by a full replacement, so clearing leaves it out. [recorded: ZIA PUT]
      encode: (value) => ({ [key]: value === null ? given.otherwise : (value as string) }),
    };
  };

/** One of the API's own words, of which there are too many to list. */
export const word =
  (given: Common & { readonly otherwise: string; readonly like: string }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/)
        .meta({ description: given.about, examples: [given.like] }),
      empty: given.otherwise,
      canonical: (value) => value ?? given.otherwise,
      decode: (wire) => readText(wire, key),
      encode: (value) => ({ [key]: (value ?? given.otherwise) as string }),
    };
  };

interface FlagGiven extends Common {
  readonly otherwise?: boolean;
  readonly digit?: true;
  /** Keys that have to carry the same. */
  readonly along?: readonly string[];
}

/** True or false; `digit` writes "1" and "0" as ZPA does for some. */
export const flag =
  (given: FlagGiven): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const keys = [key, ...(given.along ?? [])];
    const otherwise = given.otherwise ?? false;
    const extent: { readonly extent?: Extent } = given.role === "content" ? { extent: flagExtent } : {};
    return {
      ...base(name, given),
      ...extent,
      wire: keys,
      schema: z.boolean().describe(given.about),
      empty: otherwise,
      canonical: (value) => value ?? otherwise,
      decode: (wire) => readFlag(wire, key),
      encode: (value) => {
        const on = (value ?? otherwise) === true;
        const written = given.digit === undefined ? on : on ? "1" : "0";
        return Object.fromEntries(keys.map((each) => [each, written]));
      },
    };
  };

export const integer =
  (given: Common & { readonly min?: number; readonly max?: number; readonly otherwise?: number }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const otherwise = given.otherwise ?? 0;
    let schema = z.int();
    if (given.min !== undefined) schema = schema.min(given.min);
    if (given.max !== undefined) schema = schema.max(given.max);
    return {
      ...base(name, given),
      schema: schema.describe(given.about),
      empty: otherwise,
      canonical: (value) => value ?? otherwise,
      decode: (wire) => readNumber(wire, key),
      encode: (value) => ({ [key]: (value ?? otherwise) as number }),
    };
  };
