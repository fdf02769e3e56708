import { describe, expect, test } from "vitest";
import { adopt } from "../../src/commands/adopt.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { Spec } from "../../src/model/resource.ts";
import { exampleOf, namePool, specOf, type Variant, variantsOf } from "../support/kind-examples.ts";
import { openScene, type Scene } from "../support/scene.ts";

const nameOf = (kind: Kind, index: number): string =>
  kind.singleton ? "global" : (exampleOf(kind).names?.[index + 1] ?? `Adopted ä & ß <${index}>`);

const take = (scene: Scene) =>
  adopt(
    { format: "json", quiet: true, verbose: false, kind: [], detailedExitcode: false, days: 7, dryRun: false },
    scene.environment,
  );

/** Every field that may change without others as it is in the second set of values; what a rule does is bound to its other fields. */
const changed = (kind: Kind, variant: Variant): Spec => {
  const bound = new Set(Object.entries(variant.along).flatMap(([name, more]) => [name, ...Object.keys(more)]));
  const isFree = (name: string): boolean => !bound.has(name) && kind.fields[name]?.role !== "decision";
  const fields = variant.fields.filter((name) => kind.fields[name]?.mutable !== false && isFree(name));
  return {
    ...specOf(variant, 0),
    ...Object.fromEntries(fields.map((name) => [name, variant.values[name]![1]])),
  };
};

/** What the service alone makes is not there to drift from. */
const writable = kinds.filter(({ writable, api }) => writable && (api.style === "rest" || api.create !== undefined));

describe.each(writable.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  test("whatever field drifts is adopted, and the next plan is empty", async () => {
    const scene = await openScene({ documents: [] });
    try {
      const variants = variantsOf(kind, await namePool(scene.control, kind));
      // What the examples needed is not part of the story.
      await scene.control("POST", "activate", { actor: "a tester" });
      const docOf = (specFor: (variant: Variant) => Spec) => ({
        kind: kind.name,
        resources: variants.map((variant, index) => ({ name: nameOf(kind, index), ...specFor(variant) })),
      });
      // Somebody has the objects changed; Git still says what it said before.
      scene.write(docOf((variant) => specOf(variant, 0)));
      await scene.settle();
      const before = scene.read("policies/all.yaml");
      scene.write(docOf((variant) => changed(kind, variant)));
      await scene.settle();
      scene.writeText("policies/all.yaml", `# why\n${before}`);
      const { exitCode, output } = await take(scene);
      expect({ exitCode, told: JSON.parse(output ?? "").diagnostics }).toEqual({ exitCode: 0, told: [] });
      expect(JSON.parse(output ?? "").adopted).toHaveLength(
        variants.filter((variant) => JSON.stringify(changed(kind, variant)) !== JSON.stringify(specOf(variant, 0)))
          .length,
      );
      expect(scene.read("policies/all.yaml")).toMatch(/^# why\n/);
      expect((await scene.plan()).plan.changes).toEqual([]);
      expect(JSON.parse((await take(scene)).output ?? "")).toMatchObject({ written: false, adopted: [] });
    } finally {
      await scene.close();
    }
  });
});
