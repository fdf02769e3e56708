import { z } from "zod";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { commitShape as commit } from "./shapes.ts";

/**
 * Why a run was started, of the payload only what is used. Every text in it may have been chosen by whoever opened a
 * pull request: it is looked up, compared and shown, and never becomes part of a command line.
 */
export type FlowEvent =
  | {
      readonly kind: "workflow-run";
      readonly runId: number;
      /** The workflow's file, as it was in the run: of a pull request's own run it proves nothing. */
      readonly workflow: string;
      readonly event: string;
      readonly conclusion: string | null;
      readonly headSha: string;
      readonly headBranch: string | null;
      /** Who owns the repository the head lies in; null when it is gone. */
      readonly headOwner: string | null;
      readonly headRepositoryId: number | null;
    }
  | { readonly kind: "push"; readonly ref: string; readonly before: string; readonly after: string }
  | { readonly kind: "dispatch"; readonly ref: string; readonly inputs: Readonly<Record<string, string>> }
  | { readonly kind: "review"; readonly pull: number; readonly head: string }
  | { readonly kind: "pull-request"; readonly pull: number; readonly head: string }
  | { readonly kind: "schedule" };

const number = z.number().int().positive();

const ownerSchema = z.object({ id: number, owner: z.object({ login: z.string() }) });

const workflowRunSchema = z
  .object({
    workflow: z.object({ path: z.string() }).nullish(),
    workflow_run: z.object({
      id: number,
      path: z.string().optional(),
      event: z.string(),
      conclusion: z.string().nullable(),
      head_sha: commit,
      head_branch: z.string().nullable(),
      head_repository: ownerSchema.nullish(),
    }),
  })
  .transform(
    ({ workflow, workflow_run: run }): FlowEvent => ({
      kind: "workflow-run",
      runId: run.id,
      workflow: (run.path ?? workflow?.path ?? "").replace(/@.*$/, ""),
      event: run.event,
      conclusion: run.conclusion,
      headSha: run.head_sha,
      headBranch: run.head_branch,
      headOwner: run.head_repository?.owner.login ?? null,
      headRepositoryId: run.head_repository?.id ?? null,
    }),
  );

const pushSchema = z
  .object({ ref: z.string(), before: commit, after: commit })
  .transform((push): FlowEvent => ({ kind: "push", ...push }));

/** Boxes that were left empty come as empty texts, or not at all. */
const filled = (inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => {
      const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
      return text === "" ? [] : [[name, text]];
    }),
  );

const dispatchSchema = z
  .object({ ref: z.string(), inputs: z.record(z.string(), z.unknown()).nullish() })
  .transform(({ ref, inputs }): FlowEvent => ({ kind: "dispatch", ref, inputs: filled(inputs ?? {}) }));

const pull = z.object({ pull_request: z.object({ number, head: z.object({ sha: commit }) }) });

const reviewSchema = pull.transform(
  ({ pull_request: of }): FlowEvent => ({ kind: "review", pull: of.number, head: of.head.sha }),
);
const pullRequestSchema = pull.transform(
  ({ pull_request: of }): FlowEvent => ({ kind: "pull-request", pull: of.number, head: of.head.sha }),
);

const schemas: ReadonlyMap<string, z.ZodType<FlowEvent>> = new Map<string, z.ZodType<FlowEvent>>([
  ["workflow_run", workflowRunSchema],
  ["push", pushSchema],
  ["workflow_dispatch", dispatchSchema],
  ["pull_request_review", reviewSchema],
  ["pull_request", pullRequestSchema],
  ["schedule", z.unknown().transform((): FlowEvent => ({ kind: "schedule" }))],
]);

const refused = (message: string, hint: string): Checked<never> => ({
  ok: false,
  diagnostics: [{ severity: "error", code: "invalid-value", message, hint }],
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads the payload of the event that started a run.
 *
 * @param name `GITHUB_EVENT_NAME`
 * @param text the content of the file `GITHUB_EVENT_PATH` names
 */
export const parseEvent = (name: string | undefined, text: string): Checked<FlowEvent> => {
  const schema = schemas.get(name ?? "");
  if (schema === undefined)
    return refused(
      `no step of this flow is started by "${name ?? ""}"`,
      "Actions sets GITHUB_EVENT_NAME; see the workflows that `zerodrift init` writes",
    );
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return checked(parsed.data, []);
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  return refused(
    `the event is no ${name} as GitHub sends it${at === "" ? "" : `: "${at}" is missing or of another type`}`,
    "give the file that GITHUB_EVENT_PATH names with --event",
  );
};
