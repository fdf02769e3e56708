import { modifiedBy, systemActor } from "../actor.ts";
import type { Json, Wire } from "../json.ts";
import { type Identity, Tenant } from "../tenant.ts";
import { withDefaults } from "../zia/bind.ts";
import { nextCategory, nextId } from "../zia/ids.ts";
import { ziaKind } from "../zia/kinds.ts";
import { inEffectiveOrder, lastOrder } from "../zia/ordering.ts";
import { isUnlistedCategory } from "../zia/vocabulary.ts";
import { nextZmsId, systemOwner, zmsId, zmsTime } from "../zms/ids.ts";
import { operandTypes } from "../zpa/conditions.ts";
import { nextConditionId, nextZpaId, zpaId } from "../zpa/ids.ts";
import { zpaKind } from "../zpa/kinds.ts";
import { policySetKind, policyTypes } from "../zpa/policy-types.ts";

/** Conditions in author spelling: one object per block, `{APP_GROUP: ["Finance apps"]}`; pairs where two things are named. */
export type Block = Readonly<Record<string, readonly (string | readonly [string, string | boolean])[]>>;

/** Values by tag, `{"ACME/env": ["prod"]}`. */
export type Tags = Readonly<Record<string, readonly string[]>>;

export interface ZmsRule {
  readonly priority: number;
  readonly action: "ALLOW" | "BLOCK" | "SIM_BLOCK";
  readonly from: readonly string[] | "ANY";
  readonly to: readonly string[] | "ANY";
  /** `TCP/443`, `UDP/8000-8010`. */
  readonly ports?: readonly string[];
  readonly zones?: readonly string[];
  readonly description?: string;
  readonly lastHit?: string;
}

/** Fills a tenant by name. See `acme.ts` for how a seed reads. */
export interface Builder {
  readonly tenant: Tenant;
  /** A ZIA object; lists of references and categories hold names. Rules go last unless they say an `order`. */
  zia(kind: string, name: string, fields?: Wire): Wire;
  /** Several ZIA objects of one kind that have nothing but a name. */
  ziaNames(kind: string, ...names: readonly string[]): void;
  /** A ZPA object; `segmentGroup`, `serverGroups`, `appConnectorGroups`, `servers` hold names, `tcp` and `udp` port ranges. */
  zpa(kind: string, name: string, fields?: Wire): Wire;
  /** A policy rule, appended in front of the default rule. */
  zpaRule(kind: string, name: string, action: string, conditions: readonly Block[], fields?: Wire): Wire;
  scimGroups(idp: string, ...names: readonly string[]): void;
  namespace(
    name: string,
    origin: "CUSTOM" | "EXTERNAL" | "ML",
    keys: Readonly<Record<string, readonly string[]>>,
  ): void;
  workload(name: string, address: string, tags: Readonly<Record<string, string>>, fields?: Wire): Wire;
  managedGroup(name: string, tags: Tags, fields?: Wire): Wire;
  unmanagedGroup(name: string, fields: Wire): Wire;
  zmsRule(name: string, rule: ZmsRule): Wire;
  zms(kind: string, name: string, fields?: Wire): Wire;
}

/** Seeded objects are some weeks old. */
const age = 40 * 24 * 3_600_000;

export function startBuilder(seed: string, identity: Identity, now: number): Builder {
  const tenant = new Tenant(seed, identity);
  const born = now - age;
  const seconds = Math.floor(born / 1000);
  const audit: Wire = {
    modifiedTime: String(seconds),
    creationTime: String(seconds),
    modifiedBy: zpaId(tenant, 702),
  };
  let workloads = 0;

  const idOf = (kind: string, name: string): Json => {
    const [row] = tenant.collection(kind).named(name);
    const id = row?.id ?? row?.eyezId;
    if (id === undefined) throw new Error(`seed ${seed}: no ${kind} is named "${name}"`);
    return id;
  };
  const idsOf = (kind: string, names: Json | undefined): Json[] =>
    Array.isArray(names) ? names.map((name) => idOf(kind, String(name))) : [];

  const categoryId = (name: string): string => {
    const isId = tenant.collection("zia/url-category").has(name) || isUnlistedCategory(name);
    return isId ? name : String(idOf("zia/url-category", name));
  };

  const resolveZia = (kind: string, fields: Wire): Wire => {
    const table = ziaKind(kind)?.fields ?? {};
    const result: Wire = {};
    for (const [key, value] of Object.entries(fields)) {
      const field = table[key];
      if (field?.type === "refs" && field.to) result[key] = idsOf(field.to, value).map((id) => ({ id }));
      else if (field?.type === "categories" && Array.isArray(value)) result[key] = value.map(String).map(categoryId);
      else result[key] = value;
    }
    return result;
  };

  const zia = (name: string, title: string, fields: Wire = {}): Wire => {
    const kind = ziaKind(name);
    if (!kind) throw new Error(`seed ${seed}: no kind "${name}"`);
    const collection = tenant.collection(name);
    const row = withDefaults(kind, { [kind.nameKey]: title, ...resolveZia(name, fields) });
    if (kind.nameKey === "configuredName") {
      Object.assign(row, { customCategory: true, superCategory: row.superCategory ?? "USER_DEFINED" });
      Object.assign(row, nextCategory(tenant));
    }
    if (kind.ordered && fields.order === undefined) row.order = lastOrder(collection.values()) + 1;
    if (kind.stamps) Object.assign(row, { lastModifiedTime: seconds, lastModifiedBy: modifiedBy(systemActor) });
    if (kind.stamps === "created") row.createdBy = modifiedBy(systemActor);
    row.id ??= nextId(tenant, kind.family);
    collection.put(row);
    return row;
  };

  const flatPorts = (ranges: Json): Json[] =>
    (Array.isArray(ranges) ? ranges : []).flatMap((range) => {
      const [from = "", to = from] = String(range).split("-");
      return [from, to];
    });

  const referenceLists: Readonly<Record<string, string>> = {
    serverGroups: "zpa/server-group",
    appConnectorGroups: "zpa/app-connector-group",
    appServerGroups: "zpa/server-group",
    servers: "zpa/application-server",
  };

  const resolveZpa = (fields: Wire): Wire => {
    const result: Wire = {};
    for (const [key, value] of Object.entries(fields)) {
      const target = referenceLists[key];
      if (target) result[key] = idsOf(target, value).map((id) => ({ id }));
      else if (key === "segmentGroup") result.segmentGroupId = idOf("zpa/segment-group", String(value));
      else if (key === "tcp" || key === "udp") result[`${key}PortRanges`] = flatPorts(value);
      else if (key === "idp") result.idpId = idOf("zpa/idp", String(value));
      else result[key] = value;
    }
    return result;
  };

  const zpa = (name: string, title: string, fields: Wire = {}): Wire => {
    const kind = zpaKind(name);
    const defaults: Wire = {};
    for (const [key, field] of Object.entries(kind.fields))
      if (field.initial !== undefined) defaults[key] = field.initial;
    if (kind.fields.enabled) defaults.enabled = true;
    const row: Wire = { id: nextZpaId(tenant), ...audit, name: title, ...defaults, ...resolveZpa(fields) };
    tenant.collection(name).put(row);
    return row;
  };

  const operand = (objectType: string, entry: string | readonly [string, string | boolean]): Wire => {
    const type = operandTypes[objectType];
    const [first, second] = typeof entry === "string" ? [entry, "true"] : entry;
    const targets = type?.targets ?? [];
    const found = (index: number, name: string): string => {
      const target = targets[index];
      if (!target) return name;
      const row = tenant.collection(target.kind).named(name)[0];
      if (!row) throw new Error(`seed ${seed}: no ${target.kind} is named "${name}"`);
      return String(row[target.by]);
    };
    if (type?.form === "values") return { objectType, lhs: "id", rhs: found(0, first) };
    // SCIM groups: the IdP stands on the left and is named first.
    if (objectType === "SCIM_GROUP") return { objectType, lhs: found(1, first), rhs: scimId(first, String(second)) };
    return { objectType, lhs: found(0, first), rhs: String(second) };
  };

  const scimId = (idp: string, name: string): string => {
    const idpId = String(idOf("zpa/idp", idp));
    const row = tenant
      .collection("zpa/scim-group")
      .named(name)
      .find((group) => String(group.idpId) === idpId);
    if (!row) throw new Error(`seed ${seed}: the IdP ${idp} has no group "${name}"`);
    return String(row.id);
  };

  const condition = (block: Block): Wire => {
    const id = nextConditionId(tenant);
    const operands = Object.entries(block).flatMap(([type, entries]) =>
      entries.map((entry) => ({ id: nextConditionId(tenant), ...audit, ...operand(type, entry) })),
    );
    return { id, ...audit, operator: "OR", negated: false, operands };
  };

  const tagFilters = (tags: Tags): Wire[] =>
    Object.entries(tags).map(([path, values]) => {
      const { namespaceId, tagId } = tagKey(path);
      return { namespaceId, tagId, tagValueIds: values.map((value) => tagValue(tagId, value)) };
    });

  const tagKey = (path: string): { namespaceId: string; tagId: string } => {
    const [namespace = "", key = ""] = path.split("/");
    const namespaceId = String(idOf("zms/tag-namespace", namespace));
    const row = tenant
      .collection("zms/tag-key")
      .named(key)
      .find((candidate) => candidate.$namespaceId === namespaceId);
    if (!row) throw new Error(`seed ${seed}: no tag ${path}`);
    return { namespaceId, tagId: String(row.id) };
  };

  const tagValue = (tagId: string, name: string): string => {
    const row = tenant
      .collection("zms/tag-value")
      .named(name)
      .find((candidate) => candidate.$tagId === tagId);
    if (!row) throw new Error(`seed ${seed}: no tag value "${name}"`);
    return String(row.id);
  };

  const zms = (kind: string, name: string, fields: Wire = {}): Wire => {
    const nameKey = kind === "zms/app-zone" ? "appZoneName" : "name";
    const isAgent = ["zms/agent", "zms/agent-group", "zms/nonce"].includes(kind);
    const id: Wire = isAgent ? { eyezId: `eyez-${tenant.next("eyez", 4001)}` } : { id: nextZmsId(tenant) };
    const row: Wire = { ...id, [nameKey]: name, modifiedTime: zmsTime(born), ...fields };
    tenant.collection(kind).put(row);
    return row;
  };

  const groupId = (name: string): Json => {
    const [row] = [
      ...tenant.collection("zms/managed-resource-group").named(name),
      ...tenant.collection("zms/unmanaged-resource-group").named(name),
    ];
    if (!row?.id) throw new Error(`seed ${seed}: no resource group is named "${name}"`);
    return row.id;
  };

  const portAndProtocols = (ports: readonly string[]): Wire[] => {
    const ranges = new Map<string, Wire[]>();
    for (const port of ports) {
      const [protocol = "TCP", range = ""] = port.split("/");
      const [start = "", end = start] = range.split("-");
      const entry = { startPort: Number(start), endPort: Number(end) };
      ranges.set(protocol, [...(ranges.get(protocol) ?? []), entry]);
    }
    return [...ranges].map(([protocol, portRanges]) => ({ protocol, portRanges }));
  };

  return {
    tenant,
    zia,
    ziaNames: (kind, ...names) => {
      for (const name of names) zia(kind, name);
    },
    zpa,
    zpaRule: (name, title, action, blocks, fields = {}) => {
      const conditions = blocks.map(condition);
      const row = zpa(name, title, { action, ...fields, ...(conditions.length > 0 ? { conditions } : {}) });
      const collection = tenant.collection(name);
      const ids = collection.values().filter((rule) => rule.defaultRule !== true);
      // Only sets with a default rule need sorting; it was there first.
      if (ids.length < collection.size) collection.reorder(ids.map((rule) => String(rule.id)));
      return row;
    },
    scimGroups: (idp, ...names) => {
      const idpId = BigInt(String(idOf("zpa/idp", idp)));
      for (const name of names) {
        const id = tenant.next("zpa scim", 3_251_059);
        tenant.collection("zpa/scim-group").put({
          id,
          modifiedTime: seconds + (id % 1000),
          creationTime: seconds,
          name,
          idpId,
          idpGroupId: null,
          internalId: `c547b756-0000-4000-8000-${String(id).padStart(12, "0")}`,
        });
      }
    },
    namespace: (name, origin, keys) => {
      const known = tenant.collection("zms/tag-namespace").named(name)[0];
      const namespace = known ?? zms("zms/tag-namespace", name, { description: `${name} namespace`, origin });
      for (const [key, values] of Object.entries(keys)) {
        const row = zms("zms/tag-key", key, { description: "", $namespaceId: namespace.id ?? "" });
        for (const value of values) zms("zms/tag-value", value, { $tagId: row.id ?? "" });
      }
    },
    workload: (name, address, tags, fields = {}) => {
      workloads++;
      const $tags = Object.entries(tags).map(([path, value]) => {
        const { namespaceId, tagId } = tagKey(path);
        return { namespaceId, tagId, tagValueId: tagValue(tagId, value) };
      });
      const agent = zms("zms/agent", `${name}-agent`, {
        connectionStatus: workloads % 19 === 0 ? "DISCONNECTED" : "CONNECTED",
        agentType: "HOST",
        hostOs: "LINUX",
        currentSoftwareVersion: workloads % 7 === 0 ? "25.9.1" : "26.1.0",
        upgradeStatus: "UP_TO_DATE",
        cloudProvider: "AWS",
        privateIps: [address],
        adminStatus: "ENABLED_INHERITED",
        agentGroupType: "VM",
      });
      return zms("zms/resource", name, {
        resourceType: "VM",
        status: "ACTIVE",
        cloudProvider: "AWS",
        cloudRegion: "eu-central-1",
        resourceHostname: name,
        platformOs: "LINUX",
        platformOsDistro: "Ubuntu",
        platformOsVersion: "24.04",
        localIps: [address],
        deleted: false,
        agentId: agent.eyezId ?? "",
        appZoneIds: [],
        appZoneNames: [],
        appZoneMappingState: "UNMAPPED",
        $tags,
        ...fields,
      });
    },
    managedGroup: (name, tags, fields = {}) =>
      zms("zms/managed-resource-group", name, { tagFilters: tagFilters(tags), ...fields }),
    unmanagedGroup: (name, fields) => zms("zms/unmanaged-resource-group", name, fields),
    zmsRule: (name, { from, to, ports, zones, ...rest }) =>
      zms("zms/policy-rule", name, {
        ...rest,
        creationTime: zmsTime(born),
        deleted: false,
        sourceTargetType: from === "ANY" ? "ANY" : "RESOURCE_GROUP",
        ...(from === "ANY" ? {} : { sourceTargetIds: from.map(groupId) }),
        destinationTargetType: to === "ANY" ? "ANY" : "RESOURCE_GROUP",
        ...(to === "ANY" ? {} : { destinationTargetIds: to.map(groupId) }),
        appZoneScopeTargetType: zones ? "APP_ZONE" : "ANY",
        ...(zones ? { appZoneScopeTargetIds: zones.map((zone) => idOf("zms/app-zone", zone)) } : {}),
        ...(ports ? { portAndProtocols: portAndProtocols(ports) } : {}),
      }),
    zms,
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

/** Lays rules out in their effective order, so that ids and orders do not agree by accident. */
export const rulesInOrder = ({ tenant }: Builder, kind: string): Wire[] =>
  inEffectiveOrder(tenant.collection(kind).values());
