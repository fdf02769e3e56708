import { z } from "zod";
import { ShapeError, type Unbound } from "../field.ts";
import { readNumber } from "./shape.ts";
import { base, type Common } from "./text.ts";

const minutesOf = (time: unknown): number => {
  const [hours = 0, minutes = 0] = String(time).split(":").map(Number);
  return hours * 60 + minutes;
};

const shown = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

const ofDay = (minutes: string, given: Common, example: string): z.ZodType =>
  z
    .string()
    .regex(new RegExp(`^(?:[01]\\d|2[0-3]):${minutes}$`))
    .meta({ description: given.about, examples: [example] });

/** A time of day: `17:30` in YAML, minutes after midnight on the wire. */
export const clock =
  (given: Common): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: ofDay("[0-5]\\d", given, "17:30"),
      empty: undefined,
      canonical: (value) => (value === undefined || value === null ? null : minutesOf(value)),
      decode: (wire) => {
        const minutes = readNumber(wire, key);
        if (minutes === undefined) return undefined;
        if (minutes < 0 || minutes >= 24 * 60) throw new ShapeError(key, "a minute of the day");
        return shown(minutes);
      },
      encode: (value) => ({ [key]: value === null ? undefined : minutesOf(value) }),
    };
  };

/** The same as seconds after midnight, written as text. `step`: only every so many minutes. */
export const timeOfDay =
  (given: Common & { readonly otherwise: string; readonly step: 15 | 60 }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: ofDay(given.step === 60 ? "00" : "(?:00|15|30|45)", given, given.otherwise),
      empty: given.otherwise,
      canonical: (value) => minutesOf(value ?? given.otherwise),
      decode: (wire) => {
        const seconds = readNumber(wire, key);
        return seconds === undefined ? undefined : shown(Math.floor(seconds / 60));
      },
      encode: (value) => ({ [key]: String(minutesOf(value ?? given.otherwise) * 60) }),
    };
  };
