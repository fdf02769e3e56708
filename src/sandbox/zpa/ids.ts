import type { Actor } from "../actor.ts";
import type { Tenant } from "../tenant.ts";

/** Recorded: object ids are the customer id plus a small number; one counter serves all kinds of a tenant. */
export const zpaId = (tenant: Tenant, offset: number): string =>
  String(BigInt(tenant.identity.customerId) + BigInt(offset));

export const nextZpaId = (tenant: Tenant): string => zpaId(tenant, tenant.next("zpa", 2711));

/** Recorded: conditions and operands draw from a short counter of their own, consecutively. */
export const nextConditionId = (tenant: Tenant): string => String(tenant.next("zpa condition", 46_000_407));

/** Recorded: `modifiedBy` is an id, never a name. */
export const authorId = (tenant: Tenant, actor: Actor): string =>
  zpaId(tenant, actor.interface === "API" ? 705 : 900 + (actor.id % 97));
