import type { z } from "zod";
import { type Checked, checked, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sha256Of } from "../../model/hash.ts";
import {
  type Annotation,
  annotationSchema,
  bindingSchema,
  bundleFiles,
  type Manifest,
  manifestSchema,
  type PlanBinding,
} from "../bundle.ts";
import type { GitHub } from "../client.ts";
import type { Artifact } from "./artifact.ts";
import { readZip } from "./read-zip.ts";

/** What a plan artifact holds, with the hashes it promises checked. Whether it may be believed its run says. */
export interface Bundle {
  readonly binding: PlanBinding;
  /** The bytes of the files; undefined where the artifact has none: an invalid plan has no plan. */
  readonly texts: Readonly<Record<keyof typeof bundleFiles, string | undefined>>;
  readonly manifest: Manifest | undefined;
  readonly annotations: readonly Annotation[];
}

type Files = ReadonlyMap<string, Uint8Array>;

const unusable = (
  artifact: { readonly id: number },
  reason: string,
): { ok: false; diagnostics: readonly Diagnostic[] } => ({
  ok: false,
  diagnostics: [
    {
      severity: "error",
      code: "invalid-plan",
      message: `the plan artifact "${artifact.id}" cannot be used: ${reason}`,
      hint: "run zerodrift-plan again: by hand with the number of the pull request, or by a new push to it",
    },
  ],
});

/** Bytes that are no UTF-8 would be other bytes when written again. */
const textOf = (bytes: Uint8Array | undefined): string | undefined => {
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const parsed = <T>(schema: z.ZodType<T>, text: string | undefined): T | undefined => {
  try {
    return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const hashProblem = (file: string, bytes: Uint8Array | undefined, promised: string | null): string | undefined => {
  if (promised === null) return bytes === undefined ? undefined : `it holds a ${file} its binding knows nothing of`;
  if (bytes === undefined) return `${file} is missing`;
  return sha256Of(bytes) === promised ? undefined : `${file} is not the one its binding names`;
};

const promiseProblem = (binding: PlanBinding, files: Files): string | undefined => {
  const hasPlan = binding.plan !== null;
  if (hasPlan !== (binding.digest !== null) || hasPlan !== (binding.manifest !== null))
    return "its binding names half a plan";
  if (!hasPlan && binding.verdict !== "invalid") return "its binding calls a missing plan valid";
  return (
    hashProblem(bundleFiles.plan, files.get(bundleFiles.plan), binding.plan) ??
    hashProblem(bundleFiles.manifest, files.get(bundleFiles.manifest), binding.manifest)
  );
};

const textsOf = (files: Files): Bundle["texts"] => ({
  plan: textOf(files.get(bundleFiles.plan)),
  binding: textOf(files.get(bundleFiles.binding)),
  manifest: textOf(files.get(bundleFiles.manifest)),
  intent: textOf(files.get(bundleFiles.intent)),
  comment: textOf(files.get(bundleFiles.comment)),
  annotations: textOf(files.get(bundleFiles.annotations)),
});

/** The files of an artifact as a bundle; pure. */
const bundleFrom = (artifact: Artifact, files: Files): Checked<Bundle> => {
  const texts = textsOf(files);
  const binding = parsed(bindingSchema, texts.binding);
  if (binding === undefined) return unusable(artifact, `${bundleFiles.binding} is missing or of another version`);
  const problem = promiseProblem(binding, files);
  if (problem !== undefined) return unusable(artifact, problem);
  const manifest = parsed(manifestSchema, texts.manifest);
  if (binding.manifest !== null && manifest === undefined)
    return unusable(artifact, `${bundleFiles.manifest} is of another version`);
  if (binding.plan !== null && texts.plan === undefined) return unusable(artifact, `${bundleFiles.plan} is no text`);
  // Remarks on lines are shown and decide nothing: without them the plan is as good.
  const annotations = parsed(annotationSchema.array(), texts.annotations) ?? [];
  return checked({ binding, texts, manifest, annotations }, []);
};

/** Downloads a plan artifact and checks that it is whole. */
export const readBundle = async (github: GitHub, artifact: Artifact): Promise<Checked<Bundle>> => {
  const zip = await readZip(github, artifact, Object.values(bundleFiles));
  return zip.ok ? bundleFrom(artifact, zip.files) : unusable(artifact, zip.reason);
};
