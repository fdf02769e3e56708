import { parse } from "yaml";
import { z } from "zod";

/**
 * The part of GitHub's workflow language that our workflows use. Everything else is an error: a key that the runner passed
 * over would make a test that says nothing.
 */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const table = z.record(z.string(), scalar);
const condition = z.union([z.string(), z.boolean()]);
const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const concurrency = z.strictObject({
  group: z.string(),
  "cancel-in-progress": condition.optional(),
  queue: z.enum(["single", "max"]).optional(),
});

const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: condition.optional(),
  uses: z.string().optional(),
  with: table.optional(),
  run: z.string().optional(),
  env: table.optional(),
  "continue-on-error": z.boolean().optional(),
  "working-directory": z.string().optional(),
});

const job = z.strictObject({
  name: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  if: condition.optional(),
  "runs-on": z.string().optional(),
  "timeout-minutes": z.number().optional(),
  "continue-on-error": z.boolean().optional(),
  strategy: z
    .strictObject({
      "fail-fast": z.boolean().optional(),
      matrix: z.record(z.string(), z.union([z.string(), z.array(scalar)])),
    })
    .optional(),
  concurrency: concurrency.optional(),
  environment: z.string().optional(),
  permissions: permissions.optional(),
  outputs: table.optional(),
  env: table.optional(),
  steps: z.array(step).optional(),
  uses: z.string().optional(),
  with: table.optional(),
  secrets: z.literal("inherit").optional(),
});

const input = z.strictObject({
  description: z.string().optional(),
  required: z.boolean().optional(),
  type: z.string().optional(),
});

const output = z.strictObject({ description: z.string().optional(), value: z.string() });

const trigger = z.strictObject({
  types: z.array(z.string()).optional(),
  branches: z.array(z.string()).optional(),
  workflows: z.array(z.string()).optional(),
  inputs: z.record(z.string(), input).optional(),
  outputs: z.record(z.string(), output).optional(),
});

const workflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    schedule: z.array(z.strictObject({ cron: z.string() })).optional(),
    ...Object.fromEntries(
      ["push", "pull_request", "pull_request_review", "workflow_run", "workflow_dispatch", "workflow_call"].map(
        (name) => [name, trigger.nullable().optional()],
      ),
    ),
  }),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  env: table.optional(),
  jobs: z.record(z.string(), job),
});

export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;
export type Trigger = z.infer<typeof trigger>;
export type Concurrency = z.infer<typeof concurrency>;

export interface Workflow extends Omit<z.infer<typeof workflow>, "on"> {
  /** From the top of the repository. */
  readonly path: string;
  readonly schedules: readonly string[];
  /** A null is a trigger without conditions. */
  readonly on: Readonly<Record<string, Trigger | null>>;
}

/** Reads a workflow file. */
export const readWorkflow = (path: string, text: string): Workflow => {
  const read = workflow.safeParse(parse(text));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  const { schedule, ...on } = read.data.on;
  const schedules = (schedule ?? []) as readonly { readonly cron: string }[];
  return {
    ...read.data,
    path,
    schedules: schedules.map(({ cron }) => cron),
    on: on as Readonly<Record<string, Trigger | null>>,
  };
};

export const needsOf = ({ needs = [] }: Job): readonly string[] => (typeof needs === "string" ? [needs] : needs);
