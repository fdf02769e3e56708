import type { Wire } from "./json.ts";
import { ziaKinds } from "./zia/kinds.ts";
import { zmsKinds } from "./zms/kinds.ts";
import { zpaKinds } from "./zpa/kinds.ts";

/** Every kind the tenant stores, by the name the control plane uses. */
export interface StoredKind {
  readonly kind: string;
  readonly nameKey: string;
  readonly idKey: string;
  /** The one object that every tenant has from its first day, where the kind is settings. */
  readonly one?: Wire;
}

export const storedKinds: readonly StoredKind[] = [
  ...ziaKinds.map(({ kind, nameKey, single }) =>
    single === undefined
      ? { kind, nameKey, idKey: "id" }
      : { kind, nameKey, idKey: nameKey, one: { [nameKey]: "global" } },
  ),
  ...zpaKinds.map(({ kind, nameKey }) => ({ kind, nameKey, idKey: "id" })),
  ...zmsKinds.map(({ kind, nameKey, idKey }) => ({ kind, nameKey, idKey })),
];
