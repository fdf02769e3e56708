import type { Json, Wire } from "../json.ts";
import { nextZmsId, zmsTime } from "../zms/ids.ts";
import { zmsKinds } from "../zms/kinds.ts";
import type { Builder, Tags } from "./builder-types.ts";
import type { Ground } from "./ground.ts";

type ZmsPart = Pick<Builder, "zms" | "namespace" | "workload" | "managedGroup" | "unmanagedGroup" | "zmsRule">;

/** Adds tags, workloads, groups and rules of ZMS; see `Builder`. */
export function zmsPart(ground: Ground): ZmsPart {
  const { tenant, born, idOf } = ground;
  let workloads = 0;

  const tagFilters = (tags: Tags): Wire[] =>
    Object.entries(tags).map(([path, values]) => {
      const { namespaceId, tagId } = tagKey(path);
      return { namespaceId, tagId, tagValueIds: values.map((value) => tagValue(tagId, value)) };
    });

  const tagKey = (path: string): { namespaceId: string; tagId: string } => {
    const [namespace = "", key = ""] = path.split("/");
    const namespaceId = String(idOf("zms/tag-namespace", namespace));
    const row = ground.find("zms/tag-key", key, (candidate) => candidate.$namespaceId === namespaceId);
    return { namespaceId, tagId: String(row.id) };
  };

  const tagValue = (tagId: string, name: string): string =>
    String(ground.find("zms/tag-value", name, (candidate) => candidate.$tagId === tagId).id);

  const zms = (name: string, title: string, fields: Wire = {}): Wire => {
    const kind = zmsKinds.find((candidate) => candidate.kind === name);
    if (!kind) throw new Error(`seed ${ground.seed}: no kind "${name}"`);
    const id = kind.idKey === "eyezId" ? `eyez-${tenant.next("eyez", 4001)}` : nextZmsId(tenant);
    const row: Wire = { [kind.idKey]: id, [kind.nameKey]: title, modifiedTime: zmsTime(born), ...fields };
    tenant.collection(name).put(row);
    return row;
  };

  const groupId = (name: string): Json => {
    const [row] = [
      ...tenant.collection("zms/managed-resource-group").named(name),
      ...tenant.collection("zms/unmanaged-resource-group").named(name),
    ];
    if (!row?.id) throw new Error(`seed ${ground.seed}: no resource group is named "${name}"`);
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
    zms,
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
  };
}
