#!/usr/bin/env node
import { appendFileSync, closeSync, openSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, CommanderError, Option } from "commander";
import { addDrift, addFmt, addImport } from "./cli-files.ts";
import { addGitHub } from "./cli-github.ts";
import { base, list, type Running, zmsSchema } from "./cli-running.ts";
import { apply } from "./commands/apply.ts";
import { doctor } from "./commands/doctor.ts";
import { explain } from "./commands/explain.ts";
import { failureOf, withPage } from "./commands/failure.ts";
import { type InitOptions, init } from "./commands/init.ts";
import { kinds } from "./commands/kinds.ts";
import type { CommandResult, CommonOptions, Environment, Format } from "./commands/outcome.ts";
import { plan } from "./commands/plan.ts";
import { validate } from "./commands/validate.ts";
import { version } from "./commands/version.ts";
import { policyWorkflows } from "./init/policy-workflows.ts";

interface CommonFlags {
  readonly config?: string;
  readonly policies?: string;
  readonly format: Format;
  readonly out?: string;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const interruption = new AbortController();

const usesColor = (flags: { readonly color: boolean }, stream: NodeJS.WriteStream): boolean =>
  flags.color && process.env.NO_COLOR === undefined && (stream.isTTY === true || process.env.FORCE_COLOR === "1");

const environmentFor = (flags: {
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}): Environment => ({
  env: process.env,
  cwd: process.cwd(),
  now: () => Date.now(),
  isTty: process.stdin.isTTY === true && process.stderr.isTTY === true,
  color: { out: usesColor(flags, process.stdout), err: usesColor(flags, process.stderr) },
  ...(process.stdout.isTTY === true && process.stdout.columns > 40 ? { width: process.stdout.columns } : {}),
  report: (line) => {
    if (flags.quiet !== true) process.stderr.write(`${line}\n`);
  },
  detail: (line) => {
    if (flags.verbose === true && flags.quiet !== true) process.stderr.write(`${line}\n`);
  },
  signal: interruption.signal,
});

/** What a command found out must not be lost with the file it was meant for: then it goes to stderr. */
const writeOut = (out: string, output: string): boolean => {
  try {
    writeFileSync(resolve(process.cwd(), out), output);
    return true;
  } catch (error) {
    process.stderr.write(`${output}error: ${(error as Error).message} (--out ${out})\n`);
    return false;
  }
};

/** A value of several lines needs an end that is not in it; ours have one line, and what has more is refused. */
const outputLine = ([name, value]: readonly [string, string]): string => {
  if (/[\r\n]/.test(value)) throw new Error(`the output "${name}" has more than one line`);
  return `${name}=${value}\n`;
};

/** What a workflow reads: outputs for the steps that follow, and the page of its run. */
const tellWorkflow = ({ outputs, summary }: CommandResult): void => {
  const { GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile } = process.env;
  if (outputs !== undefined && outputFile !== undefined)
    appendFileSync(outputFile, Object.entries(outputs).map(outputLine).join(""));
  if (summary !== undefined && summaryFile !== undefined) appendFileSync(summaryFile, `${summary.trimEnd()}\n`);
};

/** The only place that writes to the outside and sets the exit code. */
const finish = (result: CommandResult, out: string | undefined): void => {
  tellWorkflow(withPage(result));
  if (result.notes !== undefined && result.notes !== "")
    process.stderr.write(result.notes.endsWith("\n") ? result.notes : `${result.notes}\n`);
  process.exitCode = result.exitCode;
  if (result.output === undefined) return;
  if (out === undefined) process.stdout.write(result.output);
  else if (!writeOut(out, result.output) && result.exitCode === 0) process.exitCode = 1;
};

/** Before a command that writes to the tenant starts: a result that has nowhere to go is found out now. */
const expectWritable = (out: string | undefined): void => {
  if (out !== undefined) closeSync(openSync(resolve(process.cwd(), out), "a"));
};

const withCommon = (command: Command): Command =>
  command
    .option("--config <file>", "configuration (zerodrift.yaml)")
    .option("--policies <dir>", "policies folder, instead of the configuration's")
    .addOption(
      new Option("--format <format>", "how to show the result")
        .choices(["text", "json", "markdown", "github"])
        .default("text"),
    )
    .option("--out <file>", "write the result to a file instead of stdout")
    .option("--no-color", "no colours")
    .option("--quiet", "no progress")
    .option("--verbose", "more detail");

const common = (flags: CommonFlags): CommonOptions => ({
  ...(flags.config === undefined ? {} : { config: flags.config }),
  ...(flags.policies === undefined ? {} : { policies: flags.policies }),
  format: flags.format,
  quiet: flags.quiet === true,
  verbose: flags.verbose === true,
});

const ask = async (question: string): Promise<boolean> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} Type yes: `, { signal: interruption.signal })).trim() === "yes";
  } finally {
    lines.close();
  }
};

/** How the commands that stand elsewhere are run. */
const running: Running = {
  common: withCommon,
  run: (command, action) => {
    command.action(async (flags: CommonFlags) =>
      finish(await action(flags as never, common(flags), environmentFor(flags)), flags.out),
    );
  },
};

const build = (): Command => {
  const program = new Command("zerodrift")
    .description("Keeps a Zscaler tenant equal to what Git says.")
    .version(version)
    .showHelpAfterError("(add --help for the flags)")
    .exitOverride();

  withCommon(program.command("validate").description("check the documents offline")).action(
    async (flags: CommonFlags) => finish(await validate(common(flags), environmentFor(flags)), flags.out),
  );

  addFmt(program, running);

  withCommon(program.command("plan").description("show what would change in the tenant; writes nothing"))
    .option(...base)
    .option("--include-drift", "undo what changed in the tenant behind Git's back, too")
    .option("--kind <glob>", "only these kinds (for reading; such a plan cannot be applied)", list, [])
    .option("--detailed-exitcode", "exit 2 when there are changes or something is staged")
    .option(...zmsSchema)
    .action(
      async (
        flags: CommonFlags & {
          readonly kind: readonly string[];
          readonly base?: string;
          readonly includeDrift?: boolean;
          readonly detailedExitcode?: boolean;
          readonly zmsSchema?: string;
        },
      ) => {
        const options = {
          ...common(flags),
          kind: flags.kind,
          detailedExitcode: flags.detailedExitcode === true,
          includeDrift: flags.includeDrift === true,
          ...(flags.base === undefined ? {} : { base: flags.base }),
          ...(flags.zmsSchema === undefined ? {} : { zmsSchema: flags.zmsSchema }),
        };
        finish(await plan(options, environmentFor(flags)), flags.out);
      },
    );

  interface ApplyFlags extends CommonFlags {
    readonly enableWrites?: boolean;
    readonly allow: readonly string[];
    readonly confirm?: string;
    readonly includeStaged?: boolean;
    readonly maxWait: string;
    readonly auditLog?: string;
    readonly approvedBy?: string;
    readonly proof?: string;
    readonly zmsSchema?: string;
  }
  withCommon(
    program
      .command("apply")
      .argument("[plan]", "a saved plan (plan --format json)")
      .description("execute a plan: exactly what it lists, or nothing"),
  )
    .option("--enable-writes", "first of two switches for writing")
    .option("--allow <glob>", "second switch: <kind>:<action>, e.g. zia/*:update, zia/activation:activate", list, [])
    .option("--confirm <token>", "confirmation token of an earlier refusal")
    .option("--include-staged", "activate what others have staged in ZIA, too")
    .option("--max-wait <duration>", "refuse plans that take longer, and bound all waiting", "15m")
    .option("--audit-log <file>", "append one JSON line per write here")
    .option("--approved-by <who>", "the upstream gate that approved this plan; logged")
    .option("--proof <file>", "what `github verify` proved in this run; stands in for confirmations")
    .option(...zmsSchema)
    .action(async (file: string | undefined, flags: ApplyFlags) => {
      expectWritable(flags.out);
      const environment = environmentFor(flags);
      const options = {
        ...common(flags),
        ...(file === undefined ? {} : { planFile: file }),
        enableWrites: flags.enableWrites === true,
        allow: flags.allow,
        includeStaged: flags.includeStaged === true,
        maxWait: flags.maxWait,
        ...(flags.confirm === undefined ? {} : { confirm: flags.confirm }),
        ...(flags.auditLog === undefined ? {} : { auditLog: flags.auditLog }),
        ...(flags.approvedBy === undefined ? {} : { approvedBy: flags.approvedBy }),
        ...(flags.proof === undefined ? {} : { proof: flags.proof }),
        ...(flags.zmsSchema === undefined ? {} : { zmsSchema: flags.zmsSchema }),
        ...(environment.isTty ? { ask } : {}),
      };
      finish(await apply(options, environment), flags.out);
    });

  addDrift(program, running);
  addImport(program, running);

  withCommon(
    program.command("doctor").description("check tenant, checkout and pipeline, and say what to mend; writes nothing"),
  ).action(async (flags: CommonFlags) =>
    finish(await doctor(common(flags), environmentFor(flags), policyWorkflows), flags.out),
  );

  withCommon(program.command("init").description("write a policy repository: configuration, an example, the workflows"))
    .option("--tenant <name>", "what the tenant is called: part of the names of environments")
    .option("--dir <dir>", "where, instead of here")
    .option("--force", "write anew what is there already")
    .option("--cloud <name>", "the vendor's cloud, e.g. production")
    .option("--vanity-domain <label>", "the first label of the sign-in address")
    .option("--customer-id <digits>", "the tenant's number")
    .action(async (flags: CommonFlags & Partial<InitOptions>) =>
      finish(await init({ ...flags, force: flags.force === true }, environmentFor(flags)), flags.out),
    );

  program
    .command("sandbox")
    .description("serve the emulated tenant on 127.0.0.1")
    .option("--port <port>", "0 picks a free one", (value) => Number.parseInt(value, 10), 0)
    .option("--seed <name>", "empty, acme, small, medium or large")
    .option("--state <file>", "keep the tenant in this file")
    .action(async (flags: { readonly port: number; readonly seed?: string; readonly state?: string }) => {
      const { sandbox } = await import("./commands/sandbox.ts");
      finish(
        await sandbox(flags, environmentFor({ color: true }), (line) => process.stdout.write(`${line}\n`)),
        undefined,
      );
    });

  program
    .command("demo")
    .description("the whole story on the embedded tenant")
    .option("--no-color", "no colours")
    .action(async (flags: { readonly color: boolean }) => {
      const { demo } = await import("./commands/demo.ts");
      finish(await demo(environmentFor(flags), (text) => process.stdout.write(text)), undefined);
    });

  program
    .command("kinds")
    .description("what can be declared and referred to")
    .addOption(new Option("--format <format>").choices(["text", "json"]).default("text"))
    .action((flags: { readonly format: Format }) => finish(kinds(flags.format), undefined));

  program
    .command("explain")
    .argument("<kind[.field[.key]]>")
    .description("a kind's fields, types, limits and references")
    .action((topic: string) => finish(explain(topic), undefined));

  addGitHub(program, running);

  return program;
};

const reportFailure = (error: unknown): void => {
  // What the command line itself refuses, it has said already; `--help` is no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
  else finish(failureOf(error, interruption.signal.aborted), undefined);
};

const interrupt = (): void => interruption.abort(new Error("interrupted"));
process.once("SIGINT", interrupt);
process.once("SIGTERM", interrupt);

try {
  await build().parseAsync(process.argv);
} catch (error) {
  reportFailure(error);
}
