import { afterEach, describe, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import {
  changesIn,
  codesIn,
  expectGuarded,
  expectSettled,
  look,
  refusal,
  requestsIn,
  type Seen,
  settle,
  wantedIn,
} from "../support/narrate.ts";
import type { Doc, Wire } from "../support/scene.ts";

let scene: GitScene;
afterEach(() => scene.close());

const category = (name: string, more: Wire = {}): Wire => ({
  name,
  superCategory: "USER_DEFINED",
  urls: [`.${name.toLowerCase()}.example`],
  ...more,
});
const categories = (...resources: readonly Wire[]): Doc => ({ kind: "zia/url-category", resources });
const [a, b, c] = ["A", "B", "C"].map((name) => category(name)) as [Wire, Wire, Wire];

const blocking = (name: string, more: Wire = {}): Wire => ({
  name,
  action: "BLOCK",
  state: "ENABLED",
  protocols: ["ANY_RULE"],
  urlCategories: ["GAMBLING"],
  ...more,
});
const rules = (...resources: readonly Wire[]): Doc => ({ kind: "zia/url-filtering-rule", resources });
const segmentGroup: Doc = { kind: "zpa/segment-group", resources: [{ name: "Spare", enabled: true }] };

const acknowledge = (allows: string, ...changes: readonly string[]): Doc => ({
  kind: "zerodrift/acknowledgement",
  resources: changes.map((change) => ({ change, allows, reason: "CHG-1: agreed" })),
});

/** The first commit of a repository, applied. */
const start = async (documents: readonly Doc[], configuration = ""): Promise<void> => {
  scene = await openGitScene({ seed: "empty", documents, configuration });
  scene.commit();
  await settle(scene, await look(scene));
};

/** The next commit, and the plan of it. */
const next = async (...documents: readonly Doc[]): Promise<Seen> => {
  scene.write(...documents);
  scene.commit();
  return look(scene);
};

const refuse = async (...documents: readonly Doc[]): Promise<string> => {
  scene.write(...documents);
  scene.commit();
  await scene.forget();
  return refusal(scene);
};

const urlCategory = (name: string): string => `zia/url-category:${name}`;
const rule = (name: string): string => `zia/url-filtering-rule:${name}`;

describe("deletes", () => {
  test("beyond maxDeletes are acknowledged one by one; up to it none is", async () => {
    await start([categories(a, b, c), segmentGroup], "guardrails: {maxDeletes: 1}\n");
    const two = await next(categories(a), segmentGroup);
    expect([two.exitCode, wantedIn(two.plan)]).toEqual([
      3,
      [`delete ${urlCategory("B")}`, `delete ${urlCategory("C")}`],
    ]);
    await expectGuarded(scene);
    const one = await next(categories(a, b), segmentGroup);
    expect([one.exitCode, changesIn(one.plan)]).toEqual([0, [`delete ${urlCategory("C")} commit`]]);
    await settle(scene, one);
    const both = await next(segmentGroup, acknowledge("delete", urlCategory("A"), urlCategory("B")));
    expect([both.exitCode, wantedIn(both.plan), codesIn(both.plan)]).toEqual([0, [], []]);
    await settle(scene, both);
  });

  test("that Git takes back before they were applied are no deletes", async () => {
    await start([categories(a, b)]);
    expect((await next(categories(a))).plan.summary.delete).toBe(1);
    expect((await next(categories(a, b))).firstLine).toBe("acme: no changes");
  });

  test("of what was protected take two pull requests, and no acknowledgement lifts that", async () => {
    await start([categories(a, { ...b, lifecycle: { protect: true } })]);
    const early = await next(categories(a), acknowledge("delete", urlCategory("B")));
    expect(early.exitCode).toBe(3);
    expect(codesIn(early.plan)).toContain("protected");
    await expectGuarded(scene);
    await settle(scene, await next(categories(a, b)));
    const late = await next(categories(a));
    expect([late.exitCode, requestsIn(late.plan)[0]]).toEqual([0, `DELETE ${urlCategory("B")}`]);
    await settle(scene, late);
  });

  test("of the last rules of a list are acknowledged, and told by the names of what they held", async () => {
    await start([rules(blocking("One"), blocking("Two")), segmentGroup]);
    const refused = await next(segmentGroup);
    expect(refused.exitCode).toBe(3);
    expect(wantedIn(refused.plan)).toEqual(expect.arrayContaining([`delete ${rule("One")}`, `delete ${rule("Two")}`]));
    expect(wantedIn(refused.plan).filter((wanted) => wanted.startsWith("overwrite-drift"))).toEqual([]);
    expect(refused.plan.changes[0]!.fields).toContainEqual(
      expect.objectContaining({ path: "urlCategories", before: ["GAMBLING"], after: null }),
    );
    await expectGuarded(scene);
  });

  test("leave what was only declared for a while and never applied as it stands", async () => {
    await start([categories(a)]);
    await next(categories(a, b));
    const object = {
      configuredName: "B",
      superCategory: "USER_DEFINED",
      customCategory: true,
      urls: [".other.example"],
    };
    await scene.portal("POST", { kind: "zia/url-category", object });
    const seen = await next(categories(a));
    expect([seen.exitCode, changesIn(seen.plan), codesIn(seen.plan)]).toEqual([0, [], ["left-behind"]]);
    await settle(scene, seen);
  });

  test("and a rename say that they could be one", async () => {
    await start([categories(a, b)]);
    const seen = await next(categories(a, { ...b, name: "Renamed" }));
    expect([seen.exitCode, codesIn(seen.plan)]).toEqual([0, ["possible-rename"]]);
    const renamed = await next(categories(a, { ...b, name: "Renamed", lifecycle: { renamedFrom: "B" } }));
    expect(requestsIn(renamed.plan)).toEqual([`PUT ${urlCategory("Renamed")}`, "POST zia/activation:*"]);
    await settle(scene, renamed);
  });
});

describe("what is not ours", () => {
  test("is taken over only when somebody says so, and silently when it is equal", async () => {
    await start([categories(a)]);
    for (const [name, url] of [
      ["B", ".b.example"],
      ["C", ".other.example"],
    ]) {
      const object = { configuredName: name, superCategory: "USER_DEFINED", customCategory: true, urls: [url] };
      await scene.portal("POST", { kind: "zia/url-category", object });
    }
    const refused = await next(categories(a, b, c));
    expect([refused.exitCode, wantedIn(refused.plan)]).toEqual([3, [`takeover ${urlCategory("C")}`]]);
    expect([codesIn(refused.plan), refused.plan.summary.takeover]).toEqual([["takeover"], 2]);
    await expectGuarded(scene);
    const seen = await next(categories(a, b, c), acknowledge("takeover", urlCategory("C")));
    expect([seen.exitCode, seen.plan.changes.map(({ takeover }) => takeover)]).toEqual([0, [true]]);
    await settle(scene, seen);
  });

  test("stays in an additive list, and is neither shown nor drift", async () => {
    const shared = (...urls: readonly string[]): Wire => ({ ...a, urls, lifecycle: { additive: ["urls"] } });
    await start([categories(a)]);
    await scene.portal("PATCH", {
      kind: "zia/url-category",
      name: "A",
      changes: { urls: [".a.example", ".theirs.example"] },
    });
    const added = await next(categories(shared(".a.example", ".b.example")));
    expect([added.exitCode, wantedIn(added.plan)]).toEqual([0, []]);
    await settle(scene, added);
    const swapped = await next(categories(shared(".b.example", ".c.example")));
    expect([swapped.exitCode, wantedIn(swapped.plan)]).toEqual([0, []]);
    expect(swapped.plan.changes[0]!.fields).toMatchObject([{ added: [".c.example"], removed: [".a.example"] }]);
    await settle(scene, swapped);
    const [live] = (await scene.objects("zia/url-category")).filter(({ configuredName }) => configuredName === "A");
    expect(live!.urls.toSorted()).toEqual([".b.example", ".c.example", ".theirs.example"]);
  });

  test("of an authoritative kind is drift from the plan after next on, and deleted when somebody says so", async () => {
    await start([categories(a)]);
    const object = {
      configuredName: "Theirs",
      superCategory: "USER_DEFINED",
      customCategory: true,
      urls: [".x.example"],
    };
    await scene.portal("POST", { kind: "zia/url-category", object });
    scene.writeText("zerodrift.yaml", `${scene.read("zerodrift.yaml")}authoritative: [zia/url-category]\n`);
    const grace = await next(categories(a));
    expect([grace.exitCode, codesIn(grace.plan), grace.plan.notTouched]).toEqual([0, ["authoritative-grace"], []]);
    await settle(scene, grace);
    const told = await look(scene);
    expect([told.exitCode, changesIn(told.plan), told.plan.summary.unmanaged]).toEqual([0, [], 0]);
    expect(told.plan.notTouched).toMatchObject([
      { address: urlCategory("Theirs"), fields: [{ path: "exists", before: true, after: false }] },
    ]);
    const seen = await next(categories(a), acknowledge("overwrite-drift", urlCategory("Theirs")));
    expect([seen.exitCode, changesIn(seen.plan)]).toEqual([0, [`delete ${urlCategory("Theirs")} drift`]]);
    await settle(scene, seen);
  });
});

describe("drift", () => {
  test("of an object that is gone is told as such, and it is made again only when somebody says so", async () => {
    await start([categories(a, b)]);
    await scene.portal("DELETE", { kind: "zia/url-category", name: "B" });
    const other = await next(categories({ ...a, description: "first" }, b));
    expect([other.exitCode, changesIn(other.plan)]).toEqual([0, [`update ${urlCategory("A")} commit`]]);
    expect(other.plan.notTouched).toMatchObject([
      { address: urlCategory("B"), fields: [{ path: "exists", before: false, after: true }] },
    ]);
    await settle(scene, other);
    const touched = await next(categories({ ...a, description: "first" }, { ...b, description: "again" }));
    expect([touched.exitCode, wantedIn(touched.plan)]).toEqual([3, [`overwrite-drift ${urlCategory("B")}`]]);
    await expectGuarded(scene);
    const seen = await look(scene, { includeDrift: true });
    expect([seen.exitCode, changesIn(seen.plan)]).toEqual([0, [`create ${urlCategory("B")} commit`]]);
    await settle(scene, seen);
  });

  test("an acknowledgement counts once: the next change of the same resource needs another", async () => {
    const spent = acknowledge("overwrite-drift", urlCategory("A"));
    const drift = (url: string): Promise<void> =>
      scene.portal("PATCH", { kind: "zia/url-category", name: "A", changes: { urls: [url] } });
    await start([categories(a)]);
    await drift(".hot.example");
    await settle(scene, await next(categories({ ...a, description: "one" }), spent));
    await drift(".hotter.example");
    const again = await next(categories({ ...a, description: "two" }), spent);
    expect([again.exitCode, wantedIn(again.plan)]).toEqual([3, [`overwrite-drift ${urlCategory("A")}`]]);
  });
});

describe("the base", () => {
  test("stays where it is when an uncommitted tree or a pipeline applies", async () => {
    await start([categories(a)]);
    const before = scene.applied();
    scene.write(categories({ ...a, description: "not committed" }));
    const dirty = await look(scene);
    expect(dirty.plan.binding.dirty).toBe(true);
    expect((await scene.apply()).exitCode).toBe(0);
    expect(scene.applied()).toBe(before);
    scene.commit();
    const committed = await look(scene);
    expect(requestsIn(committed.plan)).toEqual([]);
    const { env } = scene.environment;
    const inCi = { ...env, CI: "true", ZERODRIFT_SKIP_CONFIRMATIONS: "true" };
    expect((await scene.apply({}, { env: inCi })).exitCode).toBe(0);
    expect(scene.applied()).toBe(before);
    expect((await scene.apply()).exitCode).toBe(0);
    await expectSettled(scene);
  });

  test("reaches over several commits: what the first of them changed is told apart", async () => {
    await start([categories(a, b)]);
    scene.write(categories({ ...a, urls: [".a.example", ".more.example"] }, b));
    scene.commit();
    await scene.portal("PATCH", {
      kind: "zia/url-category",
      name: "A",
      changes: { urls: [".a.example", ".more.example"] },
    });
    const seen = await next(categories(a, { ...b, description: "now" }));
    expect([seen.exitCode, wantedIn(seen.plan), changesIn(seen.plan)]).toEqual([
      0,
      [],
      [`update ${urlCategory("A")} earlier-commit`, `update ${urlCategory("B")} commit`],
    ]);
    await settle(scene, seen);
  });

  test("does not hide a key that a commit after it declared and another one dropped", async () => {
    await start([categories(a)]);
    await next(categories({ ...a, description: "for a while" }));
    expect(await refuse(categories(a))).toContain("error[removed-key]");
    const cleared = await next(categories({ ...a, description: null }));
    expect([cleared.exitCode, requestsIn(cleared.plan)]).toEqual([0, []]);
    await settle(scene, cleared);
  });
});
