import { readFileSync } from "node:fs";
import { z } from "zod";
import { renderApplyMarkdown } from "../../apply/render/markdown.ts";
import { outcomeOf, resultSchema } from "../../github/ledger/outcome.ts";
import type { RecordOutcome } from "../../github/ledger/write.ts";
import type { Proof } from "../../github/proof.ts";
import type { ApplyResult } from "../../model/result.ts";
import { tenantName } from "../../plan/render/markdown-page.ts";
import { fenced, prose } from "../../plan/render/safe.ts";
import { clip } from "../../plan/render/value.ts";

/** What is known of an apply that is over. */
export type Ending =
  | { readonly how: "told"; readonly result: ApplyResult }
  /** A gate or a guardrail said no, before the first write. */
  | { readonly how: "refused"; readonly title: string; readonly reasons: readonly string[]; readonly next: string }
  /** No plan could be made again. */
  | { readonly how: "failed"; readonly messages: readonly string[] }
  /** The job was never started. */
  | { readonly how: "skipped" }
  /** It said nothing: it was killed, or its runner went away. */
  | { readonly how: "lost" };

const toldSchema = resultSchema.extend({
  digest: z.string(),
  outcomes: z.array(
    z.object({
      address: z.string(),
      action: z.enum(["create", "update", "delete", "reorder"]),
      status: z.enum(["done", "failed", "skipped", "converged"]),
      error: z.string().optional(),
    }),
  ),
});

const refusedSchema = z.object({
  refused: z.object({ title: z.string(), reasons: z.array(z.string()) }),
  next: z.string(),
});

const failedSchema = z.object({ diagnostics: z.array(z.object({ message: z.string() })).min(1) });

const jsonIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    // The file is made empty before the first write: it stays so when the run does not come to its end.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Reads what `apply --format json --out` left, and what the workflow says of its job where it left nothing. */
export const readEnding = (file: string | undefined, conclusion: string | undefined): Ending => {
  const json = file === undefined ? undefined : jsonIn(file);
  const refused = refusedSchema.safeParse(json);
  if (refused.success) return { how: "refused", ...refused.data.refused, next: refused.data.next };
  const result = toldSchema.safeParse(json);
  if (result.success) return { how: "told", result: result.data as ApplyResult };
  const failed = failedSchema.safeParse(json);
  if (failed.success) return { how: "failed", messages: failed.data.diagnostics.map(({ message }) => message) };
  return { how: conclusion === "skipped" ? "skipped" : "lost" };
};

/** How the record is closed; undefined: it stays open, so that the next run finds out what happened. */
export const recordOutcome = (ending: Ending): RecordOutcome | undefined => {
  switch (ending.how) {
    case "told":
      return outcomeOf(ending.result);
    case "refused":
      return { state: "inactive", reason: ending.title };
    case "failed":
      return { state: "inactive", reason: "no plan could be made" };
    case "skipped":
      return { state: "inactive", reason: "apply was not started" };
    case "lost":
      return undefined;
  }
};

const resumeCommand = "gh workflow run zerodrift-apply.yml";

/** Whatever a service refused once it refuses again: the same command alone does not help. */
const goesOn =
  "Nothing is rolled back. Once what failed is mended at its cause, the command above goes on where this run stopped, under the same approval. If the policy itself has to change, merge a pull request that changes it: its plan contains the rest.";

const again = ({ pull }: Proof, written = "Nothing was written."): string =>
  `${written} Open a new pull request; a commit that changes one comment in a policy file is enough. Its plan starts from the tenant as it is now and contains #${pull.number}.`;

const partlyLive = "What is live stays live, and nothing waits in ZIA.";

const stopped = (proof: Proof, title: string, lines: readonly string[], rest: string): string =>
  [
    `### ${tenantName(proof.tenant.name)}: NOT APPLIED, ${title}`,
    ...(lines.length === 0
      ? []
      : [
          fenced(
            "text",
            lines.slice(0, 50).map((line) => clip(line, 1_000)),
          ),
        ]),
    rest,
  ].join("\n\n");

/** What a pull request is told about its apply. */
export const endingText = (ending: Ending, proof: Proof): string => {
  switch (ending.how) {
    case "told": {
      const outcome = outcomeOf(ending.result);
      const context = { tenant: proof.tenant.name, nextCommand: resumeCommand };
      const told = renderApplyMarkdown(ending.result, context).trimEnd();
      // A run started by hand goes on only where something of ours waits in ZIA.
      if (outcome.state === "success") return told;
      if (outcome.state === "failure" && outcome.isStaged) return `${told}\n\n${goesOn}`;
      const rest = outcome.state === "inactive" ? again(proof) : again(proof, partlyLive);
      return `${told.replace(/\n\*\*Next:\*\* .*\n/, "")}\n\n${rest}`;
    }
    case "refused":
      return stopped(proof, `refused: ${prose(clip(ending.title, 300))}`, ending.reasons, again(proof));
    case "failed":
      return stopped(proof, "no plan could be made again", ending.messages, again(proof));
    case "skipped":
      return stopped(proof, "the job was not started", [], again(proof));
    case "lost":
      return [
        `### ${tenantName(proof.tenant.name)}: THE RUN WAS LOST, part of the plan may be written`,
        "The job ended without a result: it was cancelled, or its runner went away. What it wrote to ZMS and ZPA is live; what it wrote to ZIA waits for the activation and has no effect yet.",
        "The record stays open. The next run compares the tenant with what this one would have written, goes on where it stopped, and activates; nothing is written twice.",
        `**Next:** \`${resumeCommand}\``,
      ].join("\n\n");
  }
};
