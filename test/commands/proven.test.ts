import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { version } from "../../src/commands/version.ts";
import { manifestText } from "../../src/github/bundle.ts";
import type { Proof } from "../../src/github/proof.ts";
import { readManifest } from "../../src/history/manifest.ts";
import { type GitScene, openGitScene } from "../support/git-scene.ts";
import type { Applied } from "../support/scene.ts";

let scene: GitScene;
let tip: string;
let commit: string;
afterEach(() => scene.close());

const sha256 = (bytes: Uint8Array | string): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const segment = (...ports: readonly number[]): string =>
  `kind: zpa/application-segment\nresources:\n  - name: ERP\n    tcpPorts: [${ports.join(", ")}]\n`;
const acknowledgement = `kind: zerodrift/acknowledgement
resources:
  - {change: "zpa/application-segment:ERP", allows: broadening, reason: "CHG-1: the new client"}
  - {change: "zpa/application-segment:ERP", allows: takeover, reason: "CHG-1: ours from now on"}
`;

/** The run that the proof is made in and believed in. */
const inRun = {
  GITHUB_ACTIONS: "true",
  GITHUB_REPOSITORY: "acme/policies",
  GITHUB_RUN_ID: "77",
  GITHUB_RUN_ATTEMPT: "1",
  GITHUB_TOKEN: "t",
};

/** A default branch, a change that opens access merged into it, and the plan of the merge. */
beforeEach(async () => {
  scene = await openGitScene({ documents: [] });
  tip = scene.commit({ "policies/segments.yaml": segment(443) });
  commit = scene.commit({ "policies/segments.yaml": segment(443, 8443), "policies/agreed.yaml": acknowledgement });
  scene.save(await scene.plan());
  await scene.forget();
});

const proofNow = async (changes: Partial<Proof> = {}): Promise<Proof> => {
  const manifest = await readManifest({ root: scene.folder, file: "zerodrift.yaml" }, commit);
  if (!manifest.ok) throw new Error("no manifest");
  const text = readFileSync(join(scene.folder, "plan.json"), "utf8");
  const plan = JSON.parse(text) as { readonly digest: string; readonly tenant: Proof["tenant"] };
  return {
    version: 1,
    repository: "acme/policies",
    run: { id: 77, attempt: 1 },
    commit,
    pull: { number: 12, head: commit, title: "Open 8443" },
    base: null,
    tip,
    tool: version,
    tenant: plan.tenant,
    artifact: { id: 1, runId: 2 },
    plan: sha256(text),
    digest: plan.digest,
    manifest: sha256(manifestText(manifest.value)),
    approvers: [{ login: "kim", id: 5, at: "2026-11-25T10:00:00Z" }],
    record: 3,
    unfinished: null,
    ...changes,
  };
};

const applyWith = async (
  proof: unknown,
  env: Readonly<Record<string, string | undefined>> = inRun,
): Promise<Applied> => {
  scene.writeText("approved/proof.json", JSON.stringify(proof));
  return scene.apply(
    { proof: "approved/proof.json", approvedBy: "" },
    { env: { ...scene.environment.env, CI: "true", ...env } },
  );
};

test("the proof stands in for the confirmation, and the audit log says who approved", async () => {
  const { exitCode } = await applyWith(await proofNow());
  expect(exitCode).toBe(0);
  const lines = readFileSync(join(scene.stateFolder, "audit.jsonl"), "utf8").trim().split("\n");
  expect(new Set(lines.map((line) => (JSON.parse(line) as { approver?: string }).approver))).toEqual(
    new Set(["#12 (kim)"]),
  );
  const [erp] = (await scene.objects("zpa/application-segment")).filter(({ name }) => name === "ERP");
  expect(JSON.stringify(erp)).toContain("8443");
});

test("without a proof the same call asks for a confirmation", async () => {
  const { exitCode, report } = await scene.apply(
    { approvedBy: "" },
    { env: { ...scene.environment.env, ...inRun, CI: "true" } },
  );
  expect([exitCode, report.refused?.title]).toEqual([4, "a person has to confirm this plan"]);
});

test("what lies in the working tree does not count, the merged commit does", async () => {
  scene.writeText("policies/segments.yaml", segment(443, 8443, 9443));
  const { exitCode } = await applyWith(await proofNow());
  expect(exitCode).toBe(0);
  const [erp] = (await scene.objects("zpa/application-segment")).filter(({ name }) => name === "ERP");
  expect(JSON.stringify(erp)).not.toContain("9443");
});

describe("refused, and nothing is written, when", () => {
  const title = "the approval of this plan is not proven";

  test.each<[string, Partial<Proof>, Readonly<Record<string, string | undefined>>, RegExp]>([
    ["the proof is of another run", {}, { GITHUB_RUN_ID: "78" }, /made in run 77/],
    ["the job was run again without its proof", {}, { GITHUB_RUN_ATTEMPT: "2" }, /made in attempt 1/],
    ["the proof is of another repository", {}, { GITHUB_REPOSITORY: "mallory/policies" }, /for acme\/policies/],
    ["nothing says that a workflow runs this", {}, { GITHUB_ACTIONS: undefined }, /only in the workflow run/],
    ["the tool is another one", { tool: "0.0.9" }, {}, /version 0\.0\.9/],
    ["the plan file is another one", { plan: sha256("other") }, {}, /not the one that was approved/],
    ["the policies are others", { manifest: sha256("other") }, {}, /not those that were planned/],
  ])("%s", async (_when, changes, env, reason) => {
    const { exitCode, report } = await applyWith(await proofNow(changes), { ...inRun, ...env });
    expect([exitCode, report.refused?.title]).toEqual([4, title]);
    expect(report.refused?.reasons.join()).toMatch(reason);
    expect(await scene.writes()).toEqual([]);
  });

  test("the proof is no proof", async () => {
    const { exitCode, report } = await applyWith({ approved: true });
    expect([exitCode, report.refused?.title]).toEqual([4, title]);
  });

  test("the tenant is another one", async () => {
    const proof = await proofNow();
    const { exitCode, report } = await applyWith({ ...proof, tenant: { ...proof.tenant, customerId: "1" } });
    expect([exitCode, report.refused?.title]).toEqual([4, "this is not the tenant of the approved plan"]);
    expect(await scene.writes()).toEqual([]);
  });

  test("the tenant changed since the approval; the way on is a new pull request", async () => {
    await scene.portal("PATCH", { kind: "zpa/application-segment", name: "ERP", changes: { enabled: false } });
    const { exitCode, report } = await applyWith(await proofNow());
    expect(exitCode).not.toBe(0);
    expect(report.next).toContain("open a new pull request");
    expect(report.next).toContain("#12");
    expect(await scene.writes()).toEqual([]);
  });
});
