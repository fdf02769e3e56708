import type { Wire } from "../json.ts";
import { type Identity, Tenant } from "../tenant.ts";
import { systemOwner, zmsId } from "../zms/ids.ts";
import { nextConditionId, zpaId } from "../zpa/ids.ts";
import { policySetKind, policyTypes } from "../zpa/policy-types.ts";
import type { Builder } from "./builder-types.ts";
import { breakGround } from "./ground.ts";
import { ziaPart } from "./zia-part.ts";
import { zmsPart } from "./zms-part.ts";
import { zpaPart } from "./zpa-part.ts";

export type { Block, Builder, Tags, ZmsRule } from "./builder-types.ts";

/** An empty tenant and the means to fill it. */
export function startBuilder(seed: string, identity: Identity, now: number): Builder {
  const tenant = new Tenant(seed, identity);
  const ground = breakGround(tenant, seed, now);
  const zia = ziaPart(ground);
  return {
    tenant,
    zia,
    ziaNames: (kind, ...names) => {
      for (const name of names) zia(kind, name);
    },
    ...zpaPart(ground),
    ...zmsPart(ground),
  };
}

/** Policy sets stand at fixed distances from the customer id, each default rule right behind its set (recorded for three). */
export function addPolicySets({ tenant }: Builder): void {
  let offset = 5;
  for (const type of policyTypes) {
    const setId = zpaId(tenant, offset++);
    const audit: Wire = { modifiedTime: "1631712345", creationTime: "1631712345", modifiedBy: zpaId(tenant, 70) };
    tenant.collection(policySetKind).put({
      id: setId,
      ...audit,
      name: type.setName,
      enabled: true,
      description: type.description,
      sorted: true,
      $type: type.type,
    });
    if (!type.defaultRule) continue;
    tenant.collection(type.kind).put({
      id: zpaId(tenant, offset++),
      ...audit,
      name: "Default_Rule",
      operator: "AND",
      disabled: "0",
      defaultRule: true,
      ...type.defaultRule,
      ...(type.type === "ISOLATION_POLICY" ? { conditions: [exporterOnly(tenant)] } : {}),
    });
  }
}

/** Recorded: the default isolation rule is for the web browser client only. */
const exporterOnly = (tenant: Tenant): Wire => ({
  id: nextConditionId(tenant),
  operator: "OR",
  negated: false,
  operands: [{ id: nextConditionId(tenant), objectType: "CLIENT_TYPE", lhs: "id", rhs: "zpn_client_type_exporter" }],
});

/** Objects of the system itself, owned by nobody's tenant (recorded ids). */
export function addSystemObject({ tenant }: Builder, kind: string, number: number, fields: Wire): void {
  tenant.collection(kind).put({ id: zmsId(systemOwner, number), ...fields });
}
