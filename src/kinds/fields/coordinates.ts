import { z } from "zod";
import type { Unbound } from "../field.ts";
import { readFlag, readNumber } from "./shape.ts";
import { base, type Common } from "./text.ts";

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

const place = z.strictObject({
  latitude: z.number().min(-90).max(90).describe("Degrees north"),
  longitude: z.number().min(-180).max(180).describe("Degrees east"),
});

/** The seventh digit comes back cut off. [recorded] */
const exact = (degrees: number): number => Math.round(degrees * 1e6) / 1e6 + 0;

/**
 * A place that overrides the one the service works out: a flag on the wire, and the degrees beside it. Without the flag
 * they are the service's own, and nobody's setting. [provider]
 */
export const coordinates =
  (given: Common): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    return {
      ...base(name, given),
      wire: [key, "latitude", "longitude"],
      schema: place.describe(given.about),
      empty: undefined,
      canonical: (value) => {
        if (value === undefined || value === null) return null;
        const { latitude, longitude } = value as Place;
        return { latitude: exact(latitude), longitude: exact(longitude) };
      },
      decode: (wire) => {
        const [latitude, longitude] = [readNumber(wire, "latitude"), readNumber(wire, "longitude")];
        if (readFlag(wire, key) !== true || latitude === undefined || longitude === undefined) return undefined;
        return { latitude: exact(latitude), longitude: exact(longitude) };
      },
      encode: (value) =>
        value === null
          ? { [key]: false, latitude: undefined, longitude: undefined }
          : { [key]: true, latitude: (value as Place).latitude, longitude: (value as Place).longitude },
    };
  };
