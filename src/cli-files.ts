import type { Command } from "commander";
import { base, list, type Running, zmsSchema } from "./cli-running.ts";
import { adopt } from "./commands/adopt.ts";
import { drift } from "./commands/drift.ts";
import { fmt } from "./commands/fmt.ts";
import { importTenant } from "./commands/import.ts";
import type { CommandResult } from "./commands/outcome.ts";

interface ReadFlags {
  readonly kind: readonly string[];
  readonly base?: string;
  readonly zmsSchema?: string;
}

const readOptions = ({ kind, base, zmsSchema }: ReadFlags) => ({
  kind,
  ...(base === undefined ? {} : { base }),
  ...(zmsSchema === undefined ? {} : { zmsSchema }),
});

/** A flag that says something about another one. */
const alone = (flag: string, other: string): CommandResult => ({
  exitCode: 1,
  notes: `error: ${flag} needs ${other}`,
});

export const addFmt = (program: Command, { common, run }: Running): void =>
  run<{ readonly check?: boolean; readonly base?: string }>(
    common(program.command("fmt").description("give every policy file its one form; comments stay"))
      .option("--check", "write nothing; exit 1 when a file is not formatted, and show how it differs")
      .option("--base <ref>", "remove acknowledgements that are spent: as old as this commit, which was applied"),
    (flags, options, environment) => {
      const given = flags.base === undefined ? {} : { base: flags.base };
      return fmt({ ...options, check: flags.check === true, ...given }, environment);
    },
  );

interface DriftFlags extends ReadFlags {
  readonly detailedExitcode?: boolean;
  readonly adopt?: boolean;
  readonly dryRun?: boolean;
  readonly days: number;
}

export const addDrift = (program: Command, { common, run }: Running): void =>
  run<DriftFlags>(
    common(program.command("drift").description("what changed in the tenant behind Git's back, and who did it"))
      .option(...base)
      .option("--kind <glob>", "only these kinds", list, [])
      .option("--detailed-exitcode", "exit 2 when there is drift or something is staged")
      .option("--adopt", "write the live values into the documents, in the lines they come from")
      .option("--dry-run", "with --adopt: show the edits and write nothing")
      .option("--days <n>", "how far back the ZIA audit log is asked", (value) => Number.parseInt(value, 10), 7)
      .option(...zmsSchema),
    async (flags, common, environment) => {
      const { days } = flags;
      const options = { ...common, ...readOptions(flags), days, detailedExitcode: flags.detailedExitcode === true };
      const dryRun = flags.dryRun === true;
      if (flags.adopt === true) return adopt({ ...options, dryRun }, environment);
      return dryRun ? alone("--dry-run", "--adopt") : drift(options, environment);
    },
  );

export const addImport = (program: Command, { common, run }: Running): void =>
  run<ReadFlags & { readonly name: readonly string[]; readonly dryRun?: boolean }>(
    common(
      program
        .command("import")
        .description("write YAML for what the tenant has and the files do not say; existing files are edited"),
    )
      .option(...base)
      .option("--kind <glob>", "only these kinds", list, [])
      .option("--name <glob>", "only objects of these names", list, [])
      .option("--dry-run", "show what would be written as a diff; writes nothing")
      .option(...zmsSchema),
    (flags, options, environment) =>
      importTenant({ ...options, ...readOptions(flags), name: flags.name, dryRun: flags.dryRun === true }, environment),
  );
