import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { findKind } from "../../src/kinds/find.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import type { Spec } from "../../src/model/resource.ts";
import { referencesOf } from "../../src/state/needs.ts";
import { runCli } from "../support/cli.ts";
import { openScene, root, type Scene } from "../support/scene.ts";

interface Document {
  readonly kind: string;
  readonly resources: readonly (Spec & { readonly name: string })[];
}

const files = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".yaml"))
  .sort();

const documentsIn = (file: string): readonly Document[] =>
  parseAllDocuments(readFileSync(posix.join("examples", file), "utf8")).map((one) => one.toJS() as Document);

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({ seed: "acme", documents: [] });
});
afterAll(() => scene.close());

test("every kind that can be declared has an example", () => {
  const missing = kinds.filter(({ name, writable }) => writable && !existsSync(`examples/${name}.yaml`));
  expect(missing.map(({ name }) => `examples/${name}.yaml`)).toEqual([]);
});

test.each(files)("%s is one document of the kind it is named after", (file) => {
  expect(documentsIn(file).map(({ kind }) => `${kind}.yaml`)).toEqual([file]);
});

test("none is an unfilled template", () => {
  const unfilled = files.filter((file) =>
    documentsIn(file).some(({ resources }) => resources.some(({ name }) => name === "Example")),
  );
  expect(unfilled).toEqual([]);
});

test("all of them together are valid", async () => {
  const { code, stdout, stderr } = await runCli(scene, ["validate", "--policies", posix.join(root, "examples")]);
  expect(`${stdout}${stderr}`).toMatch(/all valid/);
  expect(code).toBe(0);
});

/** Names of the tenant that the seed `acme` makes. */
const livingNames = async (name: string): Promise<readonly string[]> => {
  const kind = kinds.find((one) => one.name === name);
  return (await scene.objects(name)).flatMap((wire) => kind?.names(wire) ?? []);
};

test("what they name is declared in an example, lives in the tenant acme, or is a look-up", async () => {
  const documents = files.flatMap(documentsIn);
  const references = documents.flatMap(({ kind: name, resources }) => {
    const kind = findKind(name as KindName);
    return kind === undefined ? [] : resources.flatMap(({ name: _name, ...spec }) => referencesOf(kind, spec));
  });
  const declarable = references.filter(({ kind }) => findKind(kind)?.writable === true);
  const known = new Map<string, ReadonlySet<string>>();
  for (const name of new Set(declarable.map(({ kind }) => kind))) {
    const declared = documents.filter(({ kind }) => kind === name).flatMap(({ resources }) => resources);
    const own = declared.map((resource) => resource.name);
    known.set(name, new Set([...own, ...(await livingNames(name))].map(identityOf)));
  }
  const isBuiltIn = (kind: KindName, name: string): boolean => findKind(kind)?.openIds?.test(name) === true;
  const unknown = declarable.filter(
    ({ kind, name }) => !known.get(kind)?.has(identityOf(name)) && !isBuiltIn(kind, name),
  );
  expect(unknown.map(({ kind, name }) => `${kind}:${name}`)).toEqual([]);
  expect(declarable.length).toBeGreaterThan(5);
});
