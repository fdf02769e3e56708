import { afterAll, beforeAll, expect, test } from "vitest";
import { startCli, until } from "../support/cli.ts";
import { type GitScene, openGitScene, type Picture } from "../support/git-scene.ts";
import {
  changesIn,
  codesIn,
  expectGuarded,
  expectSettled,
  look,
  refusal,
  requestsIn,
  settle,
  wantedIn,
} from "../support/narrate.ts";
import { everything } from "../support/scene.ts";

// One tenant and one repository: each test is the next commit, and what happens around it.
let scene: GitScene;
let atFirst: Picture;
const everDeclared = new Set<string>();

const categories = "policies/zia/url-categories.yaml";
const web = "policies/zia/url-filtering.yaml";
const labels = "policies/zia/labels.yaml";
const finance = "policies/zpa/segments/finance.yaml";

const rule = (name: string): string => `zia/url-filtering-rule:${name}`;
const category = (name: string): string => `zia/url-category:${name}`;
const activation = "POST zia/activation:*";

beforeAll(async () => {
  scene = await openGitScene();
  atFirst = await scene.picture();
});
afterAll(() => scene.close());

const commit = (): string => {
  for (const address of scene.declared()) everDeclared.add(address);
  return scene.commit();
};

const activations = async (): Promise<number> =>
  (await scene.writes()).filter(({ path, status }) => path.endsWith("/activate") && status === 200).length;

test("the first apply knows no base: nothing is deleted, everything that differs is in scope", async () => {
  const head = commit();
  const seen = await look(scene);
  expect(seen.exitCode).toBe(0);
  expect(seen.firstLine).toMatch(/^acme: 12 changes, 4 OPENS ACCESS, .*0 deletes, activates ZIA/);
  expect(seen.plan.binding).toMatchObject({ base: null, head, dirty: false });
  expect(seen.plan.summary).toMatchObject({ create: 4, delete: 0, takeover: 0, drift: 0 });
  expect(scene.applied()).toBeUndefined();
  await settle(scene, seen);
  expect(scene.applied()).toBe(head);
});

test("what a commit adds is made, and nothing else is in the plan", async () => {
  const launchers = "  - name: Gaming launchers\n    superCategory: USER_DEFINED\n    urls: [.launcher.example]\n\n";
  const blocking =
    "  - name: Block gaming launchers\n    action: BLOCK\n    state: ENABLED\n    protocols: [ANY_RULE]\n    urlCategories: [Gaming launchers]\n    labels: [hr-policy]\n\n";
  scene.edit(categories, ["  # ENG-882:", `${launchers}  # ENG-882:`]);
  scene.edit(
    web,
    ["  - name: Block gambling & adult content\n", `${blocking}  - name: Block gambling & adult content\n`],
    ["[GAMBLING, PORNOGRAPHY,", "[Gaming launchers, GAMBLING, PORNOGRAPHY,"],
  );
  const base = scene.applied();
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, wantedIn(seen.plan), codesIn(seen.plan)]).toEqual([0, [], []]);
  expect(seen.plan.binding.base).toBe(base);
  expect(changesIn(seen.plan)).toEqual([
    `create ${category("Gaming launchers")} commit`,
    `create ${rule("Block gaming launchers")} commit`,
    `update ${rule("Block gambling & adult content")} commit`,
  ]);
  expect(requestsIn(seen.plan)[0]).toBe(`POST ${category("Gaming launchers")}`);
  await settle(scene, seen);
});

test("an edit that opens access waits until a commit acknowledges it", async () => {
  scene.edit(finance, ["tcpPorts: [443, 8443]", "tcpPorts: [443, 8443, 9443]"]);
  commit();
  const refused = await look(scene);
  expect([refused.exitCode, wantedIn(refused.plan)]).toEqual([3, ["broadening zpa/application-segment:ERP"]]);
  expect(refused.firstLine).toMatch(/^acme: 1 change, 1 OPENS ACCESS, .*REFUSED/);
  await expectGuarded(scene);
  scene.acknowledge(["zpa/application-segment:ERP", "broadening", "FIN-1300: the archive answers on 9443"]);
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, wantedIn(seen.plan), codesIn(seen.plan)]).toEqual([0, [], []]);
  expect(requestsIn(seen.plan)).toEqual(["PUT zpa/application-segment:ERP"]);
  await settle(scene, seen);
});

test("a category leaves together with its rules, but not before somebody else's rule lets it go", async () => {
  const objects = await scene.objects("zia/url-category");
  const { id } = objects.find(({ configuredName }) => configuredName === "Gaming launchers")!;
  const [template] = await scene.objects("zia/ssl-inspection-rule");
  const { action } = template!;
  const foreign = { kind: "zia/ssl-inspection-rule", name: "Do not open launchers" };
  await scene.portal("POST", {
    kind: foreign.kind,
    object: { name: foreign.name, order: 3, rank: 7, state: "ENABLED", action, urlCategories: ["FINANCE", id] },
  });
  const text = scene.read(categories);
  scene.writeText(categories, text.replace(/ {2}- name: Gaming launchers\n(?: {4}.*\n)+\n/, ""));
  const rules = scene.read(web).replace(/ {2}- name: Block gaming launchers\n(?: {4}.*\n)+\n/, "");
  scene.writeText(web, rules.replace("[Gaming launchers, GAMBLING", "[GAMBLING"));
  commit();
  const used = await look(scene);
  expect([used.exitCode, codesIn(used.plan)]).toEqual([1, ["still-referenced"]]);
  expect(used.firstLine).toMatch(/REFUSED/);
  expect(used.text).toContain(`${foreign.kind}:${foreign.name}`);
  await expectGuarded(scene, 1);

  await scene.portal("PATCH", { ...foreign, changes: { urlCategories: ["FINANCE"] } });
  const refused = await look(scene);
  expect(refused.exitCode).toBe(3);
  expect(wantedIn(refused.plan)).toEqual([
    `broadening ${rule("Block gambling & adult content")}`,
    `broadening ${rule("Block gaming launchers")}`,
  ]);
  await expectGuarded(scene);
  scene.acknowledge(
    [rule("Block gambling & adult content"), "broadening", "GBV 2026-01 allows games in breaks"],
    [rule("Block gaming launchers"), "broadening", "GBV 2026-01 allows games in breaks"],
  );
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, seen.plan.summary.delete, codesIn(seen.plan)]).toEqual([0, 2, []]);
  expect(seen.firstLine).toMatch(/2 deletes/);
  expect(requestsIn(seen.plan).slice(-2)).toEqual([`DELETE ${category("Gaming launchers")}`, activation]);
  expect([...requestsIn(seen.plan)].sort()).toEqual(
    [
      `DELETE ${category("Gaming launchers")}`,
      `DELETE ${rule("Block gaming launchers")}`,
      activation,
      `PUT ${rule("Block gambling & adult content")}`,
    ].sort(),
  );
  await settle(scene, seen);
});

test("a renamed category is one update, and no rule that names it is written", async () => {
  const renamed = "  - name: Partner portals\n    lifecycle: {renamedFrom: Partner portals & suppliers}\n";
  scene.edit(categories, ["  - name: Partner portals & suppliers\n", renamed]);
  scene.edit(web, ["[Partner portals & suppliers]", "[Partner portals]"]);
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, codesIn(seen.plan)]).toEqual([0, []]);
  expect(seen.plan.changes.map(({ fields }) => fields)).toEqual([
    [{ path: "name", before: "Partner portals & suppliers", after: "Partner portals" }],
  ]);
  expect(requestsIn(seen.plan)).toEqual([`PUT ${category("Partner portals")}`, activation]);
  await settle(scene, seen);
});

test("shuffled rules are moved with as few writes as it takes, and a move that opens access is acknowledged", async () => {
  const text = scene.read(web);
  const at = text.indexOf("  # The plants share one");
  const [rest, moved] = [text.slice(0, at), text.slice(at)];
  scene.writeText(
    web,
    rest.replace("  - name: Block gambling & adult", () => `${moved}\n  - name: Block gambling & adult`),
  );
  commit();
  const name = rule("Streaming allowance in the plants");
  const refused = await look(scene);
  expect([refused.exitCode, wantedIn(refused.plan)]).toEqual([3, [`broadening ${name}`]]);
  await expectGuarded(scene);
  scene.acknowledge([name, "broadening", "OT-400: the allowance is meant to win"]);
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, seen.plan.summary.move]).toEqual([0, 1]);
  expect(Object.keys(seen.plan.orders)).toEqual(["zia/url-filtering-rule"]);
  expect(seen.plan.orders["zia/url-filtering-rule"]!.crossings.map(({ crosses }) => crosses).sort()).toEqual([
    "AI pilot of the sales team",
    "Campaign site for Marketing",
  ]);
  expect(requestsIn(seen.plan)).toEqual([`PUT ${name}`, activation]);
  await settle(scene, seen);
});

test("a criterion that vanishes from a rule is asked about, and clearing it is acknowledged", async () => {
  const name = rule("Allow coding assistants for engineering");
  scene.edit(web, ["    groups: [AI trained engineers]\n", ""]);
  commit();
  await scene.forget();
  const told = await refusal(scene);
  expect(told).toContain("error[removed-key]");
  expect(told).toContain(`${web}:`);
  expect(told).toContain("groups: null");
  scene.edit(web, ["[Coding assistants]\n", "[Coding assistants]\n    groups: null\n"]);
  commit();
  const refused = await look(scene);
  expect([refused.exitCode, wantedIn(refused.plan)]).toEqual([3, [`broadening ${name}`]]);
  await expectGuarded(scene);
  scene.acknowledge([name, "broadening", "ENG-900: everybody has taken the training"]);
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, changesIn(seen.plan)]).toEqual([0, [`update ${name} commit`]]);
  await settle(scene, seen);
});

test("an emergency edit in the portal is told, and left as it is by a commit about something else", async () => {
  const name = "Block uploads by contractors";
  await scene.portal("PATCH", { kind: "zia/url-filtering-rule", name, changes: { state: "DISABLED" } });
  const object = { name: "INC-77 stop the bleeding", order: 3, rank: 7, state: "ENABLED", action: "BLOCK" };
  const more = { protocols: ["ANY_RULE"], urlCategories: ["GAMBLING"] };
  await scene.portal("POST", { kind: "zia/url-filtering-rule", object: { ...object, ...more } });
  scene.edit(labels, ["the day it ends.", "the day it ends; a renewal needs a new ticket."]);
  commit();
  const seen = await look(scene);
  expect([seen.exitCode, wantedIn(seen.plan)]).toEqual([0, []]);
  expect(seen.firstLine).toContain("1 drifted, not touched");
  expect(changesIn(seen.plan)).toEqual(["update zia/rule-label:exception commit"]);
  expect(seen.plan.notTouched).toMatchObject([
    { address: rule(name), fields: [{ path: "state", before: "DISABLED", after: "ENABLED" }] },
  ]);
  await settle(scene, seen);
  const live = await scene.objects("zia/url-filtering-rule", "active");
  expect(live.find((one) => one.name === name)).toMatchObject({ state: "DISABLED" });
  expect(live.map((one) => one.name)).toContain(object.name);
});

test("a commit about the very rule does not undo the emergency edit before somebody says so", async () => {
  const name = "Block uploads by contractors";
  scene.edit(web, [`  - name: ${name}\n`, `  - name: ${name}\n    description: SEC-1400\n`]);
  commit();
  const refused = await look(scene);
  expect([refused.exitCode, wantedIn(refused.plan)]).toEqual([3, [`overwrite-drift ${rule(name)}`]]);
  expect(refused.plan.changes[0]!.fields.map(({ path }) => path).sort()).toEqual(["description", "state"]);
  await expectGuarded(scene);
  const seen = await look(scene, { includeDrift: true });
  expect([seen.exitCode, changesIn(seen.plan)]).toEqual([0, [`update ${rule(name)} commit`]]);
  await settle(scene, seen);
  const live = await scene.objects("zia/url-filtering-rule", "active");
  expect(live.find((one) => one.name === name)).toMatchObject({ state: "ENABLED", description: "SEC-1400" });
});

/** One commit over two products, three writes and the activation. */
const severalEdits = (tag: string): string => {
  scene.edit(labels, ["  - name: plant\n    description: ", `  - name: plant\n    description: ${tag} `]);
  scene.edit(categories, ["[.zip, ", `[.zip, .${tag}, `]);
  scene.edit(finance, ["  - name: ERP\n    description: ", `  - name: ERP\n    description: ${tag} `]);
  return commit();
};

test("an apply that fails in the middle is finished by the next commit, with one activation", async () => {
  const base = scene.applied();
  severalEdits("one");
  const failing = await look(scene);
  expect(requestsIn(failing.plan)).toHaveLength(4);
  await scene.forget();
  await scene.fault({ path: "/ruleLabels/", method: "PUT", times: 100 }, { status: 500 });
  const { exitCode, report } = await scene.apply();
  expect([exitCode, report.staged, report.activation.zia]).toEqual([5, { by: "ours" }, "withheld"]);
  expect(scene.applied()).toBe(base);
  await scene.control("DELETE", "faults");

  severalEdits("two");
  const next = await look(scene);
  expect([next.exitCode, next.plan.staged, next.plan.binding.base]).toEqual([0, { by: "ours" }, base]);
  expect(wantedIn(next.plan)).toEqual([]);
  expect((await scene.apply()).exitCode).toBe(0);
  expect(await activations()).toBe(1);
  await expectSettled(scene);
});

test("so is an apply that was killed while a write was on its way", async () => {
  const base = scene.applied();
  severalEdits("three");
  await look(scene);
  await scene.forget();
  await scene.fault({ path: "/urlCategories/", method: "PUT" }, { hold: "after" });
  const flags = ["--enable-writes", "--approved-by", "a test", ...everything.flatMap((glob) => ["--allow", glob])];
  const { child, ended } = startCli(scene, ["apply", "plan.json", ...flags], {
    env: { ZERODRIFT_SKIP_CONFIRMATIONS: "true" },
  });
  await until(
    async () => (await scene.writes()).some(({ path }) => path.includes("/urlCategories/")) || child.exitCode !== null,
  );
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  await scene.control("DELETE", "faults");
  expect(scene.applied()).toBe(base);

  severalEdits("four");
  const next = await look(scene);
  expect([next.exitCode, next.plan.staged, wantedIn(next.plan)]).toEqual([0, { by: "ours" }, []]);
  expect((await scene.apply()).exitCode).toBe(0);
  expect(await activations()).toBe(1);
  await expectSettled(scene);
});

test("in the end there is nothing to do, no drift, and what Git never declared is as it was", async () => {
  const { plan, firstLine } = await look(scene);
  expect([firstLine, requestsIn(plan), plan.notTouched, codesIn(plan)]).toEqual(["acme: no changes", [], [], []]);
  const { report } = await scene.drift();
  expect([report.items, report.orders]).toEqual([[], {}]);
  const now = await scene.picture();
  const never = [...atFirst].filter(([, { address }]) => !everDeclared.has(address));
  expect(never.length).toBeGreaterThan(400);
  expect(never.map(([key]) => [key, now.get(key)])).toEqual(never);
});
