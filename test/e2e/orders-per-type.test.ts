import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import { changesIn, codesIn, look, refusal, requestsIn, settle, wantedIn } from "../support/narrate.ts";
import type { Doc, Wire } from "../support/scene.ts";

/** Rules of one kind that stand in two orders, each in a file of its own. */

const kind = "zia/cloud-app-control-rule";
const [share, mail] = [`${kind}[FILE_SHARE]`, `${kind}[WEBMAIL]`];

let scene: GitScene;
afterEach(() => scene.close());

const rule = (type: string, actions: readonly string[]) => (name: string) => ({ name, type, actions });
const shares = rule("FILE_SHARE", ["DENY_FILE_SHARE_UPLOAD"]);
const mails = rule("WEBMAIL", ["BLOCK_WEBMAIL_SEND"]);
const files = (s: readonly string[], m: readonly string[]) => ({
  "policies/shares.yaml": yaml(s.map(shares)),
  "policies/mails.yaml": yaml(m.map(mails)),
});
const yaml = (resources: readonly Wire[]): string => JSON.stringify({ kind, resources } satisfies Doc);

/** Names and numbers of the rules of one type as the API lists them. */
const standing = async (type: string): Promise<readonly string[]> => {
  const rows = (await scene.objects(kind)).filter((row) => row.type === type);
  return rows.toSorted((a, b) => a.order - b.order).map(({ name, order }) => `${order} ${name}`);
};

/** An administrator drags a rule to another place. */
const drag = async (name: string, order: number): Promise<void> => {
  await scene.portal("PATCH", { kind, name, changes: { order } });
};

beforeEach(async () => {
  scene = await openGitScene({ seed: "empty", documents: [] });
  for (const name of ["Theirs", "Theirs too"])
    await scene.portal("POST", { kind, object: { ...mails(name), state: "ENABLED" } });
  scene.commit({
    ...files(["S1", "S2", "S3"], ["M1", "M2"]),
    "policies/acknowledgements.yaml": "kind: zerodrift/acknowledgement\nresources:\n",
  });
  await settle(scene, await look(scene));
  await scene.forget();
});

describe("two orders of one kind", () => {
  test("are numbered from 1 each, below what nobody declares", async () => {
    expect([await standing("FILE_SHARE"), await standing("WEBMAIL")]).toEqual([
      ["1 S1", "2 S2", "3 S3"],
      ["1 Theirs", "2 Theirs too", "3 M1", "4 M2"],
    ]);
  });

  test("change by requests below their own type, and the page tells each by its name", async () => {
    scene.commit(files(["S3", "S1", "New", "S2"], ["M2", "M1"]));
    const seen = await look(scene);
    expect(Object.keys(seen.plan.orders).sort()).toEqual([share, mail]);
    expect(seen.text).toContain("order of 4 rules of FILE_SHARE:");
    expect(seen.text).toContain("order of 4 rules of WEBMAIL:");
    const paths = seen.plan.requests.map(({ path }) => path).filter((path) => path.includes("webApplicationRules"));
    expect(paths.every((path) => /webApplicationRules\/(FILE_SHARE|WEBMAIL)(\/\d+)?$/.test(path))).toBe(true);
    await settle(scene, seen);
    expect([await standing("FILE_SHARE"), await standing("WEBMAIL")]).toEqual([
      ["1 S3", "2 S1", "3 New", "4 S2"],
      ["1 Theirs", "2 Theirs too", "3 M2", "4 M1"],
    ]);
  });

  test("are deleted from apart: the gap closes in one of them", async () => {
    scene.commit(files(["S2", "S3"], ["M1", "M2"]));
    scene.acknowledge([`${kind}:S1`, "broadening", "CHG-1"]);
    scene.commit();
    await settle(scene, await look(scene));
    expect([await standing("FILE_SHARE"), await standing("WEBMAIL")]).toEqual([
      ["1 S2", "2 S3"],
      ["1 Theirs", "2 Theirs too", "3 M1", "4 M2"],
    ]);
  });

  test("that stand in several files each are ambiguous", async () => {
    scene.commit({ ...files(["S1", "S2"], ["M1", "M2"]), "policies/more.yaml": yaml([shares("S3")]) });
    expect(await refusal(scene)).toContain(`the rules of ${share} stand in several files`);
  });

  test("a rule says in which it stands, also where it is live", async () => {
    scene.commit({ "policies/shares.yaml": yaml([{ name: "S1", actions: ["DENY_FILE_SHARE_UPLOAD"] }]) });
    expect(await refusal(scene)).toContain("type");
  });
});

describe("drift of one order", () => {
  beforeEach(() => drag("S3", 1));

  test("is told of that one only, with the entry that undoes it", async () => {
    const { report, output } = await scene.drift();
    expect(Object.keys(report.orders)).toEqual([share]);
    expect(report.items.map(({ name, what, domain }: Wire) => [name, what, domain])).toEqual([["S3", "moved", share]]);
    expect(output).not.toContain(mail);
  });

  test("is left alone by a plan that changes the other", async () => {
    scene.commit(files(["S1", "S2", "S3"], ["M2", "M1"]));
    const seen = await look(scene);
    expect([changesIn(seen.plan), seen.plan.notTouched.map(({ address }) => address)]).toEqual([
      [`update ${kind}:M1 commit`],
      [`${share}:*`],
    ]);
    expect(requestsIn(seen.plan)).toEqual([`PUT ${kind}:M1`, "POST zia/activation:*"]);
  });

  test("is in the way of a plan that changes it, until somebody says so", async () => {
    scene.commit(files(["S2", "S1", "S3"], ["M1", "M2"]));
    expect(wantedIn((await look(scene)).plan)).toEqual([`overwrite-drift ${share}:*`]);
    scene.acknowledge([`${share}:*`, "overwrite-drift", "INC-9"]);
    scene.commit();
    const seen = await look(scene);
    expect([seen.exitCode, codesIn(seen.plan)]).toEqual([0, []]);
    await settle(scene, seen);
    expect(await standing("FILE_SHARE")).toEqual(["1 S2", "2 S1", "3 S3"]);
  });
});

test("an order that somebody changes in one type while a plan waits does not stop it in another", async () => {
  scene.commit(files(["S2", "S1", "S3"], ["M1", "M2"]));
  const seen = await look(scene);
  await drag("M2", 1);
  await scene.forget();
  const { exitCode, report } = await scene.apply();
  expect([exitCode, report.outcomes.map(({ status }) => status)]).toEqual([0, seen.plan.changes.map(() => "done")]);
  expect([await standing("FILE_SHARE"), await standing("WEBMAIL")]).toEqual([
    ["1 S2", "2 S1", "3 S3"],
    ["1 M2", "2 Theirs", "3 Theirs too", "4 M1"],
  ]);
});

test("two live rules of one name in two types are refused, with their ids", async () => {
  await scene.portal("POST", { kind, object: { ...mails("S1"), state: "ENABLED" } });
  scene.commit(files(["S1", "S3", "S2"], ["M1", "M2"]));
  expect(await refusal(scene)).toContain('2 live cloud app control rules are named "S1"');
});

test("a live rule that does not say its type is a read error, not a rule without an order", async () => {
  const body = [{ id: 9, name: "Odd", order: 1, actions: ["DENY_X_USE"] }];
  await scene.fault({ path: "webApplicationRules/LEGAL", times: 1 }, { status: 200, body });
  await expect(scene.tryPlan()).rejects.toThrow("$[0].type is not a type");
});
