import { type Command, InvalidArgumentError, Option } from "commander";
import type { Running } from "./cli-running.ts";

const integer = (text: string): number => {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("It is no whole number.");
  return Number(text);
};

const event = ["--event <file>", "the event payload: $GITHUB_EVENT_PATH"] as const;
const pull = ["--pr <number>", "the pull request", integer] as const;
const head = ["--head <sha>", "the commit it was when the run began; a newer one is left to its own run"] as const;
const maxWait = ["--max-wait <duration>", "refuse plans that take longer", "15m"] as const;
const zmsSchema = ["--zms-schema <file>", "SDL or introspection JSON of the tenant's ZMS schema"] as const;

/** The steps of the pull request flow, each as a workflow calls it. */
export const addGitHub = (program: Command, { common, run }: Running): void => {
  const github = program
    .command("github")
    .description("the steps of the pull request flow, as the workflows call them");

  run<{ for: "plan" | "ready"; event: string }>(
    common(github.command("resolve").description("which pull requests an event is about"))
      .addOption(new Option("--for <what>", "plan or ready").choices(["plan", "ready"]).makeOptionMandatory())
      .requiredOption(...event),
    async (flags, options, environment) => {
      const { resolve } = await import("./commands/github/resolve.ts");
      return resolve({ ...options, for: flags.for, event: flags.event }, environment);
    },
  );

  run<{ pr: number; head: string; outDir: string; zmsSchema?: string }>(
    common(github.command("plan").description("plan a pull request as data; runs and checks out nothing of it"))
      .requiredOption(...pull)
      .requiredOption(...head)
      .requiredOption("--out-dir <dir>", "where the files of the plan go")
      .option(...zmsSchema),
    async (flags, options, environment) => {
      const { planPull } = await import("./commands/github/plan.ts");
      return planPull({ ...options, ...flags }, environment);
    },
  );

  run<{ pr: number; head: string; dir?: string; artifact?: number }>(
    common(github.command("publish").description("tell the plan at the pull request: comment, check, labels"))
      .requiredOption(...pull)
      .requiredOption(...head)
      .option("--dir <dir>", "the files of the plan; without them, the plan job failed")
      .option("--artifact <id>", "the artifact they came from, for the link", integer),
    async (flags, options, environment) => {
      const { publish } = await import("./commands/github/publish.ts");
      return publish({ ...options, ...flags }, environment);
    },
  );

  run<{ pr: number; maxWait: string }>(
    common(github.command("ready").description("say before the merge whether apply would accept"))
      .requiredOption(...pull)
      .option(...maxWait),
    async (flags, options, environment) => {
      const { judgePull } = await import("./commands/github/proving.ts");
      return judgePull({ ...options, ...flags }, environment);
    },
  );

  run<{ event: string; outDir?: string; maxWait: string }>(
    common(github.command("verify").description("prove that the merged commit carries the approved plan"))
      .requiredOption(...event)
      .addOption(new Option("--dry", "only look; no record").conflicts("outDir"))
      .option("--out-dir <dir>", "open the record of the apply, and write proof and plan here")
      .option(...maxWait),
    async (flags, options, environment) => {
      const { proveCommit } = await import("./commands/github/proving.ts");
      return proveCommit({ ...options, ...flags }, environment);
    },
  );

  run<{ proof: string; result?: string; conclusion?: string }>(
    common(github.command("report").description("close the record of an apply and tell the pull request"))
      .requiredOption("--proof <file>", "what verify wrote")
      .option("--result <file>", "what apply wrote; without it, the run was lost")
      .option("--conclusion <word>", "what the workflow says of the apply job: success, failure, cancelled, skipped"),
    async (flags, options, environment) => {
      const { report } = await import("./commands/github/report.ts");
      return report({ ...options, ...flags }, environment);
    },
  );

  const drift = github.command("drift").description("the drift issue");
  run<{ outDir: string; days: number; zmsSchema?: string }>(
    common(drift.command("scan").description("compare what was applied last with the tenant"))
      .requiredOption("--out-dir <dir>", "where the findings go")
      .option("--days <n>", "how far back the ZIA audit log is asked", integer, 7)
      .option(...zmsSchema),
    async (flags, options, environment) => {
      const { driftScan } = await import("./commands/github/drift-scan.ts");
      return driftScan({ ...options, ...flags }, environment);
    },
  );
  run<{ dir: string }>(
    common(drift.command("report").description("keep the one issue that tells of drift")).requiredOption(
      "--dir <dir>",
      "what scan wrote",
    ),
    async (flags, options, environment) => {
      const { driftReport } = await import("./commands/github/drift-report.ts");
      return driftReport({ ...options, ...flags }, environment);
    },
  );
};
