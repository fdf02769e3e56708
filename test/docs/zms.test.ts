import { afterEach, expect, test } from "vitest";
import { type SchemaEdition, zmsSdl } from "../../src/sandbox/zms-schema.ts";
import { type Doc, openScene, type Scene, type SceneOptions } from "../support/scene.ts";

// What docs/zms.md promises: no write on an assumption that the tenant has not confirmed.

const unmanaged: Doc = {
  kind: "zms/unmanaged-resource-group",
  resources: [{ name: "Printers", description: "New", cidrs: ["192.0.2.0/28"] }],
};
const managed: Doc = {
  kind: "zms/managed-resource-group",
  resources: [{ name: "ERP production", tagFilters: [{ namespace: "ACME", tag: "app", values: ["erp", "payroll"] }] }],
};

let scene: Scene | undefined;
const open = async (options: SceneOptions): Promise<Scene> => {
  scene = await openScene(options);
  return scene;
};
afterEach(() => scene?.close());

const findings = (output: string | undefined): readonly string[] =>
  (JSON.parse(output ?? "{}") as { diagnostics: readonly { severity: string; code: string }[] }).diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);

const tried = async (options: SceneOptions, zmsSchema?: string) => {
  const { tryPlan, writes } = await open(options);
  const { exitCode, output } = await tryPlan({ format: "json", ...(zmsSchema === undefined ? {} : { zmsSchema }) });
  return { exitCode, found: exitCode === 0 ? [] : findings(output), writes: await writes() };
};

test("with the assumed schema a group can be planned", async () => {
  expect(await tried({ documents: [unmanaged] })).toEqual({ exitCode: 0, found: [], writes: [] });
});

test("without a schema a plan that writes ZMS is refused", async () => {
  const result = await tried({ documents: [unmanaged], settings: { introspection: false } });
  expect(result).toEqual({ exitCode: 1, found: ["unsupported-operation"], writes: [] });
});

test("without a schema a plan that leaves ZMS as it is works", async () => {
  const label: Doc = { kind: "zia/rule-label", resources: [{ name: "new" }] };
  const result = await tried({ documents: [label], settings: { introspection: false } });
  expect(result).toEqual({ exitCode: 0, found: [], writes: [] });
});

test("a schema without the write as it would be sent refuses it", async () => {
  const result = await tried({ documents: [unmanaged], settings: { zmsSchema: "confirmed" } });
  expect(result).toEqual({ exitCode: 1, found: ["unsupported-operation"], writes: [] });
});

test("a resource whose field the tenant cannot return is left out, and the plan says so", async () => {
  const { plan } = await open({ documents: [managed], settings: { zmsSchema: "confirmed" } }).then((one) => one.plan());
  expect(plan.diagnostics.map(({ code }) => code)).toContain("unreadable-field");
  expect(plan.requests).toEqual([]);
});

test("where introspection is off, a schema file takes its place", async () => {
  const edition: SchemaEdition = "assumed";
  const { writeText, tryPlan } = await open({ documents: [unmanaged], settings: { introspection: false } });
  writeText("zms.graphql", zmsSdl(edition));
  expect((await tryPlan({ zmsSchema: "zms.graphql" })).exitCode).toBe(0);
});
