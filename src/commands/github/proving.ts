import type { CommandResult, CommonOptions, Environment } from "../outcome.ts";
import { failed } from "../show.ts";
import { openProofParts } from "./proof-sources.ts";
import { type ReadyOptions, ready } from "./ready.ts";
import { type VerifyOptions, verify } from "./verify.ts";

/** `github ready` on the real GitHub and the clone of the job. */
export const judgePull = async (
  options: CommonOptions & ReadyOptions,
  environment: Environment,
): Promise<CommandResult> => {
  const parts = await openProofParts({ ...options, writes: false }, environment);
  return parts.ok ? ready(options, environment, parts.value) : failed(parts.diagnostics, environment, options.format);
};

/** `github verify` on the real GitHub and the clone of the job. */
export const proveCommit = async (
  options: CommonOptions & VerifyOptions,
  environment: Environment,
): Promise<CommandResult> => {
  const parts = await openProofParts({ ...options, writes: options.outDir !== undefined }, environment);
  return parts.ok ? verify(options, environment, parts.value) : failed(parts.diagnostics, environment, options.format);
};
