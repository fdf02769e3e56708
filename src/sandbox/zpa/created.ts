import { isWire, type Wire, wiresOf } from "../json.ts";
import type { World } from "../world.ts";
import { configsOf } from "./facets.ts";
import type { ZpaKind } from "./kind.ts";
import { show } from "./read.ts";

/** The answer to a create: reduced, with stubs for references (recorded). */
export function showCreated(world: World, kind: ZpaKind, row: Wire, body: Wire): Wire {
  const shown = show(world, kind, row, "single");
  for (const key of kind.notOnPost) delete shown[key];
  stubReferences(shown, row, stubs[kind.kind] ?? {});
  // Recorded: the ways to a segment come back as they were sent, with ids.
  if (isWire(body.commonAppsDto)) shown.commonAppsDto = { appsConfig: configsOf(row) };
  for (const key of hiddenUnlessSent[kind.kind] ?? []) {
    if (body[key] === undefined || body[key] === null) delete shown[key];
  }
  return shown;
}

/** References by id, with default values that need not be true. */
function stubReferences(shown: Wire, row: Wire, byKey: Readonly<Record<string, Wire>>): void {
  for (const [key, stub] of Object.entries(byKey)) {
    if (row[key] !== undefined) shown[key] = wiresOf(row[key]).map((ref) => ({ id: ref.id ?? "", ...stub }));
  }
}

/** Recorded: a server group made without `enabled` does not show it until the next GET. */
const hiddenUnlessSent: Readonly<Record<string, readonly string[]>> = { "zpa/server-group": ["enabled"] };

const serverGroupStub: Wire = {
  enabled: false,
  configSpace: "DEFAULT",
  extranetEnabled: false,
  dynamicDiscovery: false,
};

const connectorStub: Wire = {
  useInDrMode: false,
  connectorGroupType: "APP",
  wafDisabled: false,
  lssAppConnectorGroup: false,
};

const stubs: Readonly<Record<string, Readonly<Record<string, Wire>>>> = {
  "zpa/application-segment": { serverGroups: serverGroupStub },
  "zpa/server-group": { appConnectorGroups: connectorStub, servers: { configSpace: "DEFAULT" } },
};

const ruleStubs: Readonly<Record<string, Wire>> = {
  appServerGroups: serverGroupStub,
  appConnectorGroups: connectorStub,
};

/** The answer to a rule create: conditions without the keys only a read has (recorded). */
export function showCreatedRule(world: World, kind: ZpaKind, row: Wire, version: "v1" | "v2"): Wire {
  const shown = show(world, kind, row, "single");
  for (const key of kind.notOnPost) delete shown[key];
  if (version === "v1") delete shown.devicePostureFailureNotificationEnabled;
  else Object.assign(shown, { privilegedCapabilities: {}, privilegedPortalCapabilities: {}, extranetEnabled: false });
  stubReferences(shown, row, ruleStubs);
  if (row.conditions) shown.conditions = wiresOf(row.conditions).map((condition) => createdCondition(world, condition));
  return shown;
}

function createdCondition(world: World, condition: Wire): Wire {
  const operands = wiresOf(condition.operands).map((operand) => {
    if (operand.objectType !== "SCIM_GROUP") return operand;
    return { ...operand, name: world.tenant.collection("zpa/idp").get(operand.lhs)?.name ?? "" };
  });
  return { ...condition, operands };
}
