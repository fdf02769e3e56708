import { isWire, type Json, type Wire, wiresOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { invalidArgument, serverError, unreadable } from "./errors.ts";
import { nextConditionId } from "./ids.ts";
import { policyTypeOf } from "./policy-types.ts";

/** What an operand names: an object, found by the key that stands on one side. */
export interface OperandTarget {
  readonly kind: string;
  readonly side: "lhs" | "rhs";
  readonly by: string;
}

/** How an object type is written, and what it may say. */
interface OperandType {
  readonly form: "values" | "entryValues";
  readonly targets?: readonly OperandTarget[];
  readonly isValid?: (lhs: string, rhs: string) => boolean;
}

const idOn = (side: "lhs" | "rhs", kind: string, by = "id"): OperandTarget => ({ kind, side, by });
const isTruth = (text: string): boolean => text === "true" || text === "false";
const values = (kind: string): OperandType => ({ form: "values", targets: [idOn("rhs", kind)] });

const clientTypeNames =
  "zapp exporter exporter_noauth ip_anchoring browser_isolation machine_tunnel edge_connector branch_connector zapp_partner vdi slogger zia_inspection";

export const clientTypes: Readonly<Record<string, string>> = {
  zpn_client_type_zapp: "Client Connector",
  zpn_client_type_exporter: "Web Browser",
  zpn_client_type_exporter_noauth: "Web Browser Unauthenticated",
  zpn_client_type_ip_anchoring: "ZIA Service Edge",
  zpn_client_type_browser_isolation: "Cloud Browser",
  zpn_client_type_machine_tunnel: "Machine Tunnel",
  zpn_client_type_edge_connector: "Cloud Connector",
  zpn_client_type_branch_connector: "Branch Connector",
  zpn_client_type_zapp_partner: "Client Connector Partner",
  zpn_client_type_vdi: "Client Connector for VDI",
  zpn_client_type_slogger: "ZPA LSS",
  zpn_client_type_zia_inspection: "ZIA Inspection",
};

export const platforms: Readonly<Record<string, string>> = {
  linux: "Linux",
  android: "Android",
  windows: "Windows",
  ios: "iOS",
  mac: "Mac",
};

export const riskScores = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN"];

const knownClientTypes = new Set(clientTypeNames.split(" ").map((name) => `zpn_client_type_${name}`));

/** Postures and networks are named by their udid, not by their id (recorded). */
export const operandTypes: Readonly<Record<string, OperandType>> = {
  APP: values("zpa/application-segment"),
  APP_GROUP: values("zpa/segment-group"),
  CLIENT_TYPE: { form: "values", isValid: (_lhs, rhs) => knownClientTypes.has(rhs) },
  MACHINE_GRP: values("zpa/machine-group"),
  LOCATION: values("zpa/location"),
  BRANCH_CONNECTOR_GROUP: values("zpa/branch-connector-group"),
  EDGE_CONNECTOR_GROUP: values("zpa/cloud-connector-group"),
  CONSOLE: { form: "values" },
  PRIVILEGE_PORTAL: { form: "values" },
  USER_PORTAL: { form: "values" },
  CHROME_POSTURE_PROFILE: values("zpa/managed-browser-profile"),
  WORKLOAD_TAG_GROUP: values("zpa/workload-tag-group"),
  IDP: values("zpa/idp"),
  SAML: { form: "entryValues", targets: [idOn("lhs", "zpa/saml-attribute")] },
  SCIM: { form: "entryValues", targets: [idOn("lhs", "zpa/scim-attribute")] },
  SCIM_GROUP: { form: "entryValues", targets: [idOn("rhs", "zpa/scim-group"), idOn("lhs", "zpa/idp")] },
  POSTURE: {
    form: "entryValues",
    targets: [idOn("lhs", "zpa/posture-profile", "postureUdid")],
    isValid: (_lhs, rhs) => isTruth(rhs),
  },
  TRUSTED_NETWORK: {
    form: "entryValues",
    targets: [idOn("lhs", "zpa/trusted-network", "networkId")],
    isValid: (_lhs, rhs) => isTruth(rhs),
  },
  PLATFORM: { form: "entryValues", isValid: (lhs, rhs) => lhs in platforms && rhs === "true" },
  COUNTRY_CODE: { form: "entryValues", isValid: (lhs, rhs) => /^[A-Z]{2}$/.test(lhs) && rhs === "true" },
  RISK_FACTOR_TYPE: { form: "entryValues", isValid: (lhs, rhs) => lhs === "ZIA" && riskScores.includes(rhs) },
  CHROME_ENTERPRISE: { form: "entryValues", isValid: (lhs, rhs) => lhs === "managed" && isTruth(rhs) },
};

/** The object on one side of an operand. */
export function targetOf(tenant: Tenant, target: OperandTarget, operand: Wire): Wire | undefined {
  const collection = tenant.collection(target.kind);
  const value = operand[target.side];
  if (target.by === "id") return collection.get(value);
  const index = collection.memo(`by ${target.by}`, () => {
    return new Map(collection.values().map((row) => [String(row[target.by]), row]));
  });
  return index.get(String(value));
}

/**
 * Conditions of a request as the service stores them: one operand per value. Recorded: v2 `values` become operands
 * with lhs "id", v2 `entryValues` keep their sides, values arrive as text or bare numbers and booleans.
 */
export function bindConditions(tenant: Tenant, policyType: string, version: "v1" | "v2", body: Wire): Wire[] {
  const sent = body.conditions;
  if (sent === undefined) return [];
  // SDK changelog: null lists break v1; elsewhere null counts as absent.
  if (sent === null && version === "v1") throw serverError();
  if (sent === null) return [];
  if (!Array.isArray(sent)) throw unreadable();
  return sent.map((block) => bindBlock(tenant, policyType, version, block)).filter((block) => block !== undefined);
}

function bindBlock(tenant: Tenant, policyType: string, version: "v1" | "v2", block: Json): Wire | undefined {
  if (!isWire(block)) throw unreadable();
  if (block.operands === null && version === "v1") throw serverError();
  const operator = block.operator ?? "OR";
  if (operator !== "OR" && operator !== "AND") throw invalidArgument("operator");
  const sent = block.operands ?? [];
  if (!Array.isArray(sent) || !sent.every(isWire)) throw unreadable();
  const types = sent.map((operand) => String(operand.objectType));
  // Provider: an object type stands once in a v2 block.
  if (version === "v2" && new Set(types).size < types.length) throw invalidArgument("operands");
  const operands = sent.flatMap((operand) => (version === "v1" ? bindV1(operand) : bindV2(operand)));
  for (const operand of operands) checkOperand(tenant, policyType, operand);
  // An empty block says nothing; it is not kept (inferred: replies never show one).
  return operands.length === 0 ? undefined : { operator, negated: block.negated === true, operands };
}

const asText = (value: Json | undefined): string => {
  if (value === undefined || value === null || typeof value === "object") throw invalidArgument("operands");
  return String(value);
};

function bindV1(operand: Wire): Wire[] {
  const objectType = asText(operand.objectType);
  return [{ objectType, lhs: asText(operand.lhs), rhs: asText(operand.rhs) }];
}

function bindV2(operand: Wire): Wire[] {
  const objectType = asText(operand.objectType);
  const plain = Array.isArray(operand.values) ? operand.values : [];
  const entries = wiresOf(operand.entryValues);
  // Provider: exactly one of the two forms; the read shape (lhs, rhs) is no v2 operand.
  if (plain.length > 0 === entries.length > 0) throw invalidArgument("operands");
  const form = operandTypes[objectType]?.form;
  if (form && (form === "values") !== plain.length > 0) throw invalidArgument("operands");
  if (plain.length > 0) return plain.map((value) => ({ objectType, lhs: "id", rhs: asText(value) }));
  return entries.map((entry) => ({ objectType, lhs: asText(entry.lhs), rhs: asText(entry.rhs) }));
}

/** Provider: which object types a policy takes; help: an id that does not exist is a 400. */
function checkOperand(tenant: Tenant, policyType: string, operand: Wire): void {
  const objectType = String(operand.objectType);
  const type = operandTypes[objectType];
  if (!type || !policyTypeOf(policyType)?.objectTypes.includes(objectType)) throw invalidArgument("objectType");
  if (type.isValid && !type.isValid(String(operand.lhs), String(operand.rhs))) throw invalidArgument(objectType);
  for (const target of type.targets ?? []) if (!targetOf(tenant, target, operand)) throw invalidArgument(objectType);
}

/** Recorded: every write issues new ids, the condition first, then its operands. */
export function withIds(tenant: Tenant, blocks: readonly Wire[], stamp: Wire): Wire[] {
  return blocks.map((block) => {
    const id = nextConditionId(tenant);
    const operands = wiresOf(block.operands).map((operand) => ({
      id: nextConditionId(tenant),
      ...stamp,
      ...operand,
    }));
    return { id, ...stamp, operator: block.operator ?? "OR", negated: block.negated ?? false, operands };
  });
}
