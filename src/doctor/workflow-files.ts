import { parseYaml } from "../documents/parse.ts";
import { workflows } from "../github/names.ts";
import { type Finding, findingsIn } from "./finding.ts";

type Texts = ReadonlyMap<string, string>;

export interface WorkflowFacts {
  /** Every workflow file of the checkout, by its path from the top of the repository. */
  readonly files: Texts;
  /** What this version would write; undefined where templates are not compared. */
  readonly templates: Texts | undefined;
  readonly version: string;
}

const { ok, warning, error } = findingsIn("pipeline");

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The workflow as a value; undefined when it is no YAML that we read. */
export const readWorkflow = (text: string, path: string): Readonly<Record<string, unknown>> | undefined => {
  const { documents, diagnostics } = parseYaml(text, path);
  const value = documents[0]?.value;
  return diagnostics.length === 0 && isRecord(value) ? value : undefined;
};

const stepsOf = (job: unknown): readonly unknown[] => (isRecord(job) && Array.isArray(job.steps) ? job.steps : []);

/** Steps of all jobs, and the jobs themselves, which call workflows in the same way. */
export const usersIn = (workflow: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] =>
  Object.values(isRecord(workflow.jobs) ? workflow.jobs : {})
    .flatMap((job) => [job, ...stepsOf(job)])
    .filter(isRecord);

/** Tags and branches move; a full SHA, an image digest and a file of this very commit do not. */
const isPinned = (uses: string): boolean =>
  uses.startsWith("./") || /@[0-9a-f]{40}$/.test(uses) || /^docker:\/\/.+@sha256:[0-9a-f]{64}$/.test(uses);

const judgePins = (path: string, workflow: Readonly<Record<string, unknown>>): Finding => {
  const loose = usersIn(workflow)
    .map(({ uses }) => uses)
    .filter((uses): uses is string => typeof uses === "string" && !isPinned(uses));
  if (loose.length === 0) return ok(`${path}: actions`, "pinned by full SHA");
  return error(
    `${path}: actions`,
    `not pinned: ${[...new Set(loose)].join(", ")}; whoever moves the tag runs code beside the tenant's secrets`,
    `write the commit instead of the tag: \`gh api repos/${(loose[0] ?? "").replace(/@.*$/, "").split("/").slice(0, 2).join("/")}/commits/${(loose[0] ?? "").replace(/^.*@/, "")} --jq .sha\``,
  );
};

const judgePermissions = (path: string, workflow: Readonly<Record<string, unknown>>): Finding =>
  isRecord(workflow.permissions) && Object.keys(workflow.permissions).length === 0
    ? ok(`${path}: permissions`, "{} at the top; each job names its own")
    : error(
        `${path}: permissions`,
        "not {} at the top: a job that names none gets more than it needs",
        "write `permissions: {}` above `jobs:`, and what each job needs under the job",
      );

const judgeTemplate = (path: string, text: string, { templates, version }: WorkflowFacts): readonly Finding[] => {
  const template = templates?.get(path);
  if (template === undefined) return [];
  const isSame = template.replaceAll("\r\n", "\n") === text.replaceAll("\r\n", "\n");
  return isSame
    ? [ok(`${path}: template`, `as zerodrift ${version} writes it`)]
    : [
        warning(
          `${path}: template`,
          `differs from what zerodrift ${version} writes`,
          "`zerodrift init --force`, then read `git diff` and keep what you changed on purpose",
        ),
      ];
};

const judgeFile = (path: string, facts: WorkflowFacts): readonly Finding[] => {
  const text = facts.files.get(path);
  if (text === undefined)
    return [error(path, "does not exist in this checkout", "`zerodrift init`, then commit the file")];
  const workflow = readWorkflow(text, path);
  if (workflow === undefined)
    return [error(path, "cannot be read as YAML", "`zerodrift init --force` writes it anew; read `git diff`")];
  return [judgePermissions(path, workflow), judgePins(path, workflow), ...judgeTemplate(path, text, facts)];
};

const environmentOf = (job: Readonly<Record<string, unknown>>): string => {
  const { environment } = job;
  const name = isRecord(environment) ? environment.name : environment;
  return typeof name === "string" ? name : "";
};

/** A workflow that is not ours and asks for our environments gets our secrets. */
const judgeStrangers = ({ files }: WorkflowFacts): readonly Finding[] => {
  const own = new Set<string>(Object.values(workflows));
  return [...files]
    .filter(([path]) => !own.has(path))
    .flatMap(([path, text]) => {
      const asks = usersIn(readWorkflow(text, path) ?? {}).some((job) => environmentOf(job).startsWith("zerodrift-"));
      return asks
        ? [
            warning(
              path,
              "uses an environment of zerodrift, and so its secrets",
              "take `environment:` out of it; give it an environment and an API client of its own",
            ),
          ]
        : [];
    });
};

/** Whether the workflows of the checkout are the ones this version knows, with no more rights than they need. */
export const judgeWorkflows = (facts: WorkflowFacts): readonly Finding[] => [
  ...Object.values(workflows).flatMap((path) => judgeFile(path, facts)),
  ...judgeStrangers(facts),
];
