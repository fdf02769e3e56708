import { z } from "zod";
import { commitShape as commit, sha256Shape as sha256 } from "./shapes.ts";

/** The files of a plan artifact. */
export const bundleFiles = {
  plan: "plan.json",
  binding: "binding.json",
  manifest: "manifest.json",
  intent: "intent.json",
  comment: "comment.md",
  annotations: "annotations.json",
} as const;

/** What a plan was made from and for. Only its producer makes it believable: see provenance. */
export const bindingSchema = z.object({
  version: z.literal(1),
  /** Version of the tool that planned. */
  tool: z.string(),
  repositoryId: z.number().int(),
  pull: z.number().int(),
  /** Head of the pull request. */
  head: commit,
  /** Tip of the default branch that the head was merged with. */
  tip: commit,
  /** The commit applied last; null: none. */
  base: commit.nullable(),
  tenant: z.object({ name: z.string(), cloud: z.string(), customerId: z.string() }).nullable(),
  /** Of plan.json's and manifest.json's bytes; null where there is no plan. */
  plan: sha256.nullable(),
  manifest: sha256.nullable(),
  /** The plan's digest; null where there is no plan. */
  digest: sha256.nullable(),
  /**
   * `accepted`: may be applied once approved. `refused`: a guardrail, or something still referenced, says no.
   * `invalid`: no plan could be made; the annotations say why.
   */
  verdict: z.enum(["accepted", "refused", "invalid"]),
  /** How many changes, requests and seconds; what labels and checks are made from. */
  counts: z.object({
    changes: z.number().int(),
    deletes: z.number().int(),
    opens: z.number().int(),
    unknown: z.number().int(),
    requests: z.number().int(),
    seconds: z.number(),
  }),
  /** The first line of the plan, for titles. */
  headline: z.string(),
});

export type PlanBinding = z.infer<typeof bindingSchema>;

/** The policies folder and the configuration as planned: path from the top of the repository → content. */
export const manifestSchema = z.object({
  version: z.literal(1),
  files: z.record(z.string(), z.object({ mode: z.string(), sha256 })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The bytes of manifest.json, the same for the same files. */
export const manifestText = (files: Manifest["files"]): string =>
  `${JSON.stringify({ version: 1, files: Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) }, null, 2)}\n`;

/** One remark on a line of a policy file, as a check run shows it. */
export const annotationSchema = z.object({
  path: z.string(),
  line: z.number().int().min(1),
  level: z.enum(["notice", "warning", "failure"]),
  title: z.string(),
  message: z.string(),
});

export type Annotation = z.infer<typeof annotationSchema>;
