import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import { afterEach, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { kinds as registry } from "../../src/kinds/registry.ts";
import { openGitScene } from "../support/git-scene.ts";
import { openScene, type RequestEntry, type Scene, type SceneOptions, type Wire } from "../support/scene.ts";

const open: Scene[] = [];
const sceneWith = async (options: SceneOptions = {}): Promise<Scene> => {
  const scene = await openScene({ documents: [], ...options });
  open.push(scene);
  return scene;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((scene) => scene.close()));
});

const actor = "j.doe@acme.example";

const make = (scene: Scene, kind: string, object: Wire): Promise<Wire> =>
  scene.control("POST", "objects", { kind, object, actor });
const change = (scene: Scene, kind: string, name: string, changes: Wire): Promise<Wire> =>
  scene.control("PATCH", "objects", { kind, name, changes, actor });

/** Every file below policies/, by path. */
const filesOf = (scene: Scene): Readonly<Record<string, string>> => {
  const folder = join(scene.folder, "policies");
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => statSync(join(folder, file)).isFile())
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
};

/** As `git diff` shows them. */
const changedLines = (before: string, after: string): readonly string[] =>
  diffLines(before, after).flatMap(({ added, removed, value }) =>
    added || removed
      ? value
          .trimEnd()
          .split("\n")
          .map((line) => `${added ? "+" : "-"}${line}`)
      : [],
  );

const resourcesIn = (text: string): readonly Wire[] => parse(text).resources;
const namesIn = (text: string): readonly string[] => resourcesIn(text).map(({ name }) => name);

const pageOf = ({ method, path, query, body }: RequestEntry): string =>
  JSON.stringify([method, path, query, body?.query, body?.variables]);

const rulesFile = "policies/zia/url-filtering-rules.yaml";
const labelsFile = "policies/zia/rule-labels.yaml";

describe("import into an empty repository", () => {
  test.each(["acme", "medium"])("of %s: the plan is empty, and a second import changes no byte", async (seed) => {
    const scene = await sceneWith({ seed });
    const { exitCode, report } = await scene.import();
    expect(report.diagnostics).toEqual([]);
    expect({ exitCode, ...report.plan }).toMatchObject({ exitCode: 0, isEmpty: true, changes: [] });
    expect((await scene.plan()).plan).toMatchObject({ changes: [], requests: [] });
    const before = filesOf(scene);
    const again = await scene.import();
    expect(again).toMatchObject({ exitCode: 0, report: { files: [] } });
    expect(filesOf(scene)).toEqual(before);
  });

  test("it costs each page of each list once, the plan included, and writes nothing to the tenant", async () => {
    const scene = await sceneWith({ seed: "acme" });
    await scene.import();
    const pages = (await scene.requests()).filter(({ product }) => product !== "token").map(pageOf);
    expect(pages.length - new Set(pages).size).toBe(0);
    expect(await scene.writes()).toEqual([]);
  });

  test("there is one file per kind, with names for ids, the schema for editors, and rules in effective order", async () => {
    const scene = await sceneWith();
    await scene.import();
    const text = scene.read(rulesFile);
    expect(text.split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../../node_modules/zerodrift/schemas/zia/url-filtering-rule.schema.json",
    );
    const live = (await scene.objects("zia/url-filtering-rule")).filter(
      ({ order, predefined }) => order > 0 && !predefined,
    );
    expect(namesIn(text)).toEqual(live.map(({ name }) => name));
    expect(Object.keys(filesOf(scene))).toContain("zpa/segment-groups.yaml");
    expect(Object.values(filesOf(scene)).join("\n")).not.toMatch(/\bid:|#\d{4}/);
  });

  test("what it wrote makes the same objects in a tenant that has none, and is then imported as the same files", async () => {
    const first = await sceneWith();
    await first.import();
    const files = filesOf(first);
    const second = await sceneWith();
    await removeAll(second);
    for (const [file, text] of Object.entries(files)) second.writeText(`policies/${file}`, text);
    await second.settle();
    rmSync(join(second.folder, "policies"), { recursive: true });
    const { exitCode } = await second.import();
    expect(exitCode).toBe(0);
    expect(filesOf(second)).toEqual(files);
  });

  test("of a kind of which there is nothing no file is written, and that is fine", async () => {
    const scene = await sceneWith({ seed: "empty" });
    const nothing = { files: [], left: [], plan: { isEmpty: true, headline: null } };
    expect(await scene.import({ kind: ["zia/rule-label"] })).toMatchObject({ exitCode: 0, report: nothing });
  });
});

/** Everything that can be declared goes, after whoever refers to it. */
const removeAll = async (scene: Scene): Promise<void> => {
  const kinds = registry.filter(({ purpose }) => purpose !== "named");
  for (let [left, before] = [0, -1]; left !== before; ) {
    [left, before] = [0, left];
    for (const kind of kinds) {
      for (const wire of await scene.objects(kind.name)) {
        const name = kind.names(wire)[0];
        if (kind.standing(wire) !== "custom" || name === undefined) continue;
        await scene.control("DELETE", "objects", { kind: kind.name, name, actor }).catch(() => {
          left += 1;
        });
      }
    }
    if (left === 0) break;
  }
  await scene.control("POST", "activate", { actor });
};

describe("names and texts", () => {
  const odd = [
    ...["1e3", "0755", "12345678901234567890", "true", "No", "null", "~", "2026-11-25", "12:30", ".5", "0x1F"],
    ...["A &amp; B", "R&D", "<x>", "- dash", "a: b", "c #d", "#5", "[x]", "{y}", "@home", "%z", "!w", "*v", "&u", "|t"],
    ...['quo"te', "'single'", "back\\slash", "🦊 fox", "Größe", "trailing:", "? q", "``", "comma, comma", "---", "..."],
  ];

  test("names that YAML would read as something else, and all others, come back as they are", async () => {
    const scene = await sceneWith({ seed: "empty" });
    for (const name of odd)
      await make(scene, "zia/rule-label", { name, description: `About ${name}\nand\n\nmore: #1 ` });
    await scene.control("POST", "activate", { actor });
    const { exitCode, report } = await scene.import();
    expect(report.left).toEqual([]);
    expect(exitCode).toBe(0);
    expect([...namesIn(scene.read(labelsFile))].sort()).toEqual([...odd].sort());
    const before = filesOf(scene);
    await scene.import();
    expect(filesOf(scene)).toEqual(before);
  });

  test("blanks around a name are no part of it", async () => {
    const scene = await sceneWith({ seed: "empty" });
    await make(scene, "zpa/segment-group", { name: "Padded  ", enabled: true });
    expect(await scene.import()).toMatchObject({ exitCode: 0 });
    expect(namesIn(scene.read("policies/zpa/segment-groups.yaml"))).toEqual(["Padded"]);
  });

  test("a description of several lines stands under a bar", async () => {
    const scene = await sceneWith({ seed: "empty" });
    await make(scene, "zia/rule-label", { name: "three", description: "one\ntwo\nthree" });
    await scene.import();
    expect(scene.read(labelsFile)).toContain("    description: |-\n      one\n      two\n      three\n");
  });

  test("a category of 25,000 URLs is one of them", async () => {
    const scene = await sceneWith({ seed: "empty" });
    const urls = Array.from({ length: 25_000 }, (_, index) => `host-${index}.bulk.example`);
    await make(scene, "zia/url-category", { configuredName: "Bulk", superCategory: "USER_DEFINED", urls });
    expect(await scene.import()).toMatchObject({ exitCode: 0 });
    const [category] = resourcesIn(scene.read("policies/zia/url-categories.yaml"));
    expect(new Set(category?.urls)).toEqual(new Set(urls));
  });
});

describe("defaults", () => {
  test("what an absent field means is not written, and what differs is", async () => {
    const scene = await sceneWith();
    await make(scene, "zia/url-filtering-rule", { name: "Plain", action: "BLOCK", protocols: ["ANY_RULE"], order: 1 });
    await make(scene, "zia/url-filtering-rule", {
      ...{ name: "Off", action: "BLOCK", protocols: ["ANY_RULE"], order: 2 },
      state: "DISABLED",
    });
    await scene.import();
    const rules = resourcesIn(scene.read(rulesFile));
    expect(rules.find(({ name }) => name === "Plain")).toEqual({
      ...{ name: "Plain", action: "BLOCK", protocols: ["ANY_RULE"] },
    });
    expect(rules.find(({ name }) => name === "Off")).toMatchObject({ state: "DISABLED" });
  });

  test("where one rule has another admin rank all say theirs, because a new rule takes its neighbour's", async () => {
    const scene = await sceneWith();
    const rule = { name: "First", action: "BLOCK", protocols: ["ANY_RULE"], order: 1, rank: 3 };
    await make(scene, "zia/url-filtering-rule", rule);
    await scene.import();
    expect(resourcesIn(scene.read(rulesFile)).map(({ rank }) => rank)).not.toContain(undefined);
  });
});

describe("what is left out", () => {
  const reasonsFor = (report: Wire, address: string): string =>
    (report.left as Wire[]).find((one) => one.address === address)?.reasons.join("; ");

  test("built-in objects are counted, and named where a rule refers to them", async () => {
    const scene = await sceneWith();
    const { report } = await scene.import();
    const categories = (report.builtIn as Wire[]).find(({ kind }) => kind === "zia/url-category");
    expect(categories?.names).toContain("GAMBLING");
    expect(namesIn(scene.read("policies/zia/url-categories.yaml"))).not.toContain("GAMBLING");
    expect(scene.read(rulesFile)).toContain("ADWARE_OR_SPYWARE");
  });

  test("two objects with one identity are both listed, with what to do", async () => {
    const scene = await sceneWith({ seed: "empty" });
    await make(scene, "zpa/segment-group", { name: "R&D", enabled: true });
    await make(scene, "zpa/segment-group", { name: "R&amp;D ", enabled: true });
    await make(scene, "zpa/segment-group", { name: "Sales", enabled: true });
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(0);
    expect(report.left).toHaveLength(2);
    expect(report.left[0]).toMatchObject({ code: "live-duplicate", hint: expect.stringContaining("rename") });
    expect(namesIn(scene.read("policies/zpa/segment-groups.yaml"))).toEqual(["Sales"]);
  });

  test("a rule with conditions that no document can say is listed whole, and its neighbours keep their places", async () => {
    const scene = await sceneWith();
    const name = "Block embargoed countries";
    await change(scene, "zia/firewall-filtering-rule", name, { zpaAppSegments: [{ id: 1, name: "x" }] });
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(0);
    expect(report.left).toHaveLength(1);
    expect(report.left[0].code).toBe("unconvertible-conditions");
    expect(reasonsFor(report, `zia/firewall-filtering-rule:${name}`)).toContain("zpaAppSegments");
    expect(scene.read("policies/zia/firewall-filtering-rules.yaml")).not.toContain(name);
  });

  test("a kind that may not be read is listed with the reason, and the rest goes on", async () => {
    const scene = await sceneWith();
    await scene.fault({ path: "ruleLabels" }, { status: 403, body: { code: "ACCESS_DENIED" } });
    const { exitCode, report } = await scene.import();
    expect(report.unread).toEqual([{ kind: "zia/rule-label", reason: expect.stringContaining("not allowed") }]);
    expect(exitCode).toBe(0);
    expect(scene.read(rulesFile)).toContain("labels: [security-baseline]");
    expect(Object.keys(filesOf(scene))).not.toContain("zia/rule-labels.yaml");
  });

  test("a list that makes no sense is a kind that was not read", async () => {
    const scene = await sceneWith();
    await scene.fault({ path: "segmentGroup", method: "GET" }, { malform: "list[0].id" });
    const { report } = await scene.import();
    expect((report.unread as Wire[]).map(({ kind }) => kind)).toContain("zpa/segment-group");
  });

  test("nothing could be read: an error, and no file", async () => {
    const scene = await sceneWith();
    await scene.fault({ path: "^/(zia|zpa|zms)/", times: 1000 }, { status: 403, body: {} });
    expect(await scene.import()).toMatchObject({ exitCode: 1, report: { diagnostics: expect.anything() } });
    expect(() => filesOf(scene)).toThrow();
  });
});

describe("names of what is referred to", () => {
  test("two users of one name are told apart by their mail addresses", async () => {
    const scene = await sceneWith();
    const [user] = await scene.objects("zia/user");
    await make(scene, "zia/user", { name: user?.name, email: "twin@acme.example" });
    const twin = (await scene.objects("zia/user")).find(({ email }) => email === "twin@acme.example");
    await change(scene, "zia/url-filtering-rule", "Allow partner portals", { users: [{ id: twin?.id }] });
    const { exitCode, report } = await scene.import();
    expect(report.left).toEqual([]);
    expect(exitCode).toBe(0);
    expect(scene.read(rulesFile)).toContain("users: [twin@acme.example]");
  });

  test("a name that several groups have is no name: the rule is listed", async () => {
    const scene = await sceneWith();
    const [group] = await scene.objects("zia/group");
    await make(scene, "zia/group", { name: group?.name });
    await change(scene, "zia/url-filtering-rule", "Allow partner portals", { groups: [{ id: group?.id }] });
    const { report } = await scene.import();
    const left = (report.left as Wire[]).find(({ address }) => address.endsWith(":Allow partner portals"));
    expect(left?.reasons.join()).toContain(`"${group?.name}", and 2 user groups are called so`);
  });
});

describe("import over files that are there", () => {
  const imported = async (): Promise<Scene> => {
    const scene = await sceneWith();
    await scene.import();
    return scene;
  };

  test("an edit in the portal changes the lines it concerns, and comments stay", async () => {
    const scene = await imported();
    const commented = scene.read(rulesFile).replace("  - name: Allow partner portals\n", "  # SEC-1702, ask first\n$&");
    scene.writeText(rulesFile, commented.replace("description: Orders and drawings; SEC-1702", "$& # by Purchasing"));
    const before = scene.read(rulesFile);
    await change(scene, "zia/url-filtering-rule", "Allow partner portals", {
      description: "Orders only",
      action: "CAUTION",
    });
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(0);
    expect(report.files).toEqual([{ file: rulesFile, isNew: false, added: 0, changed: 1, isReordered: false }]);
    expect(changedLines(before, scene.read(rulesFile))).toEqual([
      "-    description: Orders and drawings; SEC-1702 # by Purchasing",
      "-    action: ALLOW",
      "+    description: Orders only # by Purchasing",
      "+    action: CAUTION",
    ]);
  });

  test("what is not declared stays undeclared", async () => {
    const scene = await imported();
    scene.writeText(rulesFile, scene.read(rulesFile).replace("    description: Orders and drawings; SEC-1702\n", ""));
    const before = scene.read(rulesFile);
    await change(scene, "zia/url-filtering-rule", "Allow partner portals", { description: "Orders only" });
    expect(await scene.import()).toMatchObject({ exitCode: 0 });
    expect(scene.read(rulesFile)).toBe(before);
  });

  test("a new rule goes behind its live predecessor, a new label to the other labels", async () => {
    const scene = await imported();
    const names = namesIn(scene.read(rulesFile));
    const third = (await scene.objects("zia/url-filtering-rule")).find(({ name }) => name === names[2]);
    await make(scene, "zia/url-filtering-rule", {
      ...{ name: "Fresh", action: "BLOCK", protocols: ["ANY_RULE"], order: (third?.order ?? 0) + 1 },
    });
    await make(scene, "zia/rule-label", { name: "a new one" });
    expect(await scene.import()).toMatchObject({ exitCode: 0, report: { plan: { isEmpty: true } } });
    expect(namesIn(scene.read(rulesFile))).toEqual([...names.slice(0, 3), "Fresh", ...names.slice(3)]);
    expect(namesIn(scene.read(labelsFile)).at(-1)).toBe("a new one");
  });

  test("rules that were moved in the portal are moved in their list, with the comments that are theirs", async () => {
    const scene = await imported();
    const names = namesIn(scene.read(rulesFile));
    scene.writeText(rulesFile, scene.read(rulesFile).replace(`  - name: ${names[1]}\n`, "  # keep me\n$&"));
    const target = (await scene.objects("zia/url-filtering-rule")).find(({ name }) => name === names[4]);
    await change(scene, "zia/url-filtering-rule", names[1] ?? "", { order: target?.order });
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(0);
    expect(report.files[0]).toMatchObject({ isReordered: true, added: 0, changed: 0 });
    const live = (await scene.objects("zia/url-filtering-rule")).map(({ name }) => name);
    const after = namesIn(scene.read(rulesFile));
    expect(after).toEqual(live.filter((name) => names.includes(name)));
    expect(after).not.toEqual(names);
    expect(scene.read(rulesFile)).toContain(`  # keep me\n  - name: ${names[1]}\n`);
  });

  test("a list of which only some entries are ours keeps to them", async () => {
    const scene = await sceneWith();
    const urls = [".zoll.example", ".ausfuhr.example"];
    scene.write({
      kind: "zia/url-category",
      resources: [{ name: "Behörden & Zölle", urls, lifecycle: { additive: ["urls"] } }],
    });
    await scene.import({ name: ["Behörden*"] });
    expect(parseAllDocuments(scene.read("policies/all.yaml"))[0]?.toJS().resources[0].urls).toEqual(urls);
    await change(scene, "zia/url-category", "Behörden & Zölle", { urls: [".zoll.example", "other.example"] });
    await scene.import({ name: ["Behörden*"] });
    expect(parseAllDocuments(scene.read("policies/all.yaml"))[0]?.toJS().resources[0].urls).toEqual([".zoll.example"]);
  });

  test("what is declared and not live is left alone and told: a plan would create it", async () => {
    const scene = await imported();
    scene.writeText(labelsFile, `${scene.read(labelsFile)}\n  - name: to be made\n`);
    const before = scene.read(labelsFile);
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      absent: ["zia/rule-label:to be made"],
      plan: { isEmpty: false, changes: ["zia/rule-label:to be made"] },
    });
    expect(scene.read(labelsFile)).toBe(before);
  });

  test("what documents rename is not written a second time under its old name", async () => {
    const scene = await imported();
    const text = scene
      .read(labelsFile)
      .replace("  - name: plant\n", "  - name: plants\n    lifecycle: {renamedFrom: plant}\n");
    scene.writeText(labelsFile, text);
    await scene.import();
    expect(scene.read(labelsFile)).toBe(text);
  });

  test("files that a team arranged its own way are kept, and new objects join their like", async () => {
    const scene = await sceneWith({ documents: "policies" });
    await scene.settle();
    await make(scene, "zpa/application-segment", {
      ...{ name: "Payslips", enabled: true, domainNames: ["payslips.acme.example"], tcpPortRanges: ["443", "443"] },
      ...{ segmentGroupId: (await groupNamed(scene, "HR & Payroll"))?.id, serverGroups: [] },
    });
    await scene.import({ kind: ["zpa/application-segment"], name: ["Payslips"] });
    expect(scene.read("policies/zpa/segments/hr.yaml")).toContain("  - name: Payslips\n");
  });
});

const groupNamed = async (scene: Scene, name: string): Promise<Wire | undefined> =>
  (await scene.objects("zpa/segment-group")).find((one) => one.name === name);

describe("what was asked for", () => {
  test("only some kinds, only some names", async () => {
    const scene = await sceneWith();
    await scene.import({ kind: ["zia/rule-*"], name: ["PLANT", "temp*"] });
    expect(Object.keys(filesOf(scene))).toEqual(["zia/rule-labels.yaml"]);
    expect(namesIn(scene.read(labelsFile))).toEqual(["plant", "temporary"]);
  });

  test("a kind that does not exist is a slip", async () => {
    const scene = await sceneWith();
    const { exitCode, notes } = await scene.import({ kind: ["zia/rule-lable"] });
    expect(exitCode).toBe(1);
    expect(notes).toContain('did you mean "zia/rule-label"?');
  });

  test("--dry-run shows the diff and writes nothing", async () => {
    const scene = await sceneWith();
    await scene.import({ kind: ["zia/rule-label"] });
    const before = filesOf(scene);
    await change(scene, "zia/rule-label", "plant", { description: "Ask OT" });
    const { exitCode, output } = await scene.import({ kind: ["zia/rule-label"], dryRun: true, format: "text" });
    expect(exitCode).toBe(0);
    expect(filesOf(scene)).toEqual(before);
    await expect(output).toMatchFileSnapshot("golden/import-dry-run.txt");
  });

  test("the summary for people", async () => {
    const scene = await sceneWith();
    await scene.fault({ path: "serverGroup" }, { status: 403, body: { id: "license.missing" } });
    await change(scene, "zia/firewall-filtering-rule", "Allow web from the offices", { zpaAppSegments: [{ id: 1 }] });
    const kind = ["firewall-filtering-rule", "rule-label", "url-category"].map((name) => `zia/${name}`);
    const { output } = await scene.import({ kind: [...kind, "zpa/se*-group"], format: "text" });
    const shown = output?.replaceAll(scene.sandbox.customerId, "<customer>");
    await expect(shown).toMatchFileSnapshot("golden/import.txt");
  });
});

describe("files that cannot be written", () => {
  test("a mistake in a file stops everything", async () => {
    const scene = await sceneWith();
    scene.writeText("policies/broken.yaml", "kind: zia/rule-label\nresources: [\n");
    const { exitCode, notes } = await scene.import();
    expect(exitCode).toBe(1);
    expect(notes).toContain("policies/broken.yaml:");
    expect(Object.keys(filesOf(scene))).toEqual(["broken.yaml"]);
  });

  test("a file that changes meanwhile is not overwritten, and no other file is written", async () => {
    const scene = await sceneWith();
    scene.writeText(labelsFile, "kind: zia/rule-label\nresources: []\n");
    const changed = "kind: zia/rule-label\nresources: [] # mine\n";
    const push = scene.reported.push.bind(scene.reported);
    scene.reported.push = (...lines) => {
      writeFileSync(join(scene.folder, labelsFile), changed);
      return push(...lines);
    };
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(1);
    expect(report.diagnostics[0]).toMatchObject({ code: "file-changed" });
    expect(filesOf(scene)).toEqual({ "zia/rule-labels.yaml": changed });
  });

  test("where a folder should be there is a file: nothing is written", async () => {
    const scene = await sceneWith();
    mkdirSync(join(scene.folder, "policies"));
    writeFileSync(join(scene.folder, "policies/zpa"), "");
    const { exitCode, report } = await scene.import();
    expect(exitCode).toBe(1);
    expect(report.diagnostics[0]).toMatchObject({ code: "unwritable-file" });
    expect(Object.keys(filesOf(scene))).toEqual(["zpa"]);
  });

  test("a linked folder is refused", async () => {
    const scene = await sceneWith();
    mkdirSync(join(scene.folder, "elsewhere"));
    mkdirSync(join(scene.folder, "policies"));
    symlinkSync(join(scene.folder, "elsewhere"), join(scene.folder, "policies/zia"));
    expect(await scene.import()).toMatchObject({ exitCode: 1, report: { diagnostics: [{ code: "symlink" }] } });
    expect(readdirSync(join(scene.folder, "elsewhere"))).toEqual([]);
  });

  test("a folder outside of the repository is refused", async () => {
    const scene = await sceneWith();
    const { exitCode, notes } = await scene.import({ policies: "../elsewhere" });
    expect(exitCode).toBe(1);
    expect(notes).toContain("is not below the configuration");
  });

  test("a name that nothing has is a slip, and not a tenant without news", async () => {
    const scene = await sceneWith();
    const { exitCode, output, notes } = await scene.import({ kind: ["zia/rule-label"], name: ["plants"] });
    expect({ exitCode, said: `${output}${notes}` }).toEqual({
      exitCode: 1,
      said: expect.stringMatching(/nothing that was read is called "plants"[\s\S]*did you mean "plant"/),
    });
  });

  test("a file that begins with a byte order mark keeps it", async () => {
    const scene = await sceneWith();
    scene.writeText(labelsFile, "\ufeffkind: zia/rule-label\nresources: []\n");
    expect(await scene.import({ kind: ["zia/rule-label"] })).toMatchObject({ exitCode: 0 });
    expect(scene.read(labelsFile).startsWith("\ufeffkind: zia/rule-label\n")).toBe(true);
    expect(scene.read(labelsFile)).toContain("- name: plant");
  });
});

describe("import in a repository that was applied", () => {
  test("takes drift into the files, and the next plan neither undoes it nor asks for a word", async () => {
    const scene = await openGitScene({ documents: [] });
    open.push(scene);
    await scene.import();
    scene.commit();
    await scene.settle();
    await scene.portal("PATCH", {
      kind: "zia/url-filtering-rule",
      name: "Allow partner portals",
      changes: { description: "Orders only" },
      actor,
    });
    const { exitCode, report } = await scene.import();
    expect({ exitCode, changes: report.plan.changes }).toEqual({ exitCode: 0, changes: [] });
    scene.commit();
    expect((await scene.plan()).plan).toMatchObject({ changes: [], notTouched: [], consents: [] });
  });
});
