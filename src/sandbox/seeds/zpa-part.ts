import type { Json, Wire } from "../json.ts";
import { operandTypes } from "../zpa/conditions.ts";
import { nextConditionId, nextZpaId, zpaId } from "../zpa/ids.ts";
import { zpaKind } from "../zpa/kinds.ts";
import type { Block, Builder } from "./builder-types.ts";
import { type Ground, refsTo } from "./ground.ts";

const referenceLists: Readonly<Record<string, string>> = {
  serverGroups: "zpa/server-group",
  appConnectorGroups: "zpa/app-connector-group",
  appServerGroups: "zpa/server-group",
  servers: "zpa/application-server",
};

/** Adds ZPA objects and rules; see `Builder`. */
export function zpaPart(ground: Ground): Pick<Builder, "zpa" | "zpaRule" | "scimGroups"> {
  const { tenant, idOf } = ground;
  const seconds = Math.floor(ground.born / 1000);
  const audit: Wire = {
    modifiedTime: String(seconds),
    creationTime: String(seconds),
    modifiedBy: zpaId(tenant, 702),
  };

  const flatPorts = (ranges: Json): Json[] =>
    (Array.isArray(ranges) ? ranges : []).flatMap((range) => {
      const [from = "", to = from] = String(range).split("-");
      return [from, to];
    });

  const resolveZpa = (fields: Wire): Wire => {
    const result: Wire = {};
    for (const [key, value] of Object.entries(fields)) {
      const target = referenceLists[key];
      if (target) result[key] = refsTo(ground, target, value);
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
      return target ? String(ground.find(target.kind, name)[target.by]) : name;
    };
    if (type?.form === "values") return { objectType, lhs: "id", rhs: found(0, first) };
    // SCIM groups: the IdP stands on the left and is named first.
    if (objectType === "SCIM_GROUP") return { objectType, lhs: found(1, first), rhs: scimId(first, String(second)) };
    return { objectType, lhs: found(0, first), rhs: String(second) };
  };

  const scimId = (idp: string, name: string): string => {
    const idpId = String(idOf("zpa/idp", idp));
    return String(ground.find("zpa/scim-group", name, (group) => String(group.idpId) === idpId).id);
  };

  const condition = (block: Block): Wire => {
    const id = nextConditionId(tenant);
    const operands = Object.entries(block).flatMap(([type, entries]) =>
      entries.map((entry) => ({ id: nextConditionId(tenant), ...audit, ...operand(type, entry) })),
    );
    return { id, ...audit, operator: "OR", negated: false, operands };
  };

  return {
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
  };
}
