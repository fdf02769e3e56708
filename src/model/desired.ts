import { identityOf, type KindName } from "./address.ts";
import type { DomainName } from "./domain.ts";
import type { Anchor } from "./position.ts";
import type { Resource } from "./resource.ts";

/** What the documents declare. */
export interface DesiredState {
  readonly resources: readonly Resource[];
  /** Rules of each ordering domain in the order they are declared. */
  readonly order: ReadonlyMap<DomainName, readonly Resource[]>;
  /** Positions of documents, per domain, in the order of the documents. */
  readonly anchors: ReadonlyMap<DomainName, readonly Anchor[]>;
}

/** Finds a declared resource by kind and name. */
export const declaredIn = (
  resources: readonly Resource[],
): ((kind: KindName, name: string) => Resource | undefined) => {
  const byKey = new Map(resources.map((resource) => [`${resource.kind}\u0000${identityOf(resource.name)}`, resource]));
  return (kind, name) => byKey.get(`${kind}\u0000${identityOf(name)}`);
};
