import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../../src/github/artifacts/artifact.ts";
import { readBundle } from "../../../src/github/artifacts/download.ts";
import { publicationOf } from "../../../src/github/artifacts/publication.ts";
import { longestSeries } from "../../../src/github/artifacts/series.ts";
import { sha256Of as digestOf } from "../../../src/model/hash.ts";
import { root, sha, useGitHub } from "../helpers/answers.ts";

const { github, server } = useGitHub();

const time = (id: number): string => `2026-11-01T10:${String(id).padStart(2, "0")}:00Z`;

/** An artifact whose plan has this digest: a digit. */
const serve = (id: number, digit: string): Artifact => {
  const [plan, manifest] = [strToU8(`{"digest":"${digit}"}`), strToU8('{"version":1,"files":{}}')];
  const binding = {
    version: 1,
    tool: "0.1.0",
    repositoryId: 42,
    pull: 7,
    head: sha("a"),
    tip: sha("d"),
    base: null,
    tenant: null,
    plan: digestOf(plan),
    manifest: digestOf(manifest),
    digest: `sha256:${digit.repeat(64)}`,
    verdict: "accepted",
    counts: { changes: 1, deletes: 0, opens: 0, unknown: 0, requests: 1, seconds: 2 },
    headline: "acme: 1 change",
  };
  const zip = zipSync({
    "plan.json": plan,
    "manifest.json": manifest,
    "binding.json": strToU8(JSON.stringify(binding)),
  });
  server.get(`${root}/actions/artifacts/${id}/zip`).reply(200, Buffer.from(zip), { "content-type": "application/zip" });
  return {
    id,
    name: "x",
    digest: digestOf(zip),
    size: zip.length,
    createdAt: time(id),
    isExpired: false,
    run: undefined,
  };
};

/** Digits of the digests, newest first; what is published, and how many were downloaded for it. */
const publication = async (digits: string, neededBy?: string) => {
  const artifacts = [...digits].map((digit, index) => serve(digits.length - index, digit));
  const newest = await readBundle(github, artifacts[0]!);
  if (!newest.ok) throw new Error(newest.diagnostics[0]?.message);
  const before = github.sent();
  return { at: await publicationOf(github, artifacts, newest.value, neededBy), reads: github.sent() - before };
};

describe("when a plan could first be read", () => {
  test.each<[string, string, string | undefined, object]>([
    ["is when it was made", "1", undefined, { at: time(1), reads: 0 }],
    ["is when the first equal one was made", "111", undefined, { at: time(1), reads: 2 }],
    ["begins anew after another one", "1121", undefined, { at: time(3), reads: 2 }],
    ["is looked for no further than approvals reach", "11111", time(30), { at: time(5), reads: 0 }],
    ["is looked for as far as approvals reach", "11111", time(4), { at: time(3), reads: 2 }],
  ])("%s", async (_sentence, digits, neededBy, expected) => {
    expect(await publication(digits, neededBy)).toEqual(expected);
  });

  test("is put later than it was, never earlier, in an endless series", async () => {
    const found = await publication("1".repeat(20));
    expect(found).toEqual({ at: time(20 - longestSeries + 1), reads: longestSeries - 1 });
  });
});
