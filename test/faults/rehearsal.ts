import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";
import { kindOf } from "../../src/kinds/find.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { KindName } from "../../src/model/address.ts";
import { type Applied, type Doc, openScene, type Scene } from "../support/scene.ts";
import { lasting } from "../support/wire.ts";

/**
 * What the documents of the repository change in the seed acme, said with as few look-ups as possible: the same
 * fifteen writes over all three products, with fewer lists to read around them.
 */
const documents: readonly Doc[] = [
  {
    kind: "zms/unmanaged-resource-group",
    resources: [{ name: "Plant floor Köln", cidrs: ["10.41.0.0/20", "10.41.16.0/22", "10.41.20.0/24"] }],
  },
  { kind: "zpa/server-group", resources: [{ name: "Finance egress", ipAnchored: true }] },
  {
    kind: "zpa/application-segment",
    resources: [
      { name: "ERP", tcpPorts: [443, 8443] },
      {
        name: "Quality lab SPC",
        enabled: true,
        segmentGroup: "Plant systems",
        serverGroups: ["Finance egress"],
        domainNames: ["spc.koeln.acme.example"],
        tcpPorts: [443],
      },
    ],
  },
  {
    kind: "zpa/access-rule",
    resources: [
      { name: "Deny embargoed countries" },
      { name: "Deny phones in the plants" },
      { name: "Machine tunnel to domain controllers" },
      { name: "Plant operators to plant systems" },
      { name: "Quality lab to SPC", action: "ALLOW", conditions: [{ APP: ["Quality lab SPC"] }] },
      { name: "Machine vendors to the jump host" },
    ],
  },
  { kind: "zia/rule-label", resources: [{ name: "exception", description: "Each rule names its ticket." }] },
  {
    kind: "zia/url-category",
    resources: [
      {
        name: "Partner portals & suppliers",
        urls: [
          ".partner.brandt-steel.example",
          "portal.hydraulik-vogt.example",
          "orders.moravia-castings.example",
          "b2b.norrland-bearings.example/login",
        ],
      },
      { name: "Coding assistants", superCategory: "USER_DEFINED", urls: ["api.pairforge.example"] },
    ],
  },
  {
    kind: "zia/url-filtering-rule",
    resources: [
      { name: "Isolate newly registered domains" },
      { name: "Block AI services in the plants" },
      {
        name: "Allow coding assistants for engineering",
        action: "ALLOW",
        protocols: ["HTTPS_RULE"],
        urlCategories: ["Coding assistants"],
      },
      { name: "Caution on AI services" },
    ],
  },
  {
    kind: "zia/firewall-filtering-rule",
    resources: [
      {
        name: "Allow plant telemetry to the machine vendors",
        destAddresses: ["telemetry.siemetra.example", "ingest.kranz-robotics.example", "203.0.113.16/28"],
      },
    ],
  },
];

export type Fault = Readonly<Record<string, unknown>>;

const tenantKinds = kinds.filter(({ writable }) => writable).map(({ name }) => name);
const ziaKinds = tenantKinds.filter((name) => name.startsWith("zia/"));

const stamps = new Set(["creationTime", "modifiedTime", "modifiedBy", "lastModifiedTime", "lastModifiedBy"]);

/** Without stamps at any depth, and without the ids inside conditions, which are new after every write. */
const settled = (value: unknown, isCondition = false): unknown => {
  if (Array.isArray(value)) return value.map((entry) => settled(entry, isCondition));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !stamps.has(key) && !(isCondition && key === "id"))
      .map(([key, part]) => [key, settled(part, isCondition || key === "conditions")]),
  );
};

/** Everything the tenant holds, in effective order, without stamps. */
export type Picture = Readonly<Record<string, readonly unknown[]>>;

const pictureOf = async (scene: Scene, names: readonly KindName[], view: "staged" | "active"): Promise<Picture> =>
  Object.fromEntries(
    await Promise.all(
      names.map(async (name): Promise<[string, readonly unknown[]]> => {
        const objects = await scene.objects(name, view);
        return [name, objects.map((object) => settled(lasting(kindOf(name), { ...object, id: null })))];
      }),
    ),
  );

export interface Rehearsal {
  readonly scene: Scene;
  /** API requests of an apply that nothing disturbs, the token included. */
  readonly requestCount: number;
  /** Which of them write, from 1. */
  readonly writeNumbers: readonly number[];
  readonly before: Picture;
  readonly after: Picture;
  readonly activeBefore: Picture;
  readonly activeAfter: Picture;
  staged(): Promise<Picture>;
  active(): Promise<Picture>;
  /** The tenant as seeded, no faults, no memory of earlier runs. */
  reset(): Promise<void>;
  fail(from: number, times: number, action: Fault): Promise<void>;
  /** Runs the same plan again, as a person would, until the tenant is as planned. */
  finish(): Promise<void>;
}

/** Plans the documents once, applies them once undisturbed, and remembers what that looks like. */
export const rehearse = async (): Promise<Rehearsal> => {
  // Lists in one order, so that what a PUT carries along can be compared; the other suites shuffle.
  const scene = await openScene({ documents, settings: { shuffle: false } });
  const staged = (): Promise<Picture> => pictureOf(scene, tenantKinds, "staged");
  const active = (): Promise<Picture> => pictureOf(scene, ziaKinds, "active");
  const reset = async (): Promise<void> => {
    await scene.control("DELETE", "faults");
    await scene.control("POST", "reset", { seed: "acme" });
    await scene.forget();
    rmSync(dirname(scene.stateFolder), { recursive: true, force: true });
  };
  const planned = await scene.plan();
  scene.save(planned);
  expect(planned.plan.requests).toHaveLength(15);
  const [before, activeBefore] = [await staged(), await active()];
  await reset();
  const applied = await scene.apply();
  expect(applied.exitCode).toBe(0);
  const requests = await scene.requests();
  const writes = new Set((await scene.writes()).map(({ n }) => n));
  const [after, activeAfter] = [await staged(), await active()];
  const first = requests[0]!.n;
  return {
    scene,
    requestCount: requests.length,
    writeNumbers: requests.filter(({ n }) => writes.has(n)).map(({ n }) => n - first + 1),
    before,
    after,
    activeBefore,
    activeAfter,
    staged,
    active,
    reset,
    fail: (from, times, action) => scene.fault({ path: ".*", skip: from - 1, times }, action),
    async finish() {
      const again = await scene.apply();
      expect({ exit: again.exitCode, why: again.report.refused?.reasons ?? again.report.problem }).toEqual({ exit: 0 });
    },
  };
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What has to be true right after an apply that something disturbed. */
export const checkDisturbed = async (rehearsal: Rehearsal, applied: Applied): Promise<void> => {
  const [staged, active] = [await rehearsal.staged(), await rehearsal.active()];
  const { report, exitCode } = applied;
  // Nothing is published by halves.
  expect([rehearsal.activeBefore, rehearsal.activeAfter].some((picture) => isSame(picture, active))).toBe(true);
  if (exitCode === 0) {
    expect(staged).toEqual(rehearsal.after);
    expect(active).toEqual(rehearsal.activeAfter);
    expect(report).toMatchObject({ activation: { zia: "active" }, staged: null, summary: { failed: 0, skipped: 0 } });
    return;
  }
  expect([1, 5]).toContain(exitCode);
  if (exitCode === 1) expect(staged).toEqual(rehearsal.before);
};

/** What a run that got far enough to report has to say when it did not finish. */
export const checkReport = async (rehearsal: Rehearsal, { report, exitCode }: Applied): Promise<void> => {
  if (exitCode === 0 || report.outcomes === undefined) return;
  expect(report.problem ?? "").not.toBe("");
  expect(report.activation.zia).not.toBe("active");
  const waits = !isSame(
    await rehearsal.active(),
    Object.fromEntries(Object.entries(await rehearsal.staged()).filter(([name]) => name.startsWith("zia/"))),
  );
  if (waits) expect(report.staged).toEqual({ by: "ours" });
};

/** Activations the service carried out, also those whose answer got lost on the way. */
export const checkOneActivation = async ({ scene }: Rehearsal): Promise<void> => {
  const asked = (await scene.requests()).filter(({ path }) => path.endsWith("/status/activate"));
  expect(asked.filter(({ status }) => status === 200 || status === null)).toHaveLength(1);
};

/** What has to be true in the end. */
export const checkConverged = async (rehearsal: Rehearsal): Promise<void> => {
  const { scene } = rehearsal;
  expect(await rehearsal.staged()).toEqual(rehearsal.after);
  expect(await rehearsal.active()).toEqual(rehearsal.activeAfter);
  const { plan } = await scene.plan();
  expect({ changes: plan.changes, requests: plan.requests, staged: plan.staged }).toEqual({
    changes: [],
    requests: [],
    staged: null,
  });
};
