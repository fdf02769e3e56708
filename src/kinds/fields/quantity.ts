import { z } from "zod";
import type { Unbound } from "../field.ts";
import { readNumber } from "./shape.ts";
import { base, type Common } from "./text.ts";

type Units = Readonly<Record<string, number>>;

/** Factors to the wire's unit. */
const minutes: Units = { m: 1, min: 1, h: 60 };
const kilobytes: Units = { KB: 1, MB: 1024, GB: 1024 * 1024 };
const kilobits: Units = { kbps: 1, Mbps: 1000, Gbps: 1_000_000 };

const toWire = (value: unknown, units: Units): number => {
  const match = /^(\d+)\s*([A-Za-z]+)$/.exec(String(value));
  const factor = match === null ? undefined : units[match[2]!];
  return factor === undefined ? Number.NaN : Number(match![1]) * factor;
};

/** The largest unit that divides the amount. */
const toAuthor = (amount: number, units: Units): string => {
  const best = Object.entries(units)
    .sort(([, a], [, b]) => b - a)
    .find(([, factor]) => amount % factor === 0);
  return `${amount / (best?.[1] ?? 1)}${best?.[0] ?? ""}`;
};

const quantity =
  (units: Units, example: string) =>
  (given: Common & { readonly otherwise?: string }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const otherwise = given.otherwise === undefined ? 0 : toWire(given.otherwise, units);
    return {
      ...base(name, given),
      schema: z
        .string()
        .regex(new RegExp(`^\\d+ ?(${Object.keys(units).join("|")})$`))
        .meta({ description: given.about, examples: [example], "x-unit": Object.keys(units).join(", ") }),
      empty: given.otherwise,
      canonical: (value) => (value === undefined || value === null ? otherwise : toWire(value, units)),
      decode: (wire) => {
        const amount = readNumber(wire, key);
        return amount === undefined || amount === 0 ? undefined : toAuthor(amount, units);
      },
      // An omitted key is reset by a full replacement, so clearing leaves it out. [recorded: ZIA PUT]
      encode: (value) => ({ [key]: value === null ? undefined : toWire(value, units) }),
    };
  };

/** Minutes on the wire, `90m` or `2h` in YAML. */
export const duration = quantity(minutes, "90m");
/** Kilobytes on the wire, `50MB` in YAML. */
export const size = quantity(kilobytes, "50MB");
/** Kilobits per second on the wire, `100Mbps` in YAML. */
export const rate = quantity(kilobits, "100Mbps");

/** ISO 8601 with zone; days a month does not have are no dates. */
const moment =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2\d))T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Epoch seconds on the wire, ISO 8601 with zone in YAML. */
export const time =
  (given: Common): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: z
        .string()
        .regex(moment)
        .meta({ description: given.about, examples: ["2026-12-01T08:00:00Z"] }),
      empty: undefined,
      canonical: (value) => (typeof value === "string" ? Date.parse(value) / 1000 : 0),
      decode: (wire) => {
        const seconds = readNumber(wire, key);
        return seconds === undefined || seconds === 0
          ? undefined
          : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
      },
      encode: (value) => ({ [key]: value === null ? undefined : Math.floor(Date.parse(value as string) / 1000) }),
    };
  };
