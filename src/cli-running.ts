import type { Command } from "commander";
import type { CommandResult, CommonOptions, Environment } from "./commands/outcome.ts";

/** What cli.ts gives: how to run a command with its common flags, and how to end. */
export interface Running {
  common(command: Command): Command;
  run<Flags>(
    command: Command,
    action: (flags: Flags, common: CommonOptions, environment: Environment) => Promise<CommandResult>,
  ): void;
}

/** A flag that can be repeated or take commas. */
export const list = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
];

export const zmsSchema = [
  "--zms-schema <file>",
  "SDL or introspection JSON of the tenant's ZMS schema, where introspection is off",
] as const;

export const base = ["--base <ref>", "the commit that was applied last, instead of the one on record"] as const;
