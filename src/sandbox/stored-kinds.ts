import { ziaKinds } from "./zia/kinds.ts";
import { zmsKinds } from "./zms/kinds.ts";
import { zpaKinds } from "./zpa/kinds.ts";

/** Every kind the tenant stores, by the name the control plane uses. */
export interface StoredKind {
  readonly kind: string;
  readonly nameKey: string;
  readonly idKey: string;
}

export const storedKinds: readonly StoredKind[] = [
  ...ziaKinds.map(({ kind, nameKey }) => ({ kind, nameKey, idKey: "id" })),
  ...zpaKinds.map(({ kind, nameKey }) => ({ kind, nameKey, idKey: "id" })),
  ...zmsKinds.map(({ kind, nameKey, idKey }) => ({ kind, nameKey, idKey })),
];
