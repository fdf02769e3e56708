import { z } from "zod";
import type { Field, Unbound } from "../field.ts";
import { type Entries, remembered, setExtent, singleExtent } from "./extent.ts";
import { readList, readNumber, readTexts } from "./shape.ts";
import { base, type Common } from "./text.ts";

export interface ListGiven extends Common {
  /** Words that mean "no restriction"; a list that holds one is the same as an empty list. */
  readonly any?: readonly string[];
  /** All values together mean the same as none. */
  readonly all?: true;
  /** A word that stands for all the others: `EVERYDAY`. */
  readonly whole?: string;
  readonly max?: number;
  /** One flow has one of the entries. [INFERRED: from what the field names] */
  readonly single?: true;
}

/** Comparison key of an entry. */
type KeyOf = (entry: string) => string;

const verbatim: KeyOf = (entry) => entry.trim();
/** Host names have no case; the path behind them has. */
const urlKey: KeyOf = (entry) => {
  const trimmed = entry.trim();
  const slash = trimmed.indexOf("/");
  return slash < 0 ? trimmed.toLowerCase() : trimmed.slice(0, slash).toLowerCase() + trimmed.slice(slash);
};
export const domainKey: KeyOf = (entry) => entry.trim().toLowerCase();

/** Lists whose empty value is known to stand for nothing. */
const isSum = ({ role, loosens }: Common): boolean =>
  role === "content" || (role === "effect" && (loosens === "additions" || loosens === "removals"));

/** Roles that have set algebra: criteria (empty is any), contents and effects whose empty list is nothing. */
export const extentFor = (given: Common, entriesOf: (value: unknown) => Entries): Pick<Field, "extent"> =>
  given.role === "match"
    ? { extent: setExtent("any", entriesOf) }
    : isSum(given)
      ? { extent: setExtent("nothing", entriesOf) }
      : {};

const listField = (item: z.ZodType, keyOf: KeyOf, given: ListGiven, every: readonly string[]): Unbound => {
  const any = new Set(given.any ?? []);
  const entriesOf = remembered((value: unknown): Entries => {
    const listed = (value ?? []) as readonly string[];
    if (listed.some((entry) => any.has(entry))) return new Map();
    const all = given.whole !== undefined && listed.includes(given.whole) ? every : listed;
    const entries = new Map(all.map((entry) => [keyOf(entry), entry]));
    const isAll = given.all !== undefined && every.length > 0 && every.every((one) => entries.has(one));
    return isAll ? new Map() : entries;
  });
  return (name) => {
    const key = given.wire ?? name;
    const bounded = given.max === undefined ? z.array(item) : z.array(item).max(given.max);
    return {
      ...base(name, given),
      ...(given.single === undefined ? extentFor(given, entriesOf) : { extent: singleExtent(entriesOf) }),
      schema: bounded.describe(given.about),
      empty: [],
      canonical: (value) => [...entriesOf(value).keys()].sort(),
      decode: (wire) => readTexts(wire, key),
      encode: (value) => ({ [key]: (value ?? []) as readonly string[] }),
    };
  };
};

/** A set of the API's own words. */
export const words = (values: readonly string[], given: ListGiven): Unbound =>
  listField(
    z.enum(values as [string, ...string[]]).meta({ "x-open": true }),
    verbatim,
    given,
    values.filter((value) => value !== given.whole && !(given.any ?? []).includes(value)),
  );

/** A set of free texts, compared as written. */
export const texts = (given: ListGiven): Unbound => listField(z.string().min(1), verbatim, given, []);
/** A set of URLs or hosts. */
export const urls = (given: ListGiven): Unbound => listField(z.string().min(1), urlKey, given, []);
/** A set of host names and wildcards. */
export const domains = (given: ListGiven): Unbound => listField(z.string().min(1), domainKey, given, []);
/** `COUNTRY_` and the ISO 3166 code, as rules and IP groups want them. [recorded] */
export const countries = (given: ListGiven): Unbound =>
  listField(
    z
      .string()
      .regex(/^(COUNTRY_[A-Z]{2}|ANY|NONE)$/)
      .meta({ examples: ["COUNTRY_DE"] }),
    verbatim,
    { any: ["ANY"], ...given },
    [],
  );

/** A set of numbers. */
export const numbers =
  (given: Common & { readonly min: number; readonly max: number }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: z.array(z.int().min(given.min).max(given.max)).describe(given.about),
      empty: [],
      canonical: (value) => [...new Set((value ?? []) as readonly number[])].sort((a, b) => a - b),
      decode: (wire) =>
        readList(wire, key)?.flatMap((entry, at) => readNumber({ [`${key}[${at}]`]: entry }, `${key}[${at}]`) ?? []),
      encode: (value) => ({ [key]: (value ?? []) as readonly number[] }),
    };
  };
