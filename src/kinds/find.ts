import type { KindName } from "../model/address.ts";
import type { Kind } from "./kind.ts";
import { kinds } from "./registry.ts";

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export const findKind = (name: KindName): Kind | undefined => byName.get(name);

/** For names that come from the registry itself. */
export const kindOf = (name: KindName): Kind => {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`no kind is named ${name}`);
  return kind;
};
