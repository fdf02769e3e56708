import { z } from "zod";
import type { Unbound } from "../field.ts";
import { readNumber } from "./shape.ts";
import { base, type Common } from "./text.ts";

const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60;
};

const shown = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** A time of day: `18:30` in YAML, seconds since midnight as text on the wire. `step`: only every so many minutes. */
export const timeOfDay =
  (given: Common & { readonly otherwise: string; readonly step: 15 | 60 }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const minutes = given.step === 60 ? "00" : "(?:00|15|30|45)";
    return {
      ...base(name, given),
      schema: z
        .string()
        .regex(new RegExp(`^(?:[01]\\d|2[0-3]):${minutes}$`))
        .meta({ description: given.about, examples: [given.otherwise] }),
      empty: given.otherwise,
      canonical: (value) => secondsOf((value ?? given.otherwise) as string),
      decode: (wire) => {
        const seconds = readNumber(wire, key);
        return seconds === undefined ? undefined : shown(seconds);
      },
      encode: (value) => ({ [key]: String(secondsOf((value ?? given.otherwise) as string)) }),
    };
  };
