import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../../src/github/artifacts/artifact.ts";
import { readBundle } from "../../../src/github/artifacts/download.ts";
import { unzipOnly } from "../../../src/github/artifacts/unzip.ts";
import { sha256Of as digestOf } from "../../../src/model/hash.ts";
import { root, sha, useGitHub } from "../helpers/answers.ts";

const { github, server } = useGitHub();

const plan = strToU8('{"formatVersion":1}');
const manifest = strToU8(
  JSON.stringify({ version: 1, files: { "policies/a.yaml": { mode: "100644", sha256: digestOf(plan) } } }),
);
const binding = {
  version: 1,
  tool: "0.1.0",
  repositoryId: 42,
  pull: 7,
  head: sha("a"),
  tip: sha("d"),
  base: null,
  tenant: { name: "acme", cloud: "production", customerId: "1" },
  plan: digestOf(plan),
  manifest: digestOf(manifest),
  digest: `sha256:${"1".repeat(64)}`,
  verdict: "accepted",
  counts: { changes: 1, deletes: 0, opens: 0, unknown: 0, requests: 1, seconds: 2 },
  headline: "acme: 1 change",
};
const invalid = { ...binding, verdict: "invalid", plan: null, manifest: null, digest: null, tenant: null };

const json = (value: unknown): Uint8Array => strToU8(JSON.stringify(value));
const whole = { "plan.json": plan, "manifest.json": manifest, "binding.json": json(binding) };

const artifactOf = (zip: Uint8Array, other: Partial<Artifact> = {}): Artifact => ({
  id: 5,
  name: `zerodrift-plan-${sha("a")}`,
  digest: digestOf(zip),
  size: zip.length,
  createdAt: "2026-11-01T10:00:00Z",
  isExpired: false,
  run: { id: 105, headBranch: "main", headRepositoryId: 42 },
  ...other,
});

const served = (zip: Uint8Array): void => {
  server.get(`${root}/actions/artifacts/5/zip`).reply(200, Buffer.from(zip), { "content-type": "application/zip" });
};

const read = async (zip: Uint8Array, other: Partial<Artifact> = {}) => {
  served(zip);
  return readBundle(github, artifactOf(zip, other));
};

describe("a plan artifact", () => {
  test("is read whole, other files left alone", async () => {
    const remarks = [{ path: "policies/a.yaml", line: 3, level: "warning", title: "t", message: "m" }];
    const found = await read(
      zipSync({ ...whole, "annotations.json": json(remarks), "../../evil": strToU8("x"), "comment.md": strToU8("hi") }),
    );
    expect(found).toMatchObject({
      ok: true,
      value: {
        binding: { pull: 7, base: null },
        manifest: { files: { "policies/a.yaml": { mode: "100644" } } },
        annotations: remarks,
        texts: { plan: '{"formatVersion":1}', comment: "hi", intent: undefined },
      },
    });
  });

  test("without a plan is fine where none could be made", async () => {
    const found = await read(zipSync({ "binding.json": json(invalid) }));
    expect(found).toMatchObject({ ok: true, value: { binding: { verdict: "invalid" }, manifest: undefined } });
  });

  const bomb = zipSync({ ...whole, "plan.json": new Uint8Array(129 * 1024 * 1024) });

  test.each<[string, Readonly<Record<string, Uint8Array>> | Uint8Array, Partial<Artifact>, string]>([
    ["other bytes than were uploaded", whole, { digest: `sha256:${"9".repeat(64)}` }, "damaged"],
    ["no digest at GitHub", whole, { digest: undefined }, "digest"],
    ["bytes that are no zip", strToU8("<html>"), {}, "no zip"],
    ["another plan than the binding names", { ...whole, "plan.json": strToU8("{}") }, {}, "plan.json is not the one"],
    [
      "another manifest than the binding names",
      { ...whole, "manifest.json": json({ version: 1, files: {} }) },
      {},
      "manifest.json is not",
    ],
    [
      "no plan though the binding names one",
      { "binding.json": json(binding), "manifest.json": manifest },
      {},
      "plan.json is missing",
    ],
    ["a plan the binding knows nothing of", { "binding.json": json(invalid), "plan.json": plan }, {}, "knows nothing"],
    ["half a plan", { ...whole, "binding.json": json({ ...binding, digest: null }) }, {}, "half a plan"],
    ["no plan that is called accepted", { "binding.json": json({ ...invalid, verdict: "accepted" }) }, {}, "valid"],
    [
      "a binding of another version",
      { ...whole, "binding.json": json({ ...binding, version: 2 }) },
      {},
      "another version",
    ],
    ["a binding that is no JSON", { ...whole, "binding.json": strToU8("{") }, {}, "another version"],
    ["no binding", { "plan.json": plan, "manifest.json": manifest }, {}, "binding.json is missing"],
    ["a plan that grows when unpacked", bomb, {}, "too large"],
  ])("with %s is refused in plain words", async (_sentence, files, other, word) => {
    const found = await read(files instanceof Uint8Array ? files : zipSync(files), other);
    expect(found).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "invalid-plan", message: expect.stringContaining(word), hint: expect.stringContaining("again") },
      ],
    });
  });

  test.each([410, 404])("that GitHub has no more (%d) is refused, not an error of the program", async (status) => {
    server.get(`${root}/actions/artifacts/5/zip`).reply(status, { message: "Artifact has expired" });
    const found = await readBundle(github, artifactOf(plan));
    expect(found).toMatchObject({ ok: false, diagnostics: [{ message: expect.stringContaining("expired") }] });
  });

  test("that is too large is not downloaded", async () => {
    const before = github.sent();
    const found = await readBundle(github, artifactOf(plan, { size: 65 * 1024 * 1024 }));
    expect(found).toMatchObject({ ok: false, diagnostics: [{ message: expect.stringContaining("larger") }] });
    expect(github.sent()).toBe(before);
  });
});

describe("a zip", () => {
  const limits = { file: 10, total: 15, entries: 3 };
  test.each<[string, Readonly<Record<string, Uint8Array>>, string]>([
    ["a wanted file over the limit", { a: new Uint8Array(11) }, "a is too large"],
    ["wanted files over the limit together", { a: new Uint8Array(9), b: new Uint8Array(9) }, "b is too large"],
    ["too many entries", { a: plan.slice(0, 1), c: plan, d: plan, e: plan }, "too many"],
  ])("with %s is refused", (_sentence, files, reason) => {
    const found = unzipOnly(zipSync(files), ["a", "b"], limits);
    expect(found).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test("may hold anything large that nobody wants", () => {
    const found = unzipOnly(zipSync({ a: new Uint8Array(3), z: new Uint8Array(5_000) }), ["a"], limits);
    expect(found.ok && [...found.files.keys()]).toEqual(["a"]);
  });

  test("that lies about a size gets no more room than it asked for", () => {
    const zip = zipSync({ a: new Uint8Array(5_000) });
    // The size as unpacked, in the central directory: offset 24 of its entry, which starts with PK 1 2.
    const at = zip.findIndex((_, index) => zip[index] === 0x50 && zip[index + 1] === 0x4b && zip[index + 2] === 1);
    new DataView(zip.buffer).setUint32(at + 24, 4, true);
    const found = unzipOnly(zip, ["a"], limits);
    expect(found.ok ? (found.files.get("a")?.length ?? 0) : 0).toBeLessThanOrEqual(4);
  });
});
