import { compact, type Json, listOf, textsOf, type Wire, wiresOf } from "../json.ts";
import { shuffled, type World } from "../world.ts";
import { operandTypes, targetOf } from "./conditions.ts";
import { facetKeys, shownFacets } from "./facets.ts";
import type { ZpaKind } from "./kind.ts";
import { zpaKind } from "./kinds.ts";
import { policySetKind, policyTypeOf } from "./policy-types.ts";

export type Shape = "list" | "single";

type Expander = (world: World, row: Wire, shape: Shape) => Record<string, Json | undefined>;

const audit = ["id", "modifiedTime", "creationTime", "modifiedBy"];

const pick = (row: Wire, keys: readonly string[]): Wire => {
  const result: Wire = {};
  for (const key of keys) if (row[key] !== undefined) result[key] = row[key];
  return result;
};

/** Recorded: the flat list and the object form are always in sync on read. */
const portObjects = (flat: readonly string[]): Wire[] => {
  const ranges: Wire[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    ranges.push({ from: flat[index] ?? "", to: flat[index + 1] ?? "" });
  }
  return ranges;
};

function shownPorts(world: World, row: Wire): Record<string, Json | undefined> {
  const result: Record<string, Json | undefined> = {};
  for (const key of ["tcpPortRange", "udpPortRange"]) {
    const flat = textsOf(row[`${key}s`]);
    if (flat.length === 0) continue;
    const ranges = shuffled(world, portObjects(flat));
    result[`${key}s`] = ranges.flatMap((range) => [range.from ?? "", range.to ?? ""]);
    result[key] = ranges;
  }
  return result;
}

const connectorKeys = [
  ...audit,
  ...["name", "enabled", "description", "versionProfileId", "overrideVersionProfile", "location", "dnsQueryType"],
  ...["cityCountry", "countryCode", "tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"],
  ...["praEnabled", "useInDrMode", "connectorGroupType", "wafDisabled", "lssAppConnectorGroup"],
];

const serverGroupKeys = [
  ...audit,
  "name",
  "enabled",
  "description",
  "configSpace",
  "extranetEnabled",
  "dynamicDiscovery",
];

const embeddedSegmentKeys = [
  ...audit,
  ...["name", "domainNames", "description", "enabled", "passiveHealthEnabled", "tcpPortRanges", "udpPortRanges"],
  ...["doubleEncrypt", "healthCheckType", "icmpAccessType", "bypassType", "configSpace", "ipAnchored"],
  ...["bypassOnReauth", "inspectTrafficWithZia", "tcpKeepAlive", "useInDrMode", "matchStyle"],
  ...["selectConnectorCloseToApp", "weightedLoadBalancing", "extranetEnabled", "adpEnabled", "apiProtectionEnabled"],
  ...["autoAppProtectEnabled", "fqdnDnsCheck", "policyStyle"],
];

/** References expanded to the objects behind them; one that points nowhere stays as it is. */
function expand(world: World, list: Json | undefined, name: string, keys: readonly string[], more: Wire = {}) {
  const { always } = zpaKind(name);
  const items = wiresOf(list).map((ref) => {
    const row = world.tenant.collection(name).get(ref.id);
    return row ? { ...pick({ ...always, ...row }, keys), ...more } : ref;
  });
  return items.length > 0 ? shuffled(world, items) : undefined;
}

const membersOf = (world: World, groupId: Json | undefined): Wire[] => {
  const segments = world.tenant.collection("zpa/application-segment");
  const index = segments.memo("by group", () => {
    const groups = new Map<string, Wire[]>();
    for (const row of segments.values()) {
      const key = String(row.segmentGroupId);
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return groups;
  });
  return index.get(String(groupId)) ?? [];
};

const usersOf = (world: World, serverGroupId: Json | undefined): Wire[] => {
  const segments = world.tenant.collection("zpa/application-segment");
  const index = segments.memo("by server group", () => {
    const groups = new Map<string, Wire[]>();
    for (const row of segments.values()) {
      for (const ref of wiresOf(row.serverGroups)) {
        const members = groups.get(String(ref.id));
        if (members) members.push(row);
        else groups.set(String(ref.id), [row]);
      }
    }
    return groups;
  });
  return index.get(String(serverGroupId)) ?? [];
};

const embeddedSegment = (world: World, segment: Wire): Wire => ({
  ...pick(segment, embeddedSegmentKeys),
  domainName: textsOf(segment.domainNames)[0] ?? "",
  ...compact(shownPorts(world, segment)),
});

const orUndefined = (list: Json[]): Json | undefined => (list.length > 0 ? list : undefined);

/** What a read adds to the stored object, per kind (recorded; see the appendix on which keys appear where). */
const expanders: Readonly<Record<string, Expander>> = {
  "zpa/segment-group": (world, row, shape) => ({
    applications: orUndefined(
      shuffled(world, membersOf(world, row.id)).map((segment) => embeddedSegment(world, segment)),
    ),
    policyMigrated: shape === "list" ? true : undefined,
  }),
  "zpa/server-group": (world, row, shape) => ({
    appConnectorGroups: expand(world, row.appConnectorGroups, "zpa/app-connector-group", connectorKeys),
    servers: expand(world, row.servers, "zpa/application-server", [
      ...audit,
      ...["name", "address", "enabled", "description", "configSpace"],
    ]),
    applications:
      shape === "list"
        ? orUndefined(usersOf(world, row.id).map((segment) => pick(segment, ["id", "name", "enabled"])))
        : undefined,
  }),
  "zpa/app-connector-group": (world, row) => ({
    versionProfileName: world.tenant.collection("zpa/version-profile").get(row.versionProfileId)?.name,
  }),
  "zpa/app-connector": (world, row) => ({
    appConnectorGroupName: world.tenant.collection("zpa/app-connector-group").get(row.appConnectorGroupId)?.name,
  }),
  "zpa/provisioning-key": (world, row) => ({
    zcomponentName: world.tenant.collection("zpa/app-connector-group").get(row.zcomponentId)?.name,
  }),
  "zpa/application-segment": (world, row, shape) => ({
    ...shownPorts(world, row),
    domainNames: orUndefined(shuffled(world, listOf(row.domainNames))),
    serverGroups: expand(
      world,
      row.serverGroups,
      "zpa/server-group",
      serverGroupKeys,
      shape === "single" ? { weight: "0", passive: false } : {},
    ),
    segmentGroupName: world.tenant.collection("zpa/segment-group").get(row.segmentGroupId)?.name,
    ...Object.fromEntries(
      facetKeys.map((key) => [key, orUndefined(shuffled(world, shownFacets(world.tenant, row, key)))]),
    ),
  }),
};

const ruleExpander: Expander = (world, row) => ({
  zpnInspectionProfileName: world.tenant.collection("zpa/inspection-profile").get(row.zpnInspectionProfileId)?.name,
  appServerGroups: expand(world, row.appServerGroups, "zpa/server-group", serverGroupKeys),
  appConnectorGroups: expand(world, row.appConnectorGroups, "zpa/app-connector-group", connectorKeys),
  conditions: orUndefined(
    shuffled(world, wiresOf(row.conditions)).map((condition) => ({
      ...condition,
      operands: shuffled(world, wiresOf(condition.operands)).map((operand) => ({
        ...operand,
        ...operandExtras(world, operand),
        conditionId: condition.id ?? "",
      })),
      ruleGid: row.id ?? "",
    })),
  ),
});

/** Recorded: SCIM groups show their IdP, client types their own value as name, objects their name. */
function operandExtras(world: World, operand: Wire): Wire {
  const objectType = String(operand.objectType);
  if (objectType === "CLIENT_TYPE") return { name: operand.rhs ?? "" };
  const [target] = operandTypes[objectType]?.targets ?? [];
  const object = target ? targetOf(world.tenant, target, operand) : undefined;
  const idpId = objectType === "SCIM_GROUP" ? operand.lhs : object?.idpId;
  if (idpId !== undefined) {
    const idp = world.tenant.collection("zpa/idp").get(idpId);
    return { idpId: String(idpId), ...(idp ? { idpName: idp.name ?? "" } : {}) };
  }
  return target?.side === "rhs" && object ? { name: object.name ?? "" } : {};
}

/** The position numbers of a rule: dense, and `priority` counting backwards over all listed rules (recorded). */
export function positionOf(world: World, kind: ZpaKind, row: Wire): Wire {
  const collection = world.tenant.collection(kind.kind);
  const positions = collection.memo("positions", () => new Map(collection.values().map((rule, i) => [rule.id, i + 1])));
  const order = positions.get(row.id ?? "") ?? 0;
  return { ruleOrder: String(order), priority: String(collection.size - order + 1) };
}

/** The object as a GET answers it. */
export function show(world: World, kind: ZpaKind, row: Wire, shape: Shape): Wire {
  const shown: Wire = { ...kind.always };
  for (const [key, value] of Object.entries(row)) if (!key.startsWith("$")) shown[key] = value;
  const expander = kind.policyType ? ruleExpander : expanders[kind.kind];
  if (kind.policyType) {
    const set = world.tenant.collection(policySetKind).named(kind.policyType)[0];
    Object.assign(shown, positionOf(world, kind, row), { policySetId: set?.id ?? "" });
  }
  for (const [key, value] of Object.entries(expander?.(world, row, shape) ?? {})) {
    if (value === undefined) delete shown[key];
    else shown[key] = value;
  }
  return shown;
}

export const showSet = (set: Wire): Wire => {
  const type = policyTypeOf(String(set.$type));
  const shown: Wire = {};
  for (const [key, value] of Object.entries(set)) if (!key.startsWith("$")) shown[key] = value;
  return { ...shown, policyType: type?.number ?? "" };
};
