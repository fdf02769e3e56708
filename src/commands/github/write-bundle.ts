import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Intent } from "../../apply/intent.ts";
import { type Annotation, bundleFiles, type Manifest, manifestText, type PlanBinding } from "../../github/bundle.ts";
import { sha256Of } from "../../model/hash.ts";
import type { Plan } from "../../model/plan.ts";
import { renderPlanJson } from "../../plan/render/json.ts";

/** A plan with all that belongs to it. */
export interface Planned {
  readonly plan: Plan;
  readonly manifest: Manifest["files"];
  readonly intent: Intent;
}

/** What a plan run leaves. Without a plan, only words on why there is none. */
export interface Bundle {
  readonly binding: Omit<PlanBinding, "plan" | "manifest" | "digest" | "counts">;
  readonly planned?: Planned;
  readonly comment: string;
  readonly annotations: readonly Annotation[];
}

const countsOf = (plan: Plan | undefined): PlanBinding["counts"] => ({
  changes: plan?.changes.length ?? 0,
  deletes: plan?.summary.delete ?? 0,
  opens: plan?.changes.filter(({ impact }) => impact === "broadens").length ?? 0,
  unknown: plan?.changes.filter(({ impact }) => impact === "unknown").length ?? 0,
  requests: plan?.requests.length ?? 0,
  seconds: plan?.cost.seconds ?? 0,
});

/** Writes the files of a plan artifact; the binding last, so that a folder with one is whole. */
export const writeBundle = (folder: string, { binding, planned, comment, annotations }: Bundle): PlanBinding => {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  const plan = planned === undefined ? undefined : renderPlanJson(planned.plan);
  const manifest = planned === undefined ? undefined : manifestText(planned.manifest);
  if (planned !== undefined) write(bundleFiles.intent, `${JSON.stringify(planned.intent)}\n`);
  if (plan !== undefined) write(bundleFiles.plan, plan);
  if (manifest !== undefined) write(bundleFiles.manifest, manifest);
  write(bundleFiles.comment, comment);
  write(bundleFiles.annotations, `${JSON.stringify(annotations)}\n`);
  const whole: PlanBinding = {
    ...binding,
    plan: plan === undefined ? null : sha256Of(plan),
    manifest: manifest === undefined ? null : sha256Of(manifest),
    digest: planned?.plan.digest ?? null,
    counts: countsOf(planned?.plan),
  };
  write(bundleFiles.binding, `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
};
