import { z } from "zod";
import { identityOf, type KindName } from "../../model/address.ts";
import type { Unbound } from "../field.ts";
import { readText } from "./shape.ts";
import { base, type Common } from "./text.ts";

/** A name in quotes, in which a quote or a backslash is written with a backslash before it. */
const quoted = /"(?:[^"\\]|\\.)*"/g;

const nameIn = (text: string): string | undefined => {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
};

interface Given extends Common {
  /** What stands before the id on the wire: the `D` of `D63`. */
  readonly prefix: string;
}

/**
 * A formula that speaks of objects of another kind: `("Credit cards".S > 1)` here, `(D63.S > 1)` on the wire. Ids differ
 * from tenant to tenant and are given to others after a delete, so names are written.
 */
export const expression =
  (kind: KindName, given: Given): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const bareId = new RegExp(`\\b${given.prefix}(\\d+)\\b`, "g");
    const namesIn = (value: unknown): readonly string[] =>
      typeof value === "string" ? [...value.matchAll(quoted)].flatMap(([text]) => nameIn(text) ?? []) : [];
    const check = (value: unknown): readonly { readonly path: readonly []; readonly message: string }[] => {
      if (typeof value !== "string") return [];
      const [id] = value.replace(quoted, "").match(bareId) ?? [];
      const rest = value.replace(quoted, (text) => (nameIn(text) === undefined ? '"' : ""));
      return [
        ...(id === undefined
          ? []
          : [{ path: [] as const, message: `${id} is an id: write the name in double quotes` }]),
        ...(rest.includes('"') ? [{ path: [] as const, message: "a name begins and ends with a double quote" }] : []),
      ];
    };
    return {
      ...base(name, given),
      schema: z
        .string()
        .min(1)
        .meta({ description: given.about, reference: kind, "x-form": "formula with names in double quotes" }),
      empty: "",
      references: (value) => namesIn(value).map((one) => ({ kind, name: one, within: [], path: [] })),
      canonical: (value) =>
        typeof value === "string"
          ? value
              .replace(quoted, (text) => JSON.stringify(identityOf(nameIn(text) ?? text)))
              .replace(/\s+/g, " ")
              .trim()
          : "",
      check,
      decode: (wire, nameOf) =>
        readText(wire, key)?.replace(bareId, (_, id: string) => JSON.stringify(nameOf(kind, id))),
      encode: (value, idOf) => ({
        [key]: String(value ?? "").replace(quoted, (text) => `${given.prefix}${idOf(kind, nameIn(text) ?? text)}`),
      }),
    };
  };
