import { isIPv4, isIPv6 } from "node:net";
import { z } from "zod";
import type { Extent, Unbound } from "../field.ts";
import { remembered } from "./extent.ts";
import { type Interval, intersect, isWithin, merge } from "./intervals.ts";
import { readTexts } from "./shape.ts";
import { base, type Common } from "./text.ts";

const v6Base = 1n << 64n; // keeps IPv6 apart from IPv4 on one number line

const v4 = (text: string): bigint => text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);

const v6 = (text: string): bigint => {
  const [head = "", tail = ""] = text.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const groups = text.includes("::")
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
    : left;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
};

const one = (text: string): { readonly value: bigint; readonly bits: bigint } | undefined => {
  if (isIPv4(text)) return { value: v4(text), bits: 32n };
  if (isIPv6(text) && !text.includes(".")) return { value: v6(text), bits: 128n };
  return undefined;
};

/** An address, a CIDR block or a range as an interval; undefined for a host name. */
export const parseAddress = (text: string): Interval | undefined => {
  const shift = (bits: bigint): bigint => (bits === 128n ? v6Base : 0n);
  const slash = /^(.+)\/(\d+)$/.exec(text);
  if (slash !== null) {
    const address = one(slash[1]!);
    if (address === undefined || BigInt(slash[2]!) > address.bits) return undefined;
    const size = 1n << (address.bits - BigInt(slash[2]!));
    const from = address.value - (address.value % size) + shift(address.bits);
    return [from, from + size - 1n];
  }
  const [start = "", end] = text.split("-").map((part) => part.trim());
  const from = one(start);
  const to = end === undefined ? from : one(end);
  if (from === undefined || to === undefined || from.bits !== to.bits || to.value < from.value) return undefined;
  return [from.value + shift(from.bits), to.value + shift(to.bits)];
};

interface Mixed {
  readonly intervals: readonly Interval[];
  readonly hosts: ReadonlySet<string>;
}

const split = remembered((value: unknown): Mixed => {
  const intervals: Interval[] = [];
  const hosts = new Set<string>();
  for (const entry of (value ?? []) as readonly string[]) {
    const interval = parseAddress(entry.trim());
    if (interval === undefined) hosts.add(entry.trim().toLowerCase());
    else intervals.push(interval);
  }
  return { intervals: merge(intervals), hosts };
});

const isEmpty = (mixed: Mixed): boolean => mixed.intervals.length === 0 && mixed.hosts.size === 0;
const contains = (a: Mixed, b: Mixed): boolean =>
  isWithin(b.intervals, a.intervals) && [...b.hosts].every((host) => a.hosts.has(host));

/** Entries of `value` that lie wholly in `other`: what can be kept without inventing an entry nobody wrote. */
const keptIn = (value: unknown, other: Mixed): readonly string[] =>
  ((value ?? []) as readonly string[]).filter((entry) => contains(other, split([entry])));

const addressExtent = (empty: "any" | "nothing"): Extent => ({
  relate(a, b) {
    const [old, now] = [split(a), split(b)];
    if (empty === "any" && isEmpty(old)) return isEmpty(now) ? "equal" : "narrower";
    if (empty === "any" && isEmpty(now)) return "wider";
    const within = contains(old, now);
    const around = contains(now, old);
    if (within && around) return "equal";
    return within ? "narrower" : around ? "wider" : "both";
  },
  share(a, b) {
    const [old, now] = [split(a), split(b)];
    if (empty === "any" && isEmpty(old)) return b;
    if (empty === "any" && isEmpty(now)) return a;
    const kept = [...new Set([...keptIn(b, old), ...keptIn(a, now)])];
    return kept.length === 0 && intersect(old.intervals, now.intervals).length === 0
      ? undefined
      : kept.length === 0
        ? undefined
        : kept;
  },
  unite(a, b) {
    if (empty === "any" && (isEmpty(split(a)) || isEmpty(split(b)))) return [];
    return [...new Set([...((a ?? []) as string[]), ...((b ?? []) as string[])])];
  },
  // A host name may stand for any address, and for the same one as another name.
  apart(a, b) {
    const both = [split(a), split(b)];
    if (empty !== "any" || both.some((mixed) => isEmpty(mixed) || mixed.hosts.size > 0)) return false;
    return intersect(both[0]!.intervals, both[1]!.intervals).length === 0;
  },
});

const notNumeric = (value: unknown) =>
  ((value ?? []) as readonly string[]).flatMap((entry, index) =>
    parseAddress(entry.trim()) === undefined
      ? [{ path: [index], message: `"${entry}" is no IP address, CIDR block or range` }]
      : [],
  );

/** IP addresses, CIDR blocks and ranges, compared as intervals, with host names among them unless it is `numeric`. */
export const addresses =
  (given: Common & { readonly numeric?: true }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      ...(given.role === "match"
        ? { extent: addressExtent("any") }
        : given.role === "content"
          ? { extent: addressExtent("nothing") }
          : {}),
      schema: z.array(z.string().min(1)).describe(given.about),
      ...(given.numeric === undefined ? {} : { check: notNumeric }),
      empty: [],
      canonical: (value) => {
        const { intervals, hosts } = split(value);
        return [...intervals.map(([from, to]) => `${from}-${to}`), ...[...hosts].sort()];
      },
      decode: (wire) => readTexts(wire, key),
      encode: (value) => ({ [key]: (value ?? []) as readonly string[] }),
    };
  };
