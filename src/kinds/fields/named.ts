import { z } from "zod";
import { identityOf, type KindName } from "../../model/address.ts";
import type { JsonObject } from "../../model/json.ts";
import type { NameOf, Unbound } from "../field.ts";
import { base, type Common } from "./text.ts";

const nameOf = (kind: KindName): z.ZodType => z.string().min(1).meta({ reference: kind });

const listOf = (kinds: readonly KindName[], about: string): z.ZodType =>
  kinds.length === 1
    ? z.array(z.string().min(1)).meta({ description: about, reference: kinds[0] })
    : z.array(z.union(kinds.map(nameOf))).describe(about);

/**
 * Names of objects in a form of its own, for kinds that are only read. With several kinds a name may be of any of them,
 * so it counts as a reference to each.
 */
export const named =
  (
    kinds: readonly KindName[],
    given: Common & { read(wire: JsonObject, nameOf: NameOf): readonly string[] | undefined },
  ): Unbound =>
  (name) => ({
    ...base(name, given),
    schema: listOf(kinds, given.about),
    empty: [],
    references: (value) =>
      ((value ?? []) as readonly string[]).flatMap((entry, index) =>
        kinds.map((kind) => ({ kind, name: entry, within: [], path: [index] })),
      ),
    canonical: (value) => ((value ?? []) as readonly string[]).map(identityOf).sort(),
    decode: (wire, nameOf) => given.read(wire, nameOf),
    encode: () => ({}),
  });
