import type { Identity, Tenant } from "../tenant.ts";
import { buildAcme } from "./acme.ts";
import { buildEmpty } from "./empty.ts";
import { buildSized } from "./sizes.ts";

const seeds: Readonly<Record<string, (identity: Identity, now: number) => Tenant>> = {
  empty: buildEmpty,
  acme: buildAcme,
  small: (identity, now) => buildSized("small", identity, now),
  medium: (identity, now) => buildSized("medium", identity, now),
  large: (identity, now) => buildSized("large", identity, now),
};

export const seedNames: readonly string[] = Object.keys(seeds);

/** A tenant as a seed describes it: everything active, nothing staged, no audit history. */
export function buildSeed(name: string, identity: Identity, now: number): Tenant {
  const build = seeds[name];
  if (!build) throw new Error(`there is no sandbox seed "${name}"`);
  return build(identity, now);
}
