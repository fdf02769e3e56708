import { z } from "zod";

const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const pushSchema = z.object({ ref: z.string(), after: commit });

/** What a run of `verify` is asked to look at; only looked up, never believed. */
export type Target =
  | { readonly kind: "push"; readonly ref: string; readonly commit: string }
  /** The newest apply that did not come to its end. */
  | { readonly kind: "resume" };

/** The target of an event of the apply workflow; undefined when it is of another kind or shape. */
export const targetOf = (event: string, payload: unknown): Target | undefined => {
  if (event === "push") {
    const push = pushSchema.safeParse(payload);
    return push.success ? { kind: "push", ref: push.data.ref, commit: push.data.after } : undefined;
  }
  // Started by hand, there is one thing to do.
  return event === "workflow_dispatch" ? { kind: "resume" } : undefined;
};
