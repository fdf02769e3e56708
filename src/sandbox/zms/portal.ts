import { GraphQLError } from "graphql";
import { jsonAnswer, Refusal } from "../http.ts";
import type { Wire } from "../json.ts";
import type { Portal } from "../portal.ts";
import type { World } from "../world.ts";
import { zmsTime } from "./ids.ts";
import { zmsKinds } from "./kinds.ts";
import { showGroup } from "./members.ts";
import { create, remove, update } from "./write.ts";

const typenames: Readonly<Record<string, string>> = {
  "zms/managed-resource-group": "ManagedResourceGroup",
  "zms/unmanaged-resource-group": "UnmanagedResourceGroup",
};

/** Keys that tie tags together; the wire shows them only as arguments of queries. */
const hidden: Readonly<Record<string, string>> = { namespaceId: "$namespaceId", tagId: "$tagId", tags: "$tags" };

function shown(world: World, kind: string, row: Wire): Wire {
  const typename = typenames[kind];
  const { __typename: _name, ...complete } = typename ? showGroup(world.tenant, row, typename) : row;
  const result: Wire = {};
  for (const [key, value] of Object.entries(complete)) result[key.replace(/^\$/, "")] = value;
  return result;
}

function stored(kind: string, object: Wire): Wire {
  const result: Wire = {};
  for (const [key, value] of Object.entries(object)) {
    const isHidden = key in hidden && kind !== "zms/managed-resource-group";
    result[isHidden ? (hidden[key] ?? key) : key] = value;
  }
  return result;
}

/** GraphQL refusals reach the control plane as a 400. */
function translated<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof GraphQLError) throw new Refusal(jsonAnswer(400, { message: error.message }));
    throw error;
  }
}

const idKeyOf = (kind: string): string => zmsKinds.find((candidate) => candidate.kind === kind)?.idKey ?? "id";

export const zmsPortal: Portal = {
  list: (world, kind) =>
    world.tenant
      .collection(kind)
      .values()
      .map((row) => shown(world, kind, row)),
  create: (world, kind, object, actor) =>
    translated(() => {
      const row = stored(kind, object);
      if (idKeyOf(kind) !== "eyezId") return shown(world, kind, create(world, kind, row, actor));
      const agent: Wire = { eyezId: `eyez-${world.tenant.next("eyez", 4001)}`, ...row };
      world.tenant.collection(kind).put(agent);
      return shown(world, kind, agent);
    }),
  change: (world, kind, row, changes, actor) =>
    translated(() => {
      if (idKeyOf(kind) !== "eyezId") {
        return shown(world, kind, update(world, kind, String(row.id), stored(kind, changes), actor));
      }
      const agent: Wire = { ...row, ...changes, modifiedTime: zmsTime(world.clock.now()) };
      world.tenant.collection(kind).put(agent);
      return shown(world, kind, agent);
    }),
  remove: (world, kind, row, actor) =>
    translated(() => {
      if (idKeyOf(kind) === "eyezId") world.tenant.collection(kind).remove(row.eyezId);
      else remove(world, kind, String(row.id), actor);
      return shown(world, kind, row);
    }),
};
