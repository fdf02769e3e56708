import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import { type Extent, type Field, ShapeError, type Unbound } from "../field.ts";
import { type Interval, intersect, isWithin, merge } from "./intervals.ts";
import { readObjects, readTexts } from "./shape.ts";
import { base, type Common } from "./text.ts";

const parse = (entry: unknown): Interval => {
  const [from = "", to = from] = String(entry).split("-");
  return [BigInt(from.trim()), BigInt(to.trim())];
};
/** Port ranges as intervals, touching ones joined. */
export const intervalsOf = (value: unknown): readonly Interval[] =>
  merge(((value ?? []) as readonly unknown[]).map(parse));
/** `443` or `8000-8010`, as authors write it. */
export const showPorts = ([from, to]: Interval): string => (from === to ? String(from) : `${from}-${to}`);

/** The same as a document says it: a single port is a number. */
const sayPorts = ([from, to]: Interval): string | number => (from === to ? Number(from) : showPorts([from, to]));

/** `[from, to, from, to]`; a single port stands twice. [recorded] */
const flat = (intervals: readonly Interval[]): readonly string[] =>
  intervals.flatMap(([from, to]) => [String(from), String(to)]);

const pairs = (wire: JsonObject, flatKey: string, objectKey: string): readonly Interval[] | undefined => {
  const numbers = readTexts(wire, flatKey);
  if (numbers !== undefined && numbers.length > 0) {
    if (numbers.length % 2 !== 0 || numbers.some((number) => !/^\d+$/.test(number)))
      throw new ShapeError(flatKey, "pairs of ports");
    return numbers.flatMap((from, index) =>
      index % 2 === 0 ? [[BigInt(from), BigInt(numbers[index + 1]!)] as Interval] : [],
    );
  }
  const objects = readObjects(wire, objectKey);
  return objects?.map(({ from, to }, index) => {
    if (!/^\d+$/.test(String(from)) || !/^\d+$/.test(String(to)))
      throw new ShapeError(`${objectKey}[${index}]`, "a port range");
    return [BigInt(String(from)), BigInt(String(to))] as Interval;
  });
};

/** 1 to 65535. */
const number = "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
const port = z.union([z.int().min(1).max(65535), z.string().regex(new RegExp(`^${number}(-${number})?$`))]);

const portExtent: Extent = {
  relate(a, b) {
    const [old, now] = [intervalsOf(a), intervalsOf(b)];
    const [within, around] = [isWithin(now, old), isWithin(old, now)];
    if (within && around) return "equal";
    return within ? "narrower" : around ? "wider" : "both";
  },
  share(a, b) {
    const shared = intersect(intervalsOf(a), intervalsOf(b));
    return shared.length === 0 ? undefined : shared.map(showPorts);
  },
  unite: (a, b) => merge([...intervalsOf(a), ...intervalsOf(b)]).map(showPorts),
};

/** All but the wire's form. */
const portList = (name: string, given: Common) =>
  ({
    ...base(name, given),
    ...(given.role === "content" ? { extent: portExtent } : {}),
    schema: z.array(port).meta({ description: given.about, examples: [[443, "8000-8010"]] }),
    empty: [],
    check: (value) =>
      ((value ?? []) as readonly unknown[]).flatMap((entry, index) => {
        const [from, to] = parse(entry);
        return from <= to ? [] : [{ path: [index], message: `the port range "${String(entry)}" goes backwards` }];
      }),
    canonical: (value) => intervalsOf(value).map(showPorts),
    tidy: (value) => intervalsOf(value).map(sayPorts),
  }) satisfies Partial<Field>;

/** Port ranges of a ZPA segment: two wire forms, of which a write fills one and empties the other. [recorded] */
export const ports =
  (given: Common & { readonly flat: string; readonly objects: string }): Unbound =>
  (name) => {
    const write = (intervals: readonly Interval[]): JsonObject => ({
      [given.flat]: flat(intervals),
      [given.objects]: [],
    });
    return {
      ...portList(name, given),
      wire: [given.flat, given.objects],
      decode: (wire) => pairs(wire, given.flat, given.objects)?.map(showPorts),
      encode: (value) => write(intervalsOf(value)),
      carry: (wire) => write(pairs(wire, given.flat, given.objects) ?? []),
    };
  };

const range = ({ start, end = start }: JsonObject, at: string): Interval => {
  if (!/^\d+$/.test(String(start)) || !/^\d+$/.test(String(end))) throw new ShapeError(at, "a port range");
  return [BigInt(String(start)), BigInt(String(end))];
};

/** Port ranges of a ZIA service: `{start, end}` each, and a single port has no end. [recorded] */
export const portRanges =
  (given: Common): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...portList(name, given),
      decode: (wire) => readObjects(wire, key)?.map((one, index) => showPorts(range(one, `${key}[${index}]`))),
      encode: (value) => ({
        [key]: intervalsOf(value).map(([from, to]) =>
          from === to ? { start: Number(from) } : { start: Number(from), end: Number(to) },
        ),
      }),
    };
  };
