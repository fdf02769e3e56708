import { afterEach, expect, test } from "vitest";
import { kindOf } from "../../src/kinds/find.ts";
import { referrersOf } from "../../src/kinds/referrers.ts";
import type { KindName } from "../../src/model/address.ts";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { type RequestEntry, type Wire, yamlOf } from "../support/scene.ts";

let scene: GitScene;
afterEach(() => scene.close());

/** The lists of a kind, one per type where the API has one list for each. */
const listsOf = (name: KindName): readonly string[] => {
  const { api } = kindOf(name);
  if (api.style === "graphql") throw new Error(`${name} is not read by path`);
  const path = api.list.replace("{customer}", scene.sandbox.customerId);
  return (api.perType ?? [""]).map((type) => path.replace("{type}", type));
};

/** Rows carry the id of their policy set; only where there is none has it to be asked for. */
const setsOf = async (name: KindName): Promise<readonly string[]> => {
  const { api } = kindOf(name);
  if (api.style === "graphql" || api.scope === undefined || (await scene.objects(name)).length > 0) return [];
  return [api.scope.replace("{customer}", scene.sandbox.customerId)];
};

/** Reads that belong to the plan and not to a kind. */
const isOfThePlan = ({ path }: RequestEntry): boolean => path === "/oauth2/v1/token" || path.endsWith("/status");

/** One list may need several pages, each of them once. */
const pageOf = ({ path, query }: RequestEntry): string => `${path} ${query.page ?? ""}`;

const planWithoutUnused = async (kind: KindName, object: Wire): Promise<readonly RequestEntry[]> => {
  scene = await openGitScene({ documents: [] });
  await scene.portal("POST", { kind, object: { [kindOf(kind).nameKey]: "Unused", ...object } });
  const base = scene.commit({ "policies/all.yaml": yamlOf([{ kind, resources: [{ name: "Unused" }] }]) });
  // Something stays declared, as in every repository; a label costs one list.
  const label = { kind: "zia/rule-label", resources: [{ name: "not there yet" }] };
  scene.commit({ "policies/all.yaml": yamlOf([label]) });
  await scene.forget();
  const { output = "" } = await scene.tryPlan({ base });
  expect(JSON.parse(output).changes.map(({ action, name }: Wire) => `${action} ${name}`)).toContain("delete Unused");
  return (await scene.requests()).filter((request) => !isOfThePlan(request));
};

test.each<[KindName, Wire]>([
  ["zia/url-category", { urls: ["unused.example"] }],
  ["zia/rule-label", {}],
  ["zpa/segment-group", { enabled: true }],
])("deleting a %s reads the declared kinds and every list that may name it, each once", async (kind, object) => {
  const asked = await planWithoutUnused(kind, object);
  const wanted = new Set<KindName>(["zia/rule-label", kind, ...referrersOf(kind)]);
  const sets = await Promise.all([...wanted].map(setsOf));
  const lists = [...wanted].flatMap(listsOf);
  expect([...new Set(asked.map(({ path }) => path))].sort()).toEqual([...lists, ...sets.flat()].sort());
  const pages = asked.map(pageOf);
  expect(pages).toEqual([...new Set(pages)]);
  expect(asked.every(({ method }) => method === "GET")).toBe(true);
});
