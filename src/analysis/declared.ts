import { findKind } from "../kinds/find.ts";
import type { Kind } from "../kinds/kind.ts";
import type { DesiredState } from "../model/desired.ts";
import { kindOfDomain } from "../model/domain.ts";
import type { Resource } from "../model/resource.ts";
import type { Policy, PolicyObject } from "./policy.ts";

const objectOf = (kind: Kind, { name, spec, at }: Resource): PolicyObject => ({ kind, name, spec, at, managed: true });

/** What the documents say by themselves, as if the tenant were empty: a field that is not declared is empty. */
export const declaredPolicy = ({ resources, order }: DesiredState): Policy => {
  const policy = new Map<Kind, PolicyObject[]>();
  const ordered = new Set([...order.keys()].map(kindOfDomain));
  for (const resource of resources) {
    const kind = findKind(resource.kind);
    if (kind === undefined || ordered.has(resource.kind)) continue;
    const known = policy.get(kind);
    if (known === undefined) policy.set(kind, [objectOf(kind, resource)]);
    else known.push(objectOf(kind, resource));
  }
  for (const [domain, rules] of order) {
    const kind = findKind(kindOfDomain(domain));
    if (kind !== undefined)
      policy.set(kind, [...(policy.get(kind) ?? []), ...rules.map((rule) => objectOf(kind, rule))]);
  }
  return policy;
};
