import { afterEach, describe, expect, test } from "vitest";
import { openScene, type Scene, type Wire } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

const open = async (): Promise<void> => {
  scene = await openScene({ documents: [] });
};

const portal = async (method: string, body: Wire): Promise<Wire> => {
  const { object } = await scene.control(method, "objects", { actor: "ann", ...body });
  await scene.control("POST", "activate", { actor: "ann" });
  return object;
};

const named = async (kind: string, name: string): Promise<Wire> =>
  (await scene.objects(kind)).find((object) => object.name === name)!;

const puts = async (): Promise<readonly Wire[]> =>
  (await scene.writes()).filter(({ method }) => method === "PUT").map(({ body }) => body);

describe("a DLP web rule", () => {
  const kind = "zia/dlp-web-rule";

  test("names its categories by number, also one that the same plan makes, and a predefined one", async () => {
    await open();
    scene.write(
      {
        kind: "zia/url-category",
        resources: [{ name: "Drop boxes", superCategory: "USER_DEFINED", urls: [".drop.example"] }],
      },
      {
        kind,
        resources: [
          {
            name: "No drawings there",
            action: "BLOCK",
            protocols: ["ANY_RULE"],
            urlCategories: ["Drop boxes", "GAMBLING", "Machine vendors"],
          },
        ],
      },
    );
    await scene.settle();
    const categories = await scene.objects("zia/url-category");
    const { urlCategories } = await named(kind, "No drawings there");
    const expected = categories.filter(
      ({ id, configuredName }) => id === "GAMBLING" || ["Drop boxes", "Machine vendors"].includes(configuredName),
    );
    expect(urlCategories.map((one: Wire) => one.id).toSorted()).toEqual(expected.map(({ val }) => val).toSorted());
    expect((await scene.plan()).plan.requests).toEqual([]);
  });

  test("cannot name a category of which the tenant shows no number", async () => {
    await open();
    scene.write({ kind, resources: [{ name: "Codenames stay inside", urlCategories: ["PHISHING"] }] });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect([exitCode, notes?.includes('no zia/url-category is named "PHISHING"')]).toEqual([1, true]);
  });

  test("keeps its exceptions, which no list shows", async () => {
    await open();
    const subRules = [{ id: 4711, name: "Press office" }];
    await portal("PATCH", { kind, name: "Codenames stay inside", changes: { subRules } });
    scene.write({ kind, resources: [{ name: "Codenames stay inside", description: "new" }] });
    await scene.settle();
    expect((await puts())[0]).toMatchObject({ description: "new", subRules: [{ id: 4711 }] });
  });

  test("has its file types sent in one form, whichever was written before", async () => {
    await open();
    const name = "Codenames stay inside";
    await portal("PATCH", { kind, name, changes: { fileTypeCategories: [{ id: 7, name: "FTCATEGORY_ZIP" }] } });
    scene.write({ kind, resources: [{ name, description: "new" }] });
    await scene.settle();
    expect((await puts())[0]).toMatchObject({ fileTypeCategories: [{ id: 7, name: "FTCATEGORY_ZIP" }] });
    await scene.forget();
    scene.write({ kind, resources: [{ name, description: "new", fileTypes: ["FTCATEGORY_ZIP", "FTCATEGORY_RAR"] }] });
    await scene.settle();
    const [sent] = await puts();
    expect(sent!.fileTypes.toSorted()).toEqual(["FTCATEGORY_RAR", "FTCATEGORY_ZIP"]);
    expect(sent).not.toHaveProperty("fileTypeCategories");
    expect((await scene.plan()).plan.requests).toEqual([]);
  });
});

describe("a DLP dictionary", () => {
  const kind = "zia/dlp-dictionary";
  const name = "Project codenames";
  const phrase = (text: string): Wire => ({ action: "PHRASE_COUNT_TYPE_ALL", phrase: text });

  // A rule may allow what is found, and an engine may leave it out.
  test.each<readonly [string, Wire]>([
    ["less", { phrases: [phrase("one")] }],
    ["more", { phrases: [phrase("one"), phrase("two"), phrase("3")] }],
    ["something else", { phrases: [phrase("one"), phrase("3")] }],
    ["what has both", { customPhraseMatchType: "MATCH_ALL_CUSTOM_PHRASE_PATTERN_DICTIONARY" }],
  ])("that finds %s is agreed to first, because nobody knows what is done with it", async (_, after) => {
    await open();
    await portal("PATCH", { kind, name, changes: { phrases: [phrase("one"), phrase("two")], patterns: [] } });
    scene.write({ kind, resources: [{ name, ...after }] });
    const { plan } = await scene.plan();
    expect(plan.changes.map((change) => change.impact)).toEqual(["unknown"]);
    expect(plan.consents.map(({ allows }) => allows)).toEqual(["broadening"]);
  });

  test("of the vendor takes another threshold, and nothing else", async () => {
    await open();
    const resources = [{ name: "NHS_LEAKAGE", confidenceThreshold: "CONFIDENCE_LEVEL_LOW" }];
    scene.write({ kind, resources });
    await scene.settle();
    expect(await named(kind, "NHS_LEAKAGE")).toMatchObject({ confidenceThreshold: "CONFIDENCE_LEVEL_LOW" });
    scene.write({ kind, resources: [{ name: "NHS_LEAKAGE", phrases: [phrase("one")] }] });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect([exitCode, notes?.includes("builtin-readonly")]).toEqual([1, true]);
  });
});

describe("a DLP engine", () => {
  const kind = "zia/dlp-engine";
  const newer = {
    kind: "zia/dlp-dictionary",
    resources: [
      {
        name: 'Names "A"',
        dictionaryType: "PATTERNS_AND_PHRASES",
        customPhraseMatchType: "MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY",
        phrases: [{ action: "PHRASE_COUNT_TYPE_ALL", phrase: "Anna" }],
      },
    ],
  };

  test("speaks of dictionaries by name, also of one that the same plan makes", async () => {
    await open();
    const engineExpression = '(("Names \\"A\\"".S > 1) AND ("drawing numbers".S > 2))';
    scene.write(newer, { kind, resources: [{ name: "Both", engineExpression }] });
    await scene.settle();
    const [dictionary, drawings] = [
      await named("zia/dlp-dictionary", 'Names "A"'),
      await named("zia/dlp-dictionary", "Drawing numbers"),
    ];
    expect((await named(kind, "Both")).engineExpression).toBe(
      `((D${dictionary.id}.S > 1) AND (D${drawings.id}.S > 2))`,
    );
    expect((await scene.plan()).plan.requests).toEqual([]);
  });

  test("speaks of nothing that is not there", async () => {
    await open();
    scene.write({ kind, resources: [{ name: "Codenames", engineExpression: '("No such thing".S > 0)' }] });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect([exitCode, notes?.includes('no zia/dlp-dictionary is named "No such thing"')]).toEqual([1, true]);
  });

  test.each([
    ["an id is no name", "((D63.S > 1))", "D63 is an id"],
    ["a quote that does not end", '(("Drawing numbers.S > 1))', "double quote"],
  ])("%s", async (_, engineExpression, message) => {
    await open();
    scene.write({ kind, resources: [{ name: "Codenames", engineExpression }] });
    const { exitCode, notes } = await scene.tryPlan({ format: "text" });
    expect([exitCode, notes?.includes(message)]).toEqual([1, true]);
  });
});
