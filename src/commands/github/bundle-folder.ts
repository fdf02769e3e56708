import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  type Annotation,
  annotationSchema,
  bindingSchema,
  bundleFiles,
  type PlanBinding,
} from "../../github/bundle.ts";

/** What `publish` needs of the folder that the plan job left. */
export interface PublishedPlan {
  readonly binding: PlanBinding;
  readonly comment: string;
  readonly annotations: readonly Annotation[];
}

export type ReadBundle =
  | { readonly ok: true; readonly plan: PublishedPlan }
  | { readonly ok: false; readonly reason: string };

const readText = (dir: string, name: string): string | undefined => {
  try {
    return readFileSync(join(dir, name), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(code)) return undefined;
    throw error;
  }
};

const readJson = <T>(dir: string, name: string, schema: z.ZodType<T>): T | undefined => {
  try {
    const parsed = schema.safeParse(JSON.parse(readText(dir, name) ?? ""));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The files for people, when all are there and are about this commit of this pull request. */
export const readBundle = (dir: string, pull: number, head: string): ReadBundle => {
  const binding = readJson(dir, bundleFiles.binding, bindingSchema);
  const comment = readText(dir, bundleFiles.comment);
  const annotations = readJson(dir, bundleFiles.annotations, z.array(annotationSchema));
  if (binding === undefined || comment === undefined || comment.trim() === "" || annotations === undefined)
    return { ok: false, reason: "It left no plan that can be read." };
  if (binding.pull !== pull || binding.head !== head)
    return { ok: false, reason: "What it left is about another pull request or commit." };
  return { ok: true, plan: { binding, comment, annotations } };
};
