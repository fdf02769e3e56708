import { type Wire, without } from "./json.ts";
import type { Tenant } from "./tenant.ts";
import { ziaKinds } from "./zia/kinds.ts";
import { zpaKinds } from "./zpa/kinds.ts";

const restKinds = [...ziaKinds, ...zpaKinds].map(({ kind }) => kind);

/** Gives every REST object the fields of a newer release, or takes them away again. Not a change anybody made. */
export function exchangeExtraFields(tenant: Tenant, before: Wire, after: Wire): void {
  const goneKeys = Object.keys(before).filter((key) => !(key in after));
  const newKeys = Object.keys(after).filter((key) => !(key in before));
  if (goneKeys.length + newKeys.length === 0) return;
  for (const kind of restKinds) {
    const collection = tenant.collection(kind);
    for (const row of collection.values()) {
      const added: Wire = {};
      for (const key of newKeys) added[key] = row[key] ?? after[key] ?? null;
      collection.put({ ...without(row, goneKeys), ...added });
    }
  }
}
