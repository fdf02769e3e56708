import { beforeRun } from "./before.ts";
import type { RunInput } from "./input.ts";
import type { Intent } from "./intent.ts";
import { watchOf } from "./watch.ts";

/** What a run is made of, before it begins. */
export type Intended = Pick<
  RunInput,
  "plan" | "digest" | "steps" | "live" | "nameOf" | "kindOf" | "restore" | "before"
>;

/** The record of a run that is about to begin; with it, whatever it leaves half done can be told from others' work. */
export const intentOf = (input: Intended, startedAt: number, staging: boolean): Intent => ({
  version: 1,
  digest: input.digest,
  startedAt: new Date(startedAt).toISOString(),
  staging,
  requests: input.plan.requests,
  kinds: Object.fromEntries(watchOf(input, (name) => input.kindOf(name).writable).states),
  before: beforeRun(input),
});
