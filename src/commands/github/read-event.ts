import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Checked } from "../../diagnostics/diagnostic.ts";
import { type FlowEvent, parseEvent } from "../../github/event.ts";
import { refuse } from "../../history/problems.ts";
import type { Environment } from "../outcome.ts";

/** The event that started the run, from the file that `--event` names. */
export const readEvent = (file: string, { cwd, env }: Environment): Checked<FlowEvent> => {
  try {
    return parseEvent(env.GITHUB_EVENT_NAME, readFileSync(resolve(cwd, file), "utf8"));
  } catch {
    return refuse("invalid-value", `the event "${file}" cannot be read`, "give the file GITHUB_EVENT_PATH names");
  }
};
