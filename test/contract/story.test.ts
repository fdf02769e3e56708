import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { KindName } from "../../src/model/address.ts";
import type { Spec } from "../../src/model/resource.ts";
import { readEverything } from "../support/documents-from-live.ts";
import { clearedSpec, exampleOf, namePool, specOf, type Variant, variantsOf } from "../support/kind-examples.ts";
import { type Doc, isWrite, openScene, type RequestEntry, type Scene, type Wire } from "../support/scene.ts";
import { lastingByName } from "../support/wire.ts";

const minimalNameOf = (kind: Kind): string => exampleOf(kind).names?.[0] ?? "Story minimal";
const fullNameOf = (kind: Kind, index: number): string =>
  exampleOf(kind).names?.[index + 1] ?? `Story ä & ß <full> ${index}`;

/** Writes to objects; activation is told apart. */
const objectWrites = async (scene: Scene): Promise<readonly RequestEntry[]> =>
  (await scene.writes()).filter(({ path }) => !path.endsWith("/status/activate"));

const resources = (docs: ReadonlyMap<string, Spec>): readonly Wire[] =>
  [...docs].map(([name, spec]) => ({ name, ...spec }));

const expectEmpty = async (scene: Scene): Promise<void> => {
  const { plan } = await scene.plan();
  expect(plan.changes).toEqual([]);
  expect(plan.requests).toEqual([]);
  expect(plan.staged).toBeNull();
};

/** What the documents say of one kind while its story goes on. */
class Story {
  readonly scene: Scene;
  readonly kind: Kind;
  readonly variants: readonly Variant[];
  readonly declared = new Map<string, Spec>();
  readonly before: ReadonlyMap<string, Wire>;
  constructor(scene: Scene, kind: Kind, variants: readonly Variant[], before: ReadonlyMap<string, Wire>) {
    this.scene = scene;
    this.kind = kind;
    this.variants = variants;
    this.before = before;
  }

  get doc(): Doc {
    return { kind: this.kind.name, resources: resources(this.declared) };
  }

  /** Declares, plans, applies. */
  async declare(name: string, spec: Spec): Promise<Awaited<ReturnType<Scene["plan"]>>> {
    this.declared.set(name, spec);
    return this.apply();
  }

  rename(from: string, to: string): void {
    const entries = [...this.declared];
    this.declared.clear();
    for (const [name, spec] of entries) this.declared.set(name === from ? to : name, spec);
  }

  async apply(docs: readonly Doc[] = [this.doc]): Promise<Awaited<ReturnType<Scene["plan"]>>> {
    this.scene.write(...docs);
    const planned = await this.scene.plan();
    this.scene.save(planned);
    await this.scene.forget();
    const applied = await this.scene.apply();
    expect({ exit: applied.exitCode, problem: applied.report.problem }).toEqual({ exit: 0, problem: undefined });
    return planned;
  }

  async live(name: string): Promise<Wire> {
    const objects = await this.scene.objects(this.kind.name);
    const found = objects.filter((object) => object[this.kind.nameKey] === name);
    expect(found).toHaveLength(1);
    return found[0]!;
  }
}

const openStory = async (kind: Kind): Promise<Story> => {
  const scene = await openScene({ documents: [], settings: { extraFields: true } });
  const variants = variantsOf(kind, await namePool(scene.control, kind));
  // What the examples needed is not part of the story.
  await scene.control("POST", "activate", { actor: "a tester" });
  return new Story(scene, kind, variants, lastingByName(kind, await scene.objects(kind.name)));
};

/** What the service made, settings and default rules, has a story of its own. */
const made = kinds.filter(({ writable, api }) => writable && api.create !== undefined);

describe.each(made.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  let story: Story;
  const minimalName = minimalNameOf(kind);
  const fullName = (index: number): string => fullNameOf(kind, index);

  beforeAll(async () => {
    story = await openStory(kind);
  });
  afterAll(() => story.scene.close());

  test("the examples show every field", () => {
    const shown = new Set([...story.variants.flatMap(({ fields }) => fields), ...(exampleOf(kind).elsewhere ?? [])]);
    expect([...shown].sort()).toEqual(Object.keys(kind.fields).sort());
  });

  test("a minimal object is created by one write, and the next plan is empty", async () => {
    const { plan } = await story.declare(minimalName, exampleOf(kind).minimal);
    expect(plan.changes.map(({ action, id }) => [action, id])).toEqual([["create", null]]);
    expect(await objectWrites(story.scene)).toHaveLength(1);
    await expectEmpty(story.scene);
  });

  test("objects with every field set are created by one write each, and the next plan is empty", async () => {
    for (const [index, variant] of story.variants.entries()) {
      const { plan } = await story.declare(fullName(index), specOf(variant, 0));
      expect(plan.changes.map(({ address, action }) => [address, action])).toEqual([
        [`${kind.name}:${fullName(index)}`, "create"],
      ]);
      expect(await objectWrites(story.scene)).toHaveLength(1);
    }
    await expectEmpty(story.scene);
  });

  test("every field was stored: the tenant reads as the documents say", async () => {
    const everything = await readEverything(story.scene);
    for (const [index, variant] of story.variants.entries()) {
      const live = everything.spec(kind.name, fullName(index)) ?? {};
      for (const name of variant.fields) {
        const field = kind.fields[name]!;
        expect([name, field.canonical(live[name])]).toEqual([name, field.canonical(variant.values[name]![0])]);
      }
    }
  });

  test("each field changes alone, by one write that keeps what nobody knows", async () => {
    const isRest = kind.api.style === "rest";
    const done = new Set<string>();
    for (const [index, variant] of story.variants.entries()) {
      const name = fullName(index);
      if (isRest) {
        const changes = { zzOwn: `kept ${index}` };
        await story.scene.control("PATCH", "objects", { kind: kind.name, name, changes, actor: "a portal user" });
        await story.scene.control("POST", "activate", { actor: "a portal user" });
      }
      for (const field of variant.fields.filter((one) => !done.has(one))) {
        done.add(field);
        const next = { ...specOf(variant, 0), [field]: variant.values[field]![1], ...variant.along[field] };
        if (kind.fields[field]!.mutable === false) {
          story.scene.write({ kind: kind.name, resources: [{ name, ...next }] });
          expect((await story.scene.tryPlan({ format: "text" })).notes).toContain("immutable-field");
          continue;
        }
        const { plan } = await story.declare(name, next);
        const own = [field, ...Object.keys(variant.along[field] ?? {})].sort();
        expect(plan.changes.map(({ fields }) => fields.map(({ path }) => path).sort())).toEqual([own]);
        const writes = await objectWrites(story.scene);
        expect([field, writes.map(({ method }) => method)]).toEqual([field, [isRest ? "PUT" : "POST"]]);
        if (isRest) expect(writes[0]!.body).toMatchObject({ zzFuture: 7, zzOwn: `kept ${index}` });
        await story.declare(name, { ...specOf(variant, 0), ...variant.back[field] });
      }
      if (isRest) expect(await story.live(name)).toMatchObject({ zzFuture: 7, zzOwn: `kept ${index}` });
    }
    await expectEmpty(story.scene);
  });

  test.each(["null", "empty-list"] as const)(
    "%s clears what is optional, and the next plan is empty",
    async (empty) => {
      for (const [index, variant] of story.variants.entries()) {
        await story.declare(fullName(index), specOf(variant, 0));
        await story.declare(fullName(index), clearedSpec(kind, variant, empty));
      }
      await expectEmpty(story.scene);
      const everything = await readEverything(story.scene);
      for (const [index, variant] of story.variants.entries()) {
        const live = everything.spec(kind.name, fullName(index)) ?? {};
        for (const name of variant.fields.filter((one) => !(one in variant.kept))) {
          const field = kind.fields[name]!;
          if (field.required || !field.mutable) continue;
          expect([name, field.canonical(live[name])]).toEqual([name, field.canonical(undefined)]);
        }
      }
    },
  );

  test("null and an empty list are one: writing the other is no change", async () => {
    for (const [index, variant] of story.variants.entries()) {
      story.declared.set(fullName(index), clearedSpec(kind, variant, "null"));
    }
    story.scene.write(story.doc);
    await expectEmpty(story.scene);
  });

  if (kind.fixedName !== undefined)
    test("another name is another object: a rename is refused", async () => {
      const [from, to] = [minimalName, exampleOf(kind).names!.at(-1)!];
      const others = resources(story.declared).filter(({ name }) => name !== from && name !== to);
      const renamed = { name: `${to}9`, ...exampleOf(kind).minimal, lifecycle: { renamedFrom: from } };
      story.scene.write({ kind: kind.name, resources: [...others, renamed] });
      expect((await story.scene.tryPlan({ format: "text" })).notes).toContain("immutable-field");
    });
  else
    test("a name in another case is a rename by one update of the same object", async () => {
      const { id } = await story.live(minimalName);
      story.rename(minimalName, minimalName.toUpperCase());
      const { plan } = await story.apply();
      expect(plan.changes.map(({ action, fields }) => [action, fields])).toEqual([
        ["update", [{ path: "name", before: minimalName, after: minimalName.toUpperCase() }]],
      ]);
      expect(await objectWrites(story.scene)).toHaveLength(1);
      expect((await story.live(minimalName.toUpperCase())).id).toBe(id);
      await expectEmpty(story.scene);
    });

  if (kind.order !== undefined)
    test("rules are shuffled, inserted and moved, and stand as listed", async () => {
      const rule = exampleOf(kind).minimal;
      for (const names of [
        ["Story 1", "Story 2", "Story 3", "Story 4"],
        ["Story 4", "Story 2", "Story 1", "Story 3"],
        ["Story 4", "Story 2", "Story new", "Story 1", "Story 3"],
        ["Story 2", "Story new", "Story 1", "Story 4", "Story 3"],
      ]) {
        await story.apply([{ kind: kind.name, resources: names.map((name) => ({ name, ...rule })) }]);
        await expectEmpty(story.scene);
        const live = (await story.scene.objects(kind.name)).map((object) => String(object[kind.nameKey]));
        expect(live.filter((name) => names.includes(name))).toEqual(names);
      }
    });

  test("objects nobody declares are as before, byte for byte", async () => {
    const after = lastingByName(kind, await story.scene.objects(kind.name));
    for (const [name, object] of story.before) {
      expect(JSON.stringify(after.get(name))).toBe(JSON.stringify(object));
    }
  });

  test("no write was sent that is not a create or an update of this kind, or the activation", async () => {
    expect((await story.scene.writes()).every(isWrite)).toBe(true);
    const products = new Set((await story.scene.writes()).map(({ product }) => product));
    expect([...products].every((product) => product === (kind.name as KindName).slice(0, 3))).toBe(true);
  });
});
