import type { Tenant } from "../tenant.ts";

/** Recorded: predefined objects belong to owner 2^56, not to the tenant; ids are the owner and 32 digits. */
export const systemOwner = "72057594037927936";

export const zmsId = (owner: string, number: number): string => `${owner}-${String(number).padStart(32, "0")}`;

export const nextZmsId = (tenant: Tenant): string => zmsId(tenant.identity.customerId, tenant.next("zms", 1001));

/** Recorded for the catalogue: ISO 8601 with milliseconds. */
export const zmsTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
