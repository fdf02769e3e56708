import { ApiError } from "../clients/errors.ts";
import { GitHubError } from "../github/failure.ts";
import { ShapeError } from "../kinds/field.ts";
import { fenced } from "../plan/render/safe.ts";
import { StateFileError } from "../sandbox/state-file.ts";
import type { CommandResult } from "./outcome.ts";

const withHint = (message: string, hint: string | undefined): string =>
  `error: ${message}\n${hint === undefined ? "" : `  hint: ${hint}\n`}`;

const ofApi = ({ message, status, code, requestId }: ApiError): string => {
  const facts = [status, code, requestId === undefined ? undefined : `request ${requestId}`];
  const known = facts.filter((fact) => fact !== undefined);
  return `error: ${message}${known.length === 0 ? "" : ` (${known.join(", ")})`}\n`;
};

/** A full disk, a file that may not be read. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? "");

const textOf = (error: unknown): string => {
  if (error instanceof ApiError) return ofApi(error);
  if (error instanceof GitHubError) return withHint(error.message, error.facts.hint);
  if (error instanceof ShapeError)
    return withHint(error.message, "what cannot be read is never guessed; nothing was planned");
  if (error instanceof StateFileError)
    return withHint(error.message, "another command may be using it; wait for it, or give another file");
  if (isSystemError(error)) return `error: ${error.message}\n`;
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in zerodrift, please report it:\n${whole}\n`;
};

/** What people are told where a command could not come to an end of its own. */
export const failureOf = (error: unknown, isInterrupted: boolean): CommandResult => ({
  exitCode: 1,
  notes: isInterrupted ? "error: interrupted; run the same command again to go on\n" : textOf(error),
});

/** The page of a workflow run says why a step failed: nobody opens logs at night. */
export const withPage = (result: CommandResult): CommandResult => {
  const { exitCode, notes, summary } = result;
  if (exitCode === 0 || exitCode === 2 || summary !== undefined || notes === undefined) return result;
  return { ...result, summary: fenced("text", notes.trimEnd().split("\n")) };
};
