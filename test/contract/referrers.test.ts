import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectionFromEnvironment } from "../../src/clients/connection.ts";
import { readSchema } from "../../src/clients/graphql.ts";
import { type Api, createApi } from "../../src/clients/http.ts";
import type { IdOf } from "../../src/kinds/field.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { unflattened } from "../../src/kinds/nested.ts";
import { kindsNamedBy, referrersOf } from "../../src/kinds/referrers.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Spec } from "../../src/model/resource.ts";
import { readLive } from "../../src/state/live.ts";
import { buildNames } from "../../src/state/names.ts";
import { referencesOf } from "../../src/state/needs.ts";
import { type Answer, type Body, open, type Session } from "../sandbox/client.ts";
import { knownExample, shapeOf } from "../support/kind-examples.ts";
import { environmentOf } from "../support/scene.ts";

let session: Session;
let api: Api;

beforeEach(async () => {
  session = await open({ seed: "acme" });
  const connection = connectionFromEnvironment(environmentOf(session.sandbox, "/nowhere", []).env);
  if (!connection.ok) throw new Error("no connection");
  api = createApi({ connection: connection.value });
});
afterEach(async () => {
  await api.close();
  await session.sandbox.close();
});

const read = async (...names: readonly KindName[]): Promise<LiveState> =>
  readLive({ api, needs: { kinds: names.map(kindOf), parents: new Map() }, schema: await readSchema(api) });

const make = async (kind: KindName, object: Body): Promise<Body> => {
  const answer = await session.control("POST", "objects", { kind, object, actor: "a tester" });
  expect(answer.status, `${kind}: ${answer.text}`).toBe(200);
  return answer.body.object;
};

/** Ids of live objects by name, of all kinds that an object of the kind may name. */
const idsFor = async (kind: Kind): Promise<IdOf> => {
  const live = await read(...[...kindsNamedBy(kind), kind.name].filter((name) => kindOf(name).parent === undefined));
  const names = buildNames(live);
  return (target, name) => names.find(target, name)[0]?.id ?? name;
};

const encoded = (kind: Kind, spec: Spec, idOf: IdOf): JsonObject =>
  Object.assign({}, ...Object.entries(spec).map(([name, value]) => kind.fields[name]!.encode(value, idOf)));

/** What an object of the kind needs, in the API's own form. */
const minimal = async (name: KindName): Promise<JsonObject> => {
  const kind = kindOf(name);
  const { minimal: spec, portal } = knownExample(kind) ?? {};
  if (!kind.writable || spec === undefined) return { ...portal };
  // Tag filters are made of names below names, so one that lives is as good.
  const within = Object.values(kind.fields).some((field) =>
    field.references(spec[field.name]).some((one) => one.within.length > 0),
  );
  if (within) return (await session.control("GET", `objects?kind=${name}`)).body.objects[0];
  return unflattened(kind, { ...kind.createDefaults, ...encoded(kind, spec, await idsFor(kind)) });
};

/** Of some kinds the name is no free text. */
const targetName = (name: KindName): string => knownExample(kindOf(name))?.names?.[0] ?? "Story target";

const makeTarget = async (name: KindName): Promise<Body> => {
  const { nameKey, id } = kindOf(name);
  const { [id]: _, ...body } = await minimal(name);
  return make(name, { ...body, [nameKey]: targetName(name) });
};

interface Shape {
  readonly reference?: KindName;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
}

/** Author's values of a field that name an object. */
const valuesIn = (shape: Shape, target: KindName, name: string): readonly unknown[] => {
  if (shape.reference === target) return shape.items === undefined ? [name] : [[name]];
  const inner = shape.items === undefined ? [] : valuesIn(shape.items, target, name).map((value) => [value]);
  const either = (shape.anyOf ?? []).flatMap((one) => valuesIn(one, target, name));
  const members = Object.entries(shape.properties ?? {}).flatMap(([key, one]) =>
    valuesIn(one, target, name).map((value) => ({ [key]: value })),
  );
  return [...inner, ...either, ...members];
};

/** Every way an object of the kind can name the target, in the API's own form. */
const waysOf = async (referrer: KindName, target: KindName, made: Body): Promise<readonly JsonObject[]> => {
  const kind = kindOf(referrer);
  const told = knownExample(kind)?.refers?.[target]?.(made);
  if (told !== undefined) return told;
  const idOf = await idsFor(kind);
  return Object.values(kind.fields).flatMap((field) =>
    valuesIn(shapeOf(field) as Shape, target, String(made[kindOf(target).nameKey])).map((value) =>
      field.encode(value, idOf),
    ),
  );
};

/** The delete as the kind describes it. */
const remove = async (name: KindName, { id, type }: Body): Promise<Answer> => {
  const { api: calls } = kindOf(name);
  if (calls.style === "rest") {
    const here = (path: string): string => path.replace("{customer}", session.sandbox.customerId);
    const scope = calls.scope === undefined ? "" : (await session.call("GET", here(calls.scope))).body.id;
    const path = here(calls.remove!).replace("{scope}", scope).replace("{type}", String(type));
    return session.call("DELETE", path.replace("{id}", String(id)));
  }
  return session.zms(
    `mutation($customerId: ID!, $id: String!) { ${calls.remove!.field}(customerId: $customerId, id: $id) { id } }`,
    { customerId: session.sandbox.customerId, id },
  );
};

const done: Readonly<Record<string, (answer: Answer) => boolean>> = {
  zia: ({ status }) => status === 204,
  zpa: ({ status }) => status === 204,
  zms: ({ status, body }) => status === 200 && body.errors === undefined,
};
const refusal: Readonly<Record<string, (answer: Answer) => unknown>> = {
  zia: ({ status, body }) => [status, body?.code],
  zpa: ({ status, body }) => [status, body?.id],
  zms: ({ status, body }) => [status, body?.errors?.[0]?.message.replace(/ rule .*$/, "")],
};
const inUse: Readonly<Record<string, readonly unknown[]>> = {
  zia: [409, "RESOURCE_IN_USE"],
  zpa: [400, "resource.referenced"],
  zms: [200, "The resource group is used by the policy"],
};

/** Told by their ids. */
const withoutName: readonly KindName[] = ["zpa/pra-approval", "zpa/lss-config"];

/** Kinds whose objects come and go. */
const ours = kinds.filter(({ writable, api }) => writable && api.remove !== undefined).map(({ name }) => name);
const pairs = ours.flatMap((target) => referrersOf(target).map((referrer) => [referrer, target] as const));

describe("an object of ours that is named elsewhere", () => {
  test.each(pairs)(
    "%s names a %s: we see it, the service keeps it, and lets it go afterwards",
    async (referrer, target) => {
      const product = target.split("/")[0]!;
      const made = await makeTarget(target);
      const ways = await waysOf(referrer, target, made);
      expect(ways.length).toBeGreaterThan(0);
      for (const way of ways) {
        const row = await make(referrer, {
          ...(await minimal(referrer)),
          id: undefined,
          [kindOf(referrer).nameKey]: "Story referrer",
          ...way,
        });
        const live = await read(referrer, target);
        expect([...live.unreadable]).toEqual([]);
        const object = live.listings.get(referrer)!.objects.find(({ id }) => id === String(row.id))!;
        const named = referencesOf(kindOf(referrer), decodeSpec(kindOf(referrer), object, buildNames(live).nameOf));
        expect(named.filter(({ kind }) => kind === target).map(({ name }) => name)).toContain(targetName(target));

        expect(refusal[product]!(await remove(target, made))).toEqual(inUse[product]);
        const name = withoutName.includes(referrer) ? String(row.id) : "Story referrer";
        const gone = await session.control("DELETE", "objects", { kind: referrer, name, actor: "a tester" });
        expect(gone.status, gone.text).toBe(200);
      }
      expect(await remove(target, made)).toSatisfy(done[product]!);
    },
  );

  test.each(ours)("%s: a delete works once, and the second finds nothing", async (target) => {
    const product = target.split("/")[0]!;
    const made = await makeTarget(target);
    expect(await remove(target, made)).toSatisfy(done[product]!);
    expect(await remove(target, made)).not.toSatisfy(done[product]!);
    const live = await read(target);
    expect(live.listings.get(target)!.objects.filter(({ name }) => name === targetName(target))).toEqual([]);
  });
});

describe("a kind that cannot be read", () => {
  const failing = async (path: string, status: number): Promise<void> => {
    const then = { status, body: { code: "NOPE", message: "not here" } };
    await session.control("POST", "faults", { method: "GET", path, skip: 0, times: 99, then });
  };

  test.each([
    ["no licence", 403],
    ["a build without it", 404],
  ])("%s: is no empty one when it is only read", async (_, status) => {
    await failing("sslInspectionRules", status);
    const live = await read("zia/ssl-inspection-rule", "zia/url-category");
    expect(live.unreadable.get("zia/ssl-inspection-rule")).toContain(String(status));
    expect([...live.listings.keys()]).toEqual(["zia/url-category"]);
  });

  test("one list of many that is missing makes the whole kind unreadable", async () => {
    await failing("webApplicationRules/LEGAL", 404);
    const live = await read("zia/cloud-app-control-rule");
    expect([...live.unreadable.keys()]).toEqual(["zia/cloud-app-control-rule"]);
  });

  test("a list of ours that is not there is no empty one either", async () => {
    await failing("ruleLabels", 404);
    const live = await read("zia/rule-label");
    expect([[...live.listings.keys()], live.unreadable.get("zia/rule-label")]).toEqual([
      [],
      expect.stringContaining("404"),
    ]);
  });

  test("ZMS rules whose targets the tenant does not show could name any group", async () => {
    await session.control("PUT", "settings", { zmsSchema: "confirmed" });
    const live = await read("zms/policy-rule", "zms/unmanaged-resource-group");
    expect(live.unreadable.get("zms/policy-rule")).toContain("sourceTargetIds and destinationTargetIds");
    expect([...live.listings.keys()]).toEqual(["zms/unmanaged-resource-group"]);
  });
});
