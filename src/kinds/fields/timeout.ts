import { z } from "zod";
import type { Unbound } from "../field.ts";
import { readText } from "./shape.ts";
import { base, type Common } from "./text.ts";

const units: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };
const never = "never";
/** Larger than any time, and still JSON. */
const forEver = Number.MAX_SAFE_INTEGER;

const secondsOf = (value: string): number => Number(value.slice(0, -1)) * (units[value.slice(-1)] ?? Number.NaN);

/** In the largest unit that divides it. */
const shown = (seconds: number): string => {
  const [unit, size] = Object.entries(units).find(([, each]) => seconds % each === 0)!;
  return `${seconds / size}${unit}`;
};

/**
 * How long something goes on: `12h`, `never` or a word of the API; seconds as text on the wire, `-1` for never. At least
 * ten minutes. [provider] A longer time is looser.
 */
export const timeout =
  (given: Common & { readonly words?: readonly string[] }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const known = [never, ...(given.words ?? [])];
    const isWord = (value: unknown): boolean => known.includes(value as string);
    return {
      ...base(name, { role: "effect", loosens: "increases", ...given }),
      schema: z
        .string()
        .regex(new RegExp(`^([1-9]\\d*[dhms]|${known.join("|")})$`))
        .meta({ description: given.about, examples: ["12h", ...known] }),
      empty: undefined,
      canonical: (value) => {
        if (value === undefined || value === null) return null;
        if (value === never) return forEver;
        return isWord(value) ? value : secondsOf(value as string);
      },
      check: (value) =>
        typeof value === "string" && !isWord(value) && secondsOf(value) < 600
          ? [{ path: [], message: `${name} "${value}" is shorter than ten minutes` }]
          : [],
      decode: (wire) => {
        const value = readText(wire, key);
        if (value === undefined) return undefined;
        if (value === "-1") return never;
        return /^\d+$/.test(value) ? shown(Number(value)) : value;
      },
      encode: (value) => {
        if (value === null) return { [key]: undefined };
        if (value === never) return { [key]: "-1" };
        return { [key]: isWord(value) ? (value as string) : String(secondsOf(value as string)) };
      },
    };
  };
