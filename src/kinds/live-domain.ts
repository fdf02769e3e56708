import { type DomainName, domainIn } from "../model/domain.ts";
import type { Listing } from "../model/live.ts";
import type { LiveObject, Spec } from "../model/resource.ts";
import type { Kind } from "./kind.ts";
import { decodeField } from "./specs.ts";

/** What says in which order a live rule stands; no reference, so that it needs no names. */
const placing = (kind: Kind, live: LiveObject): Spec => {
  const field = kind.fields[kind.order?.per ?? ""];
  return field === undefined ? {} : { [field.name]: decodeField(kind, field, live, (_kind, id) => id) };
};

/** The ordering domain a live rule stands in. */
export const domainOfLive = (kind: Kind, live: LiveObject): DomainName => domainIn(kind, placing(kind, live));

/** The rules of one domain among all of their kind. */
export const rulesIn = (kind: Kind, listing: Listing, domain: DomainName): Listing =>
  kind.order?.per === undefined
    ? listing
    : { ...listing, objects: listing.objects.filter((live) => domainOfLive(kind, live) === domain) };
