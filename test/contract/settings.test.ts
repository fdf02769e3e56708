import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Kind } from "../../src/kinds/kind.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { Spec } from "../../src/model/resource.ts";
import { openGitScene } from "../support/git-scene.ts";
import { clearedSpec, exampleOf, namePool, specOf, type Variant, variantsOf } from "../support/kind-examples.ts";
import { changesIn, codesIn, look, requestsIn, settle } from "../support/narrate.ts";
import { openScene, type RequestEntry, type Scene, type Wire } from "../support/scene.ts";

const settings = kinds.filter(({ singleton }) => singleton);

const objectWrites = async (scene: Scene): Promise<readonly RequestEntry[]> =>
  (await scene.writes()).filter(({ path }) => !path.endsWith("/status/activate"));

const expectEmpty = async (scene: Scene): Promise<void> => {
  const { plan } = await scene.plan();
  expect(plan.changes).toEqual([]);
  expect(plan.requests).toEqual([]);
  expect(plan.staged).toBeNull();
};

/** Declares, plans, applies; what was sent is what the plan lists. */
const declare = async (scene: Scene, kind: string, spec: Spec): Promise<Awaited<ReturnType<Scene["plan"]>>> => {
  scene.write({ kind, resources: [{ name: "global", ...spec }] });
  const planned = await scene.plan();
  scene.save(planned);
  await scene.forget();
  const applied = await scene.apply();
  expect({ exit: applied.exitCode, problem: applied.report.problem }).toEqual({ exit: 0, problem: undefined });
  const sent = (await scene.writes()).map(({ method, path, query }) => [method, path, query.action]);
  expect(sent).toEqual(planned.plan.requests.map(({ method, path, operation }) => [method, path, operation]));
  return planned;
};

const live = async (scene: Scene, kind: string): Promise<Wire> => {
  const objects = await scene.objects(kind);
  expect(objects).toHaveLength(1);
  return objects[0]!;
};

/** Lists come in any order. */
const shownSets = (object: Wire): Wire =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value]),
  );

const methodOf = ({ api }: Kind): string => (api.style === "rest" ? (api.entries?.method ?? "PUT") : "POST");

describe.each(settings.map((kind) => [kind.name, kind] as const))("%s", (name, kind) => {
  let scene: Scene;
  let variant: Variant;
  const replaces = kind.api.style === "rest" && kind.api.update !== undefined;

  beforeAll(async () => {
    scene = await openScene({ documents: [] });
    [variant] = variantsOf(kind, await namePool(scene.control, kind)) as [Variant];
    await scene.control("PATCH", "objects", { kind: name, name: "global", changes: { zzOwn: "kept" }, actor: "ann" });
    await scene.control("POST", "activate", { actor: "ann" });
  });
  afterAll(() => scene.close());

  test("the examples show every field", () => {
    expect(exampleOf(kind).minimal).toEqual({});
    expect([...variant.fields].sort()).toEqual(Object.keys(kind.fields).sort());
  });

  test("declaring nothing changes nothing, and is no takeover", async () => {
    scene.write({ kind: name, resources: [{ name: "global" }] });
    const { plan } = await scene.plan();
    expect([plan.requests, plan.summary.takeover, plan.summary.unchanged]).toEqual([[], 0, 1]);
  });

  test("each field changes alone, by one write that keeps everything else, and all are cleared", async () => {
    const spec: Record<string, unknown> = specOf(variant, 0);
    await declare(scene, name, spec);
    for (const field of variant.fields) {
      const before = await live(scene, name);
      spec[field] = variant.values[field]![1];
      const { plan } = await declare(scene, name, spec);
      expect(plan.changes.map(({ action, fields }) => [action, fields.map(({ path }) => path)])).toEqual([
        ["update", [field]],
      ]);
      const writes = await objectWrites(scene);
      expect([field, writes.map(({ method }) => method)]).toEqual([field, [methodOf(kind)]]);
      if (replaces) expect(writes[0]!.body).toMatchObject({ zzOwn: "kept" });
      const after = await live(scene, name);
      expect({ ...shownSets(after), [field]: null }).toEqual({ ...shownSets(before), [field]: null });
    }
    await expectEmpty(scene);
    await declare(scene, name, clearedSpec(kind, variant, "null"));
    await expectEmpty(scene);
    const cleared = await live(scene, name);
    for (const field of Object.values(kind.fields)) {
      expect([field.name, field.canonical(cleared[field.name])]).toEqual([field.name, field.canonical(undefined)]);
    }
    expect(cleared.zzOwn).toBe("kept");
  });
});

describe("settings", () => {
  let scene: Scene;
  afterEach(() => scene.close());
  const open = async (kind: string, changes: Wire): Promise<void> => {
    scene = await openScene({ documents: [] });
    await scene.control("PATCH", "objects", { kind, name: "global", changes, actor: "ann" });
    await scene.control("POST", "activate", { actor: "ann" });
  };

  test("have one name", async () => {
    scene = await openScene({ documents: [{ kind: "zia/malware-policy", resources: [{ name: "ours" }] }] });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect(exitCode).toBe(1);
    expect(notes).toContain("global");
  });

  const list = (kind: string, key: string): readonly [string, string] => [kind, key];
  test.each([
    ["lets more through", list("zia/security-allowlist", "whitelistUrls"), ["PUT", "PUT"], ["stay"]],
    ["inspects less", list("zia/security-exceptions", "bypassUrls"), ["PUT", "PUT"], ["stay"]],
    ["exempts more", list("zia/auth-exempted-urls", "urls"), ["POST REMOVE_FROM_LIST", "POST ADD_TO_LIST"], ["stay"]],
    ["stops more", list("zia/security-denylist", "blacklistUrls"), ["PUT", "PUT"], ["stay", "go", "come"]],
    [
      "blocks more",
      list("zia/malicious-urls", "maliciousUrls"),
      ["PUT ADD_TO_LIST", "PUT REMOVE_FROM_LIST"],
      ["stay", "go", "come"],
    ],
  ] as const)(
    "a list that %s per entry is written in both phases, stricter first",
    async (_, [kind, key], calls, between) => {
      const host = (word: string): string => `${word}.example`;
      await open(kind, { [key]: [host("stay"), host("go")] });
      const held: (readonly string[])[] = [];
      scene.write({ kind, resources: [{ name: "global", [key]: [host("stay"), host("come")] }] });
      const planned = await scene.plan();
      const requests = planned.plan.requests.slice(0, -1);
      expect(requests.map(({ phase }) => phase)).toEqual(["stricter", "looser"]);
      expect(requests.map(({ method, operation }) => [method, operation].filter(Boolean).join(" "))).toEqual(calls);
      expect(planned.plan.changes.map(({ impact }) => impact)).toEqual(["broadens"]);
      scene.save(planned);
      // The second write fails for good, so what the first one left can be looked at.
      await scene.fault({ path: requests[1]!.path, method: requests[1]!.method, skip: 1 }, { status: 400 });
      expect((await scene.apply()).exitCode).toBe(5);
      held.push(((await live(scene, kind))[key] as readonly string[]).toSorted());
      expect(held).toEqual([between.map(host).toSorted()]);
      await scene.control("DELETE", "faults");
      await scene.settle();
      expect(((await live(scene, kind))[key] as readonly string[]).toSorted()).toEqual(
        [host("come"), host("stay")].toSorted(),
      );
      await expectEmpty(scene);
    },
  );

  test.each([
    ["zia/security-allowlist", { whitelistUrls: ["a.example"] }, { whitelistUrls: ["a.example", "b.example"] }, true],
    ["zia/security-allowlist", { whitelistUrls: ["a.example"] }, { whitelistUrls: [] }, false],
    ["zia/security-denylist", { blacklistUrls: ["a.example"] }, { blacklistUrls: [] }, true],
    ["zia/security-denylist", { blacklistUrls: [] }, { blacklistUrls: ["a.example"] }, false],
    ["zia/advanced-threat-settings", { torBlocked: true }, { torBlocked: false }, true],
    ["zia/advanced-threat-settings", { torBlocked: false }, { torBlocked: true }, false],
    ["zia/advanced-threat-settings", { riskTolerance: 10 }, { riskTolerance: 11 }, true],
    ["zia/advanced-threat-settings", { riskTolerance: 10 }, { riskTolerance: 0 }, false],
    ["zia/advanced-threat-settings", { blockedCountries: ["COUNTRY_KP"] }, { blockedCountries: null }, true],
    ["zia/malware-protocols", { inspectFtp: true }, { inspectFtp: null }, true],
  ])("%s from %j to %j: opens %s", async (kind, from, to, opens) => {
    await open(kind, from);
    scene.write({ kind, resources: [{ name: "global", ...to }] });
    const { plan } = await scene.plan();
    expect(plan.changes.map(({ impact }) => impact)).toEqual([opens ? "broadens" : "narrows"]);
    expect(plan.requests[0]!.phase).toBe(opens ? "looser" : "stricter");
    expect(plan.consents.map(({ allows }) => allows)).toEqual(opens ? ["broadening"] : []);
  });

  test("what opens and what closes in one object are two writes, and neither undoes the other", async () => {
    await open("zia/malware-settings", { virusBlocked: false, wormBlocked: true, spywareBlocked: true });
    scene.write({
      kind: "zia/malware-settings",
      resources: [{ name: "global", virusBlocked: true, wormBlocked: false, virusCapture: true }],
    });
    await scene.settle();
    const bodies = (await objectWrites(scene)).map(({ body }) => [
      body.virusBlocked,
      body.wormBlocked,
      body.virusCapture,
      body.spywareBlocked,
    ]);
    expect(bodies).toEqual([
      [true, true, false, true],
      [true, false, true, true],
    ]);
    await expectEmpty(scene);
  });

  test.each(["before", "after"] as const)("an addition whose answer is lost %s it ran is made once", async (drop) => {
    await open("zia/auth-exempted-urls", { urls: ["old.example"] });
    scene.write({
      kind: "zia/auth-exempted-urls",
      resources: [{ name: "global", urls: ["old.example", "new.example"] }],
    });
    scene.save(await scene.plan());
    await scene.fault({ path: "exemptedUrls", method: "POST", times: 1 }, { drop });
    expect((await scene.apply()).exitCode).toBe(0);
    expect(((await live(scene, "zia/auth-exempted-urls")).urls as readonly string[]).toSorted()).toEqual([
      "new.example",
      "old.example",
    ]);
    await expectEmpty(scene);
  });

  test("an entry is told apart without the case of its host, and taken away as it is spelled", async () => {
    await open("zia/auth-exempted-urls", { urls: ["Old.Example/Path", "KEEP.example"] });
    scene.write({ kind: "zia/auth-exempted-urls", resources: [{ name: "global", urls: ["keep.example"] }] });
    await scene.settle();
    expect((await objectWrites(scene)).map(({ body }) => body)).toEqual([{ urls: ["Old.Example/Path"] }]);
    expect((await live(scene, "zia/auth-exempted-urls")).urls).toEqual(["KEEP.example"]);
    await expectEmpty(scene);
  });

  test("of an additive list only our entries count", async () => {
    await open("zia/auth-exempted-urls", { urls: ["theirs.example"] });
    scene.write({
      kind: "zia/auth-exempted-urls",
      resources: [{ name: "global", urls: ["ours.example"], lifecycle: { additive: ["urls"] } }],
    });
    await scene.settle();
    expect((await objectWrites(scene)).map(({ body, query }) => [query.action, body])).toEqual([
      ["ADD_TO_LIST", { urls: ["ours.example"] }],
    ]);
    await expectEmpty(scene);
  });

  test("a list that only grows and shrinks is an update for the allow list", async () => {
    await open("zia/auth-exempted-urls", { urls: [] });
    scene.write({ kind: "zia/auth-exempted-urls", resources: [{ name: "global", urls: ["new.example"] }] });
    scene.save(await scene.plan());
    const applied = await scene.apply({ allow: ["zia/auth-exempted-urls:update", "zia/activation:activate"] });
    expect(applied.exitCode).toBe(0);
  });

  test("that nobody declares any more stay as they are, and that is said", async () => {
    const git = await openGitScene({
      seed: "empty",
      documents: [
        { kind: "zia/malware-policy", resources: [{ name: "global", blockUnscannableFiles: true }] },
        { kind: "zia/rule-label", resources: [{ name: "other" }] },
      ],
    });
    scene = git;
    git.commit();
    await settle(git, await look(git));
    git.write({ kind: "zia/rule-label", resources: [{ name: "other" }] });
    git.commit();
    const seen = await look(git);
    expect([changesIn(seen.plan), requestsIn(seen.plan), codesIn(seen.plan)]).toEqual([[], [], ["left-behind"]]);
    expect(await live(git, "zia/malware-policy")).toMatchObject({ blockUnscannableFiles: true });
  });

  test("25,000 URLs come and go in two requests, and the plan is quick", async () => {
    const kind = "zia/auth-exempted-urls";
    const hosts = (from: number): readonly string[] =>
      Array.from({ length: 25_000 }, (_, index) => `h${from + index}.bulk.example`);
    await open(kind, { urls: hosts(0) });
    scene.write({ kind, resources: [{ name: "global", urls: hosts(12_500) }] });
    const before = process.cpuUsage();
    const planned = await scene.plan();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(6);
    expect(planned.plan.requests).toHaveLength(3);
    scene.save(planned);
    expect((await scene.apply()).exitCode).toBe(0);
    expect(((await live(scene, kind)).urls as readonly string[]).length).toBe(25_000);
    await expectEmpty(scene);
  }, 60_000);
});
