import { type GraphQLSchema, printSchema } from "graphql";
import { type Connection, connectionFromEnvironment } from "../../src/clients/connection.ts";
import { readSchema } from "../../src/clients/graphql.ts";
import { createApi } from "../../src/clients/http.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds as registry } from "../../src/kinds/registry.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import type { KindName } from "../../src/model/address.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { LiveObject, Spec } from "../../src/model/resource.ts";
import { readLive } from "../../src/state/live.ts";
import { buildNames, type Names } from "../../src/state/names.ts";
import { parentKey } from "../../src/state/needs.ts";
import type { Doc, Scene } from "./scene.ts";

/** Everything a tenant has, with names for ids. */
export interface Everything {
  readonly live: LiveState;
  readonly names: Names;
  /** The author's view of one object; undefined when there is none of that name. */
  spec(kind: KindName, name: string): Spec | undefined;
}

const connectionOf = ({ environment }: Scene): Connection => {
  const connection = connectionFromEnvironment(environment.env);
  if (!connection.ok) throw new Error(connection.diagnostics.map(({ message }) => message).join("; "));
  return connection.value;
};

/** The tenant's ZMS schema as an operator would save it to a file. */
export const printedSchema = async (scene: Scene): Promise<string> => {
  const api = createApi({ connection: connectionOf(scene) });
  try {
    const schema = await readSchema(api);
    if (schema === undefined) throw new Error("the tenant does not show its schema");
    return printSchema(schema);
  } finally {
    await api.close();
  }
};

const isTop = ({ parent }: Kind): boolean => parent === undefined;

/** Reads every kind of the registry through the tool's own lists, outer objects first. */
export const readEverything = async (scene: Scene): Promise<Everything> => {
  const api = createApi({ connection: connectionOf(scene) });
  try {
    const schema: GraphQLSchema | undefined = await readSchema(api);
    const parents = new Map<KindName, Set<string>>();
    let live = await readLive({ api, needs: { kinds: registry.filter(isTop), parents }, schema });
    const below = registry.filter((kind) => !isTop(kind));
    for (const kind of [...below, ...below]) {
      const around = live.listings.get(kind.parent!)?.objects ?? [];
      parents.set(kind.name, new Set(around.map(({ within, name }) => parentKey([...within, name]))));
      live = await readLive({ api, needs: { kinds: [...registry.filter(isTop), ...below], parents }, schema });
    }
    const names = buildNames(live);
    return {
      live,
      names,
      spec: (kind, name) => {
        const [object] = names.find(kind, name);
        return object === undefined ? undefined : decodeSpec(kindOf(kind), object, names.nameOf);
      },
    };
  } finally {
    await api.close();
  }
};

const byOrder =
  (key: string) =>
  (a: LiveObject, b: LiveObject): number =>
    Number(a.wire[key]) - Number(b.wire[key]);

/** Live objects of a kind as resources that say everything the tool can say; rules in their order. */
const resourcesFromLive = (kind: Kind, { live, names }: Everything): readonly Spec[] => {
  const objects = (live.listings.get(kind.name)?.objects ?? []).filter(({ standing }) => standing === "custom");
  const sorted = kind.order === undefined ? objects : objects.toSorted(byOrder(kind.order.key));
  return sorted.map((object) => ({ name: object.name, ...decodeSpec(kind, object, names.nameOf) }));
};

/** One document per kind. */
export const documentsFromLive = (everything: Everything, only?: readonly KindName[]): readonly Doc[] =>
  registry
    .filter(({ writable, name }) => writable && (only === undefined || only.includes(name)))
    .map((kind) => ({ kind: kind.name, resources: resourcesFromLive(kind, everything) }))
    .filter(({ resources }) => resources.length > 0);
