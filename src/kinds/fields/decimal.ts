import { z } from "zod";
import type { Unbound } from "../field.ts";
import { readNumber } from "./shape.ts";
import { base, type Common } from "./text.ts";

/** A number with a fraction, written as text; `37.3` and `37.30` are one. [provider: coordinates] */
export const decimal =
  (given: Common & { readonly min: number; readonly max: number }): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      schema: z.number().min(given.min).max(given.max).describe(given.about),
      empty: undefined,
      canonical: (value) => value ?? null,
      decode: (wire) => (wire[key] === "" ? undefined : readNumber(wire, key)),
      encode: (value) => ({ [key]: value === null ? undefined : String(value) }),
    };
  };
