import { afterEach, describe, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { look, wantedIn } from "../support/narrate.ts";
import { type Doc, type Wire, wantedEntries } from "../support/scene.ts";

const kind = "zia/url-category";
const rules = "zia/url-filtering-rule";

let scene: GitScene;
afterEach(() => scene.close());

const category = (name: string, url: string, lifecycle?: Wire): Wire => ({
  ...{ name, superCategory: "USER_DEFINED", urls: [url] },
  ...(lifecycle === undefined ? {} : { lifecycle }),
});
const categories = (...resources: readonly Wire[]): Doc => ({ kind, resources });

const blocks = (name: string): Doc => ({
  kind: rules,
  resources: [{ name: "Block", action: "BLOCK", protocols: ["ANY_RULE"], urlCategories: [name] }],
});

/** Commits the documents and applies them. */
const apply = async (...documents: readonly Doc[]): Promise<number> => {
  scene.write(...documents);
  scene.commit();
  await look(scene);
  return (await scene.apply()).exitCode;
};

const open = async (...documents: readonly Doc[]): Promise<void> => {
  scene = await openGitScene({ seed: "empty", documents: [] });
  expect(await apply(...documents)).toBe(0);
};

/** Whatever the next plan asks for is agreed to. */
const agree = async (): Promise<void> => {
  const resources = wantedEntries((await look(scene)).plan).map((entry) => ({ ...entry, reason: "CHG-1" }));
  if (resources.length === 0) return;
  scene.commit({ "policies/agreed.yaml": JSON.stringify({ kind: "zerodrift/acknowledgement", resources }) });
  await look(scene);
};

/** The next write of this kind to this path is refused. */
const refuse = (method: "POST" | "PUT", path = "urlCategories"): Promise<void> =>
  scene.fault({ path, method, times: 1 }, { status: 400, body: { code: "INVALID_INPUT_ARGUMENT", message: "no" } });

const urlsOf = async (name: string): Promise<unknown> =>
  (await scene.objects(kind)).find(({ configuredName }) => configuredName === name)?.urls;

describe("an object of somebody else, named as one whose create was refused", () => {
  const own = category("Own", "own.example");
  const fresh = category("Fresh", "fresh.example");

  const meet = async (): Promise<void> => {
    await open(categories(own));
    await refuse("POST");
    expect(await apply(categories(own, fresh))).toBe(1);
    const theirs = { configuredName: "Fresh", customCategory: true, superCategory: "USER_DEFINED" };
    await scene.portal("POST", { kind, object: { ...theirs, urls: ["theirs.example"] } });
  };

  test("is overwritten only when somebody agrees to take it over", async () => {
    await meet();
    const { exitCode, plan } = await look(scene);
    expect([exitCode, wantedIn(plan)]).toEqual([3, [`takeover ${kind}:Fresh`]]);
    expect((await scene.apply()).exitCode).toBe(3);
    expect(await urlsOf("Fresh")).toEqual(["theirs.example"]);
  });

  test("stays when the documents drop it", async () => {
    await meet();
    expect(await apply(categories(own))).toBe(0);
    expect(await urlsOf("Fresh")).toEqual(["theirs.example"]);
  });
});

describe("a revert after a run that failed at or after a rename", () => {
  const before = [categories(category("Old", "old.example"), category("Other", "other.example")), blocks("Old")];
  const after = [
    categories(category("New", "old.example", { renamedFrom: "Old" }), category("Other", "others.example")),
    blocks("New"),
  ];

  test.each<[string, number]>([
    ["the rename was refused", 0],
    ["the write after the rename was refused", 1],
  ])("knows what is staged as ours where %s", async (_, skip) => {
    await open(...before);
    const fresh = category("Fresh", "fresh.example");
    await scene.fault(
      { path: "urlCategories/", method: "PUT", skip, times: 1 },
      { status: 400, body: { code: "INVALID_INPUT_ARGUMENT", message: "no" } },
    );
    const [first, ...rest] = after;
    expect(await apply({ ...first!, resources: [...first!.resources, fresh] }, ...rest)).toBe(5);

    scene.write(...before);
    scene.commit();
    expect((await look(scene)).plan.staged).toEqual({ by: "ours" });
    await agree();
    expect((await scene.apply()).exitCode).toBe(0);
    expect((await look(scene)).plan.changes).toEqual([]);
    expect(await urlsOf("Old")).toEqual(["old.example"]);
    expect([await urlsOf("New"), await urlsOf("Fresh")]).toEqual([undefined, undefined]);
  });
});
