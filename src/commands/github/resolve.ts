import { readRepository } from "../../github/repository.ts";
import { code, prose } from "../../plan/render/safe.ts";
import { count } from "../../plan/render/words.ts";
import type { CommandResult, CommonOptions, Environment } from "../outcome.ts";
import { failed } from "../show.ts";
import { openClone } from "./clone.ts";
import { openFrom } from "./open.ts";
import { readEvent } from "./read-event.ts";
import { pullsToPlan } from "./resolve-plan.ts";
import { pullsToJudge } from "./resolve-ready.ts";
import type { Resolved } from "./resolved.ts";

export interface ResolveOptions extends CommonOptions {
  /** What the pull requests are looked for. */
  readonly for: "plan" | "ready";
  /** The file with the event's payload. */
  readonly event: string;
}

const verbs = { plan: "plan", ready: "judge" } as const;

/** The jobs that follow say the rest: here stand only what was left out, and why nothing follows. */
const summaryOf = (wanted: ResolveOptions["for"], { pulls, notes }: Resolved): string | undefined => {
  if (notes.length === 0) return undefined;
  const found = pulls.map(({ number, head }) => `#${number} at ${code(head.slice(0, 7))}`);
  return [
    `**${found.length === 0 ? "Nothing" : count(found.length, "pull request")} to ${verbs[wanted]}**${found.length === 0 ? "" : `: ${found.join(", ")}`}`,
    "",
    ...notes.map((note) => `- ${prose(note)}`),
    "",
  ].join("\n");
};

const render = (wanted: ResolveOptions["for"], resolved: Resolved): CommandResult => {
  const summary = summaryOf(wanted, resolved);
  return {
    exitCode: 0,
    output: `${JSON.stringify({ for: wanted, ...resolved }, null, 2)}\n`,
    outputs: { pulls: JSON.stringify(resolved.pulls), count: String(resolved.pulls.length) },
    ...(summary === undefined ? {} : { summary }),
    ...(resolved.notes.length === 0 ? {} : { notes: resolved.notes.join("\n") }),
  };
};

/** Finds the pull requests that an event is about. Reads only, and takes nothing an event says for proof. */
export const resolve = async (options: ResolveOptions, environment: Environment): Promise<CommandResult> => {
  const github = openFrom(environment);
  const event = readEvent(options.event, environment);
  if (!github.ok) return failed(github.diagnostics, environment, options.format);
  if (!event.ok) return failed(event.diagnostics, environment, options.format);
  const repository = await readRepository(github.value);
  const search = { github: github.value, repository };
  const resolved =
    options.for === "ready"
      ? await pullsToJudge(search, event.value)
      : await pullsToPlan(
          { ...search, openClone: () => openClone(options, github.value.place, environment, repository.defaultBranch) },
          event.value,
        );
  return resolved.ok ? render(options.for, resolved.value) : failed(resolved.diagnostics, environment, options.format);
};
