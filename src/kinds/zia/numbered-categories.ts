import type { Json, JsonObject } from "../../model/json.ts";
import type { Unbound } from "../field.ts";
import { refs } from "../fields/references.ts";
import { readId, readObjects, readText } from "../fields/shape.ts";

const kind = "zia/url-category";
/** `val` is 127 above the number in a custom id. [recorded: the sum] */
const offset = 127;

const customId = (number: string): string =>
  /^\d+$/.test(number) && Number(number) > offset
    ? `CUSTOM_${String(Number(number) - offset).padStart(2, "0")}`
    : number;

/** Read lists show `val`; of a category made a moment ago only the id is known. */
const numberOf = (id: string, name: string): number => {
  const custom = /^CUSTOM_(\d+)$/.exec(id);
  const number = custom === null ? Number(id) : Number(custom[1]) + offset;
  if (Number.isNaN(number)) throw new Error(`${kind}:${name} has no number that DLP rules could name it by`);
  return number;
};

/**
 * DLP rules alone name categories by number. INFERRED: that it is `val`. Predefined ones come with their name.
 */
export const numberedCategories = (about: string): Unbound => {
  const bind = refs(kind, { about, form: "bare", role: "match", asks: "where" });
  return (name) => ({
    ...bind(name),
    references: (value) =>
      bind(name)
        .references(value)
        .map((reference) => ({ ...reference, listed: true })),
    decode: (wire, nameOf) =>
      readObjects(wire, name)?.map((category) =>
        nameOf(kind, customId(readId(category, "id")), readText(category, "name")),
      ),
    encode: (value, idOf) => ({
      [name]: ((value ?? []) as readonly string[]).map((entry) => ({
        id: numberOf(idOf(kind, entry, [], "val"), entry),
      })),
    }),
    carry: (wire: JsonObject): JsonObject => {
      const categories = readObjects(wire, name);
      return categories === undefined ? {} : { [name]: categories.map(({ id }): Json => ({ id: id ?? null })) };
    },
  });
};
