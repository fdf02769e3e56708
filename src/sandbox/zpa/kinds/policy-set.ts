import { lookup } from "../lookup.ts";
import { policySetKind } from "../policy-types.ts";

export const policySet = lookup(policySetKind, undefined, { nameKey: "$type" });
