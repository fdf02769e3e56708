import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import type { Unbound } from "../field.ts";
import { type Entries, remembered } from "./extent.ts";
import { extentFor } from "./list.ts";
import { readObjects, readText } from "./shape.ts";
import { base, type Common } from "./text.ts";

interface Given extends Common {
  /** The keys of an entry; all of them are needed. */
  readonly keys: Readonly<Record<string, z.ZodType>>;
  readonly max?: number;
}

/** A set of mappings of texts, the API's own keys and words in each. */
export const records =
  (given: Given): Unbound =>
  (name) => {
    const wire = given.wire ?? name;
    const keys = Object.keys(given.keys);
    const entriesOf = remembered((value: unknown): Entries => {
      const listed = (value ?? []) as readonly JsonObject[];
      return new Map(listed.map((entry) => [JSON.stringify(keys.map((key) => entry[key])), entry]));
    });
    const list = z.array(z.strictObject(given.keys));
    return {
      ...base(name, given),
      ...extentFor(given, entriesOf),
      schema: (given.max === undefined ? list : list.max(given.max)).describe(given.about),
      empty: [],
      canonical: (value) => [...entriesOf(value).keys()].sort(),
      decode: (object) =>
        readObjects(object, wire)?.map((entry) =>
          Object.fromEntries(keys.map((key) => [key, readText(entry, key) ?? ""])),
        ),
      encode: (value) => ({ [wire]: (value ?? []) as readonly JsonObject[] }),
    };
  };

/** One of the API's own words; words we do not know pass with a warning. */
export const openWord = (values: readonly string[]): z.ZodType =>
  z.enum(values as [string, ...string[]]).meta({ "x-open": true });
