import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectionFromEnvironment } from "../../src/clients/connection.ts";
import { readSchema } from "../../src/clients/graphql.ts";
import { type Api, createApi } from "../../src/clients/http.ts";
import type { Field } from "../../src/kinds/field.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { referrersOf } from "../../src/kinds/referrers.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import type { KindName } from "../../src/model/address.ts";
import type { LiveState } from "../../src/model/live.ts";
import { readLive } from "../../src/state/live.ts";
import { buildNames } from "../../src/state/names.ts";
import { referencesOf } from "../../src/state/needs.ts";
import { type Answer, type Body, open, type Session } from "../sandbox/client.ts";
import { exampleOf } from "../support/kind-examples.ts";
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

const connectors = async (): Promise<Body> =>
  (await session.control("GET", "objects?kind=zpa/app-connector-group")).body.objects[0].id;
const segmentGroup = async (): Promise<Body> =>
  (await session.control("GET", "objects?kind=zpa/segment-group")).body.objects[0].id;

/** An object of ours that nothing names yet, where the kind's example does not say what the portal asks for. */
const targets: Partial<Record<KindName, () => Promise<Body>>> = {
  "zms/managed-resource-group": async () => {
    const [other] = (await session.control("GET", "objects?kind=zms/managed-resource-group")).body.objects;
    return { tagFilters: other.tagFilters };
  },
  "zms/unmanaged-resource-group": async () => ({ cidrs: ["10.77.0.0/24"] }),
  "zpa/segment-group": async () => ({ enabled: true }),
  "zpa/server-group": async () => ({ dynamicDiscovery: true, appConnectorGroups: [{ id: await connectors() }] }),
  "zpa/application-segment": async () => ({
    domainNames: ["target.story.example"],
    segmentGroupId: await segmentGroup(),
  }),
  "zpa/access-rule": async () => ({ action: "DENY" }),
  "zia/rule-label": async () => ({}),
  "zia/url-category": async () => ({ urls: ["target.story.example"] }),
  "zia/url-filtering-rule": async () => ({ action: "BLOCK", protocols: ["ANY_RULE"] }),
  "zia/firewall-filtering-rule": async () => ({ action: "BLOCK_DROP" }),
};

const askedFor = (kind: KindName): Body => (kindOf(kind).writable ? exampleOf(kindOf(kind)).portal : undefined);

const targetName = (kind: KindName): string => exampleOf(kindOf(kind)).names?.[0] ?? "Story target";

const makeTarget = async (kind: KindName): Promise<Body> => {
  const { nameKey } = kindOf(kind);
  const asked = (await targets[kind]?.()) ?? askedFor(kind);
  return make(kind, { [nameKey]: targetName(kind), ...asked });
};

/** What a kind's object needs besides the reference. */
const needs: Partial<Record<KindName, Body>> = {
  "zms/policy-rule": { action: "ALLOW", priority: 4711, destinationTargetType: "ANY", appZoneScopeTargetType: "ANY" },
  "zpa/application-segment": { domainNames: ["referrer.story.example"] },
  "zpa/access-rule": { action: "ALLOW" },
  "zpa/timeout-rule": { action: "RE_AUTH", reauthTimeout: "3600", reauthIdleTimeout: "3600" },
  "zpa/siem-rule": { action: "LOG" },
  "zpa/forwarding-rule": { action: "BYPASS" },
  "zpa/isolation-rule": { action: "ISOLATE" },
  "zpa/inspection-rule": { action: "BYPASS_INSPECT" },
  "zpa/capabilities-rule": { action: "CHECK_CAPABILITIES" },
  "zpa/clientless-session-protection-rule": { action: "MONITOR" },
  "zpa/pra-approval": { emailIds: ["guest@partner.example"] },
  "zia/url-filtering-rule": { action: "BLOCK", protocols: ["ANY_RULE"] },
  "zia/firewall-filtering-rule": { action: "BLOCK_DROP" },
  "zia/ssl-inspection-rule": { action: { type: "DECRYPT" } },
  "zia/cloud-app-control-rule": { type: "HEALTH_CARE" },
};

const product = (name: KindName): string => name.split("/")[0]!;

const fieldsNaming = (referrer: KindName, target: KindName): readonly Field[] =>
  Object.values(kindOf(referrer).fields).filter(({ schema }) => schema.meta()?.reference === target);

/** Every way an object of the kind can name the target, in the API's own form. */
const waysOf = (referrer: KindName, target: KindName, { id, val }: Body, group: Body): readonly Body[] => {
  if (target === "zms/managed-resource-group" || target === "zms/unmanaged-resource-group")
    return [{ sourceTargetType: "RESOURCE_GROUP", sourceTargetIds: [id] }];
  if (target === "zia/rule-label") return [{ labels: [{ id }] }];
  if (target === "zia/url-category") {
    if (referrer === "zia/dlp-web-rule") return [{ urlCategories: [{ id: val }] }];
    return fieldsNaming(referrer, target).map(({ name }) => ({ [name]: [id] }));
  }
  if (product(target) === "zia")
    return fieldsNaming(referrer, target).map(
      (field) =>
        field.encode(Array.isArray(field.empty) ? [targetName(target)] : targetName(target), () => String(id)) as Body,
    );
  if (referrer === "zpa/application-segment")
    return [
      target === "zpa/segment-group" ? { segmentGroupId: id } : { segmentGroupId: group, serverGroups: [{ id }] },
    ];
  if (referrer === "zpa/pra-console") return [{ praApplication: { appId: id } }];
  if (referrer === "zpa/pra-approval") return [{ applications: [{ id }] }];
  if (referrer === "zpa/user-portal-link") return [{ applicationId: id }];
  if (target === "zpa/server-group") return [{ appServerGroups: [{ id }] }];
  const objectType = target === "zpa/segment-group" ? "APP_GROUP" : "APP";
  return [{ conditions: [{ operands: [{ objectType, values: [id] }] }] }];
};

const policySet = async (): Promise<string> =>
  (await session.zpa("GET", "policySet/policyType/ACCESS_POLICY")).body.id as string;

/** The delete as the kind describes it. */
const remove = async (name: KindName, id: unknown): Promise<Answer> => {
  const { api: calls } = kindOf(name);
  if (calls.style === "rest") {
    const path = calls
      .remove!.replace("{customer}", session.sandbox.customerId)
      .replace("{scope}", await policySet())
      .replace("{id}", String(id));
    return session.call("DELETE", path);
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

const ours = kinds.filter(({ writable }) => writable).map(({ name }) => name);
const pairs = ours.flatMap((target) => referrersOf(target).map((referrer) => [referrer, target] as const));

describe("an object of ours that is named elsewhere", () => {
  test.each(pairs)(
    "%s names a %s: we see it, the service keeps it, and lets it go afterwards",
    async (referrer, target) => {
      const made = await makeTarget(target);
      const ways = waysOf(referrer, target, made, await segmentGroup());
      expect(ways.length).toBeGreaterThan(0);
      for (const way of ways) {
        const row = await make(referrer, {
          name: "Story referrer",
          ...(needs[referrer] ?? askedFor(referrer)),
          ...way,
        });
        const live = await read(referrer, target);
        expect([...live.unreadable]).toEqual([]);
        const object = live.listings.get(referrer)!.objects.find(({ id }) => id === String(row.id))!;
        const named = referencesOf(kindOf(referrer), decodeSpec(kindOf(referrer), object, buildNames(live).nameOf));
        expect(named.filter(({ kind }) => kind === target).map(({ name }) => name)).toEqual([targetName(target)]);

        expect(refusal[product(target)]!(await remove(target, made.id))).toEqual(inUse[product(target)]);
        const name = referrer === "zpa/pra-approval" ? String(row.id) : "Story referrer";
        const gone = await session.control("DELETE", "objects", { kind: referrer, name, actor: "a tester" });
        expect(gone.status, gone.text).toBe(200);
      }
      expect(await remove(target, made.id)).toSatisfy(done[product(target)]!);
    },
  );

  test.each(ours)("%s: a delete works once, and the second finds nothing", async (target) => {
    const made = await makeTarget(target);
    expect(await remove(target, made.id)).toSatisfy(done[product(target)]!);
    expect(await remove(target, made.id)).not.toSatisfy(done[product(target)]!);
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

  test("a list of ours that is not there ends the run", async () => {
    await failing("ruleLabels", 404);
    await expect(read("zia/rule-label")).rejects.toThrow("404");
  });

  test("ZMS rules whose targets the tenant does not show could name any group", async () => {
    await session.control("PUT", "settings", { zmsSchema: "confirmed" });
    const live = await read("zms/policy-rule", "zms/unmanaged-resource-group");
    expect(live.unreadable.get("zms/policy-rule")).toContain("sourceTargetIds and destinationTargetIds");
    expect([...live.listings.keys()]).toEqual(["zms/unmanaged-resource-group"]);
  });
});
