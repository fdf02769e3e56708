import type { KindName } from "../model/address.ts";
import type { RuleKind } from "../model/domain.ts";
import { findKind } from "./find.ts";
import { kinds } from "./registry.ts";
import { resourceSchema } from "./schema.ts";

const schemas = new Map<string, object | undefined>();

/** What reading documents takes to know of the kinds. */
export const kindSchemas = {
  names: kinds.map(({ name }) => name),
  schemaOf(name: string): object | undefined {
    if (!schemas.has(name)) {
      const kind = findKind(name as KindName);
      schemas.set(name, kind === undefined ? undefined : resourceSchema(kind));
    }
    return schemas.get(name);
  },
  isLookup: (name: string): boolean => findKind(name as KindName)?.writable === false,
  isReserved: (name: string, own: string): boolean => findKind(name as KindName)?.reserved.includes(own) ?? false,
};

/** Kinds whose resources have an order. */
export const orderedKinds: readonly RuleKind[] = kinds.filter(({ order }) => order !== undefined);
