import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { homeOf } from "../../src/adopt/layout.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { exampleOf, namePool, specOf, variantsOf } from "../support/kind-examples.ts";
import { openScene, type Scene, type Wire } from "../support/scene.ts";

const actor = "a tester";

/** The smallest object, and objects with every field set. */
const declaredOf = (kind: Kind, pool: Awaited<ReturnType<typeof namePool>>): readonly Wire[] => {
  const { names, minimal } = exampleOf(kind);
  const full = variantsOf(kind, pool).map((variant) => specOf(variant, 0));
  return [minimal, ...full].map((spec, index) => ({ name: names?.[index] ?? `Told ä & ß <${index}>`, ...spec }));
};

const fileOf = (kind: Kind): string => `policies/${homeOf(kind)}`;

const importFresh = async (scene: Scene, kind: Kind): Promise<string> => {
  rmSync(join(scene.folder, "policies"), { recursive: true });
  const { exitCode, report } = await scene.import({ kind: [kind.name] });
  expect({ left: report.left, changes: report.plan.changes, exitCode }).toEqual({ left: [], changes: [], exitCode: 0 });
  return scene.read(fileOf(kind));
};

/** What a resource says in some fields, in a form that can be compared. */
const meaningOf = (kind: Kind, fields: readonly string[], resource: Wire | undefined): Wire =>
  Object.fromEntries(fields.map((name) => [name, kind.fields[name]?.canonical(resource?.[name])]));

const made = kinds.filter(({ writable, api }) => writable && api.create !== undefined);

describe.each(made.map((kind) => [kind.name, kind] as const))("import of %s", (_, kind) => {
  test("says every field, and makes the same object where there is none", async () => {
    const scene = await openScene({ documents: [], settings: { extraFields: true } });
    try {
      const resources = declaredOf(kind, await namePool(scene.control, kind));
      await scene.control("POST", "activate", { actor });
      scene.write({ kind: kind.name, resources });
      await scene.settle();
      const text = await importFresh(scene, kind);
      const found = parse(text).resources as readonly Wire[];
      for (const resource of resources) {
        const told = found.find(({ name }) => name === resource.name);
        const fields = Object.keys(resource).filter((field) => field !== "name");
        expect(meaningOf(kind, fields, told)).toEqual(meaningOf(kind, fields, resource));
      }
      for (const { name } of resources.toReversed())
        await scene.control("DELETE", "objects", { kind: kind.name, name, actor });
      await scene.control("POST", "activate", { actor });
      await scene.settle();
      expect(await importFresh(scene, kind)).toBe(text);
    } finally {
      await scene.close();
    }
  });
});

const settings = kinds.filter(({ writable, api }) => writable && api.create === undefined);

describe.each(settings.map((kind) => [kind.name, kind] as const))("import of %s", (_, kind) => {
  test("says every field, and nothing changes when it is applied", async () => {
    const scene = await openScene({ documents: [] });
    try {
      const { exitCode } = await scene.import({ kind: [kind.name] });
      expect(exitCode).toBe(0);
      const resources = parse(scene.read(fileOf(kind))).resources as readonly Wire[];
      expect(resources.length).toBeGreaterThan(0);
      const fields = ["name", ...Object.keys(kind.fields).filter((name) => kind.fields[name]?.empty !== "")].sort();
      for (const resource of resources) expect(Object.keys(resource)).toEqual(expect.arrayContaining(fields));
    } finally {
      await scene.close();
    }
  });
});
