import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ApiError } from "../clients/errors.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { countDiagnostics } from "../diagnostics/format.ts";
import { countStates, type Finding, findingsIn } from "../doctor/finding.ts";
import { type Examined, examinePipeline } from "../doctor/pipeline.ts";
import { readGit, readWorkflowFiles } from "../doctor/read-repository.ts";
import { readTenantFacts } from "../doctor/read-tenant.ts";
import { renderDoctorJson, renderDoctorMarkdown, renderDoctorText } from "../doctor/render.ts";
import { judgeRepository } from "../doctor/repository.ts";
import { judgeTenant } from "../doctor/tenant.ts";
import { judgeWorkflows } from "../doctor/workflow-files.ts";
import { type Configuration, defaultConfiguration, readConfiguration } from "../documents/configuration.ts";
import { openGitHub } from "../github/client.ts";
import { placeFrom } from "../github/place.ts";
import type { KindName } from "../model/address.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { openTenant } from "./tenant.ts";
import { oldestNode, version } from "./version.ts";
import { openWorkspace } from "./workspace.ts";

/** What the doctor knows before it looks outside. */
interface Patient {
  readonly root: string;
  readonly configuration: Configuration;
  readonly declared: ReadonlySet<KindName>;
  readonly resources: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A broken document must not keep the doctor from looking at the rest: then the configuration is read as far as it goes. */
const admit = async (options: CommonOptions, environment: Environment): Promise<Patient> => {
  const workspace = await openWorkspace(options, environment);
  if (workspace.ok) {
    const { root, configuration, desired } = workspace.value;
    const declared = new Set(desired.resources.map(({ kind }) => kind));
    const resources = desired.resources.length;
    return { root, configuration, declared, resources, diagnostics: workspace.diagnostics };
  }
  const path = resolve(environment.cwd, options.config ?? "zerodrift.yaml");
  const read = existsSync(path) ? readConfiguration(readFileSync(path, "utf8"), path) : undefined;
  return {
    root: resolve(path, ".."),
    configuration: read?.configuration ?? defaultConfiguration,
    declared: new Set(),
    resources: 0,
    diagnostics: workspace.diagnostics,
  };
};

const examineRepository = async ({ root, diagnostics, resources }: Patient): Promise<readonly Finding[]> =>
  judgeRepository({
    mistakes: diagnostics.some(isError) ? countDiagnostics(diagnostics) : undefined,
    resources,
    node: { version: process.versions.node, oldest: oldestNode },
    ...(await readGit(root)),
  });

const usesSandbox = ({ connection }: Configuration): boolean => connection !== undefined && "sandbox" in connection;

const notOpened = (diagnostics: readonly Diagnostic[]): readonly Finding[] => {
  const { error, unknown } = findingsIn("tenant");
  const isMissing = diagnostics.filter(isError).every(({ code }) => code === "missing-credentials");
  return diagnostics
    .filter(isError)
    .map(({ message, hint = "docs/getting-started.md names the variables" }) =>
      (isMissing ? unknown : error)(isMissing ? "credentials" : "connection", message, hint),
    );
};

const examineTenant = async (patient: Patient, environment: Environment): Promise<readonly Finding[]> => {
  const { configuration, root, declared } = patient;
  const tenant = await openTenant(configuration, root, environment);
  if (!tenant.ok) return notOpened(tenant.diagnostics);
  const { api, close } = tenant.value;
  try {
    return judgeTenant(
      await readTenantFacts({ api, products: configuration.products, declared, now: environment.now }),
    );
  } catch (failure) {
    if (!(failure instanceof ApiError) || environment.signal.aborted) throw failure;
    return [findingsIn("tenant").error("log in", failure.message, "run again; look at ZSCALER_CLOUD and the network")];
  } finally {
    await close();
  }
};

const notAsked: Examined = {
  findings: [
    findingsIn("pipeline").unknown(
      "GitHub",
      "was not asked: GITHUB_TOKEN and GITHUB_REPOSITORY are not both set",
      "`GITHUB_TOKEN=$(gh auth token) GITHUB_REPOSITORY=owner/repository zerodrift doctor`",
    ),
  ],
  defaultBranch: undefined,
};

const askGitHub = async (
  { configuration }: Patient,
  files: ReadonlyMap<string, string>,
  environment: Environment,
): Promise<Examined> => {
  const { env, signal, report, now } = environment;
  const place = placeFrom(env);
  if (!place.ok) {
    const { error } = findingsIn("pipeline");
    const found = place.diagnostics.map(({ message, hint = "docs/github.md" }) => error("GitHub", message, hint));
    return { findings: found, defaultBranch: undefined };
  }
  const { tenant, approvals } = configuration;
  return examinePipeline(openGitHub(place.value, { userAgent: `zerodrift/${version}`, report, signal }), {
    tenant,
    approvals,
    needsSecrets: !usesSandbox(configuration),
    files,
    now: now(),
  });
};

const isNamed = ({ env }: Environment): boolean => Boolean(env.GITHUB_TOKEN) && Boolean(env.GITHUB_REPOSITORY);

/** Workflow files as this version writes them for a repository, by path. */
export type WorkflowsFor = (home: {
  readonly tenant: string;
  /** The default branch. */
  readonly branch: string;
}) => ReadonlyMap<string, string>;

const examineGitHub = async (
  patient: Patient,
  environment: Environment,
  workflowsFor: WorkflowsFor | undefined,
): Promise<readonly Finding[]> => {
  const files = await readWorkflowFiles(patient.root);
  const isAsked = isNamed(environment);
  const { findings, defaultBranch } = isAsked ? await askGitHub(patient, files, environment) : notAsked;
  // Whoever neither names GitHub nor has our workflows does without the flow; nothing is missing there.
  const isUsed = isAsked || [...files.keys()].some((path) => path.includes("/zerodrift-"));
  if (!isUsed) return findings;
  const { tenant } = patient.configuration;
  // Workflows on the embedded tenant hand its file from run to run, which nothing that `init` writes does.
  const isComparable = defaultBranch !== undefined && !usesSandbox(patient.configuration);
  const templates = isComparable ? workflowsFor?.({ tenant, branch: defaultBranch }) : undefined;
  return [...findings, ...judgeWorkflows({ files, templates, version })];
};

const render = (tenant: string, findings: readonly Finding[], { format }: CommonOptions, color: boolean): string => {
  if (format === "json") return renderDoctorJson(tenant, findings);
  return format === "text" ? renderDoctorText(tenant, findings, color) : renderDoctorMarkdown(tenant, findings);
};

/**
 * Looks at the tenant, the checkout and the pipeline, and says what to mend. Writes to none of them.
 *
 * @param workflowsFor without it, workflow files are not compared with what this version writes
 */
export const doctor = async (
  options: CommonOptions,
  environment: Environment,
  workflowsFor?: WorkflowsFor,
): Promise<CommandResult> => {
  const patient = await admit(options, environment);
  const { tenant } = patient.configuration;
  const findings = [
    ...(await examineTenant(patient, environment)),
    ...(await examineRepository(patient)),
    ...(await examineGitHub(patient, environment, workflowsFor)),
  ];
  return {
    exitCode: countStates(findings).error > 0 ? 1 : 0,
    output: render(tenant, findings, options, environment.color.out),
    summary: renderDoctorMarkdown(tenant, findings),
  };
};
