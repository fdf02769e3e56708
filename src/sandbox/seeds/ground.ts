import type { Json, Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";

/** What the parts of the builder share: the tenant, when its objects were made, and looking up by name. */
export interface Ground {
  readonly tenant: Tenant;
  readonly seed: string;
  /** Milliseconds since the epoch at which seeded objects were made. */
  readonly born: number;
  /** The one object of a name that also meets the wish; a seed that names nothing is a bug. */
  find(kind: string, name: string, isMeant?: (row: Wire) => boolean): Wire;
  idOf(kind: string, name: string): Json;
}

/** Seeded objects are some weeks old. */
const age = 40 * 24 * 3_600_000;

export function breakGround(tenant: Tenant, seed: string, now: number): Ground {
  const find: Ground["find"] = (kind, name, isMeant = () => true) => {
    const row = tenant.collection(kind).named(name).find(isMeant);
    if (!row) throw new Error(`seed ${seed}: no ${kind} is named "${name}"`);
    return row;
  };
  return {
    tenant,
    seed,
    born: now - age,
    find,
    idOf: (kind, name) => {
      const row = find(kind, name);
      return row.id ?? row.eyezId ?? "";
    },
  };
}

/** References to objects by name; `by` is the key they hold, where it is not the id. */
export const refsTo = ({ find }: Ground, kind: string, names: Json | undefined, by = "id"): Wire[] =>
  Array.isArray(names) ? names.map((name) => ({ id: find(kind, String(name))[by] ?? "" })) : [];
