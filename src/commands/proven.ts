import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { bundleFiles, manifestText } from "../github/bundle.ts";
import { placeFrom } from "../github/place.ts";
import { otherRun } from "../github/proof/same-run.ts";
import { type Proof, proofSchema } from "../github/proof.ts";
import { gitLine, shortName } from "../history/git.ts";
import { readManifest } from "../history/manifest.ts";
import { commitOver } from "../history/merge.ts";
import type { Place } from "../history/paths.ts";
import { sha256Of } from "../model/hash.ts";
import type { CommonOptions, Environment } from "./outcome.ts";
import type { Refusal } from "./refuse.ts";
import { version } from "./version.ts";
import { configurationAt, openWorkspaceAt, placeIn, type Workspace } from "./workspace.ts";

/** A plan that was proven to be the approved one, with the repository as the proof names it. */
export interface Proven {
  readonly proof: Proof;
  readonly workspace: Workspace;
  /** For the audit log. */
  readonly approvedBy: string;
  /** The intent of an unfinished run, if the proof names one. */
  readonly intentFile: string;
}

export type ReadProof =
  | { readonly ok: true; readonly proven: Proven; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What whoever reads a refusal after the merge can do. */
export const newPullRequest = ({ pull }: Pick<Proof, "pull">): string =>
  `open a new pull request; a changed comment in one policy file is enough: its plan starts from the tenant as it is now and holds what #${pull.number} did not get done (reverting #${pull.number} works, too)`;

const refuse = (reason: string, next = "run the whole apply workflow again, not only this job"): ReadProof => ({
  ok: false,
  refusal: { title: "the approval of this plan is not proven", reasons: [reason], next },
});

const parse = (file: string): Proof | undefined => {
  try {
    const parsed = proofSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};

/** A proof is handed over inside one attempt of one run; anywhere else it is a file that somebody wrote. */
const foreignRun = (proof: Proof, { env }: Environment): string | undefined => {
  if (env.GITHUB_ACTIONS !== "true") return "a proof is believed only in the workflow run that made it";
  const place = placeFrom(env);
  return place.ok ? otherRun(proof, place.value) : place.diagnostics[0]?.message;
};

const planDiffers = (proof: Proof, planFile: string): string | undefined => {
  try {
    return sha256Of(readFileSync(planFile)) === proof.plan
      ? undefined
      : "the plan file is not the one that was approved";
  } catch {
    return "the approved plan is not here";
  }
};

const treeDiffers = async (proof: Proof, place: Place): Promise<string | undefined> => {
  const manifest = await readManifest(place, proof.commit);
  if (!manifest.ok) return `commit ${shortName(proof.commit)} cannot be read`;
  return sha256Of(manifestText(manifest.value)) === proof.manifest
    ? undefined
    : `the policies of ${shortName(proof.commit)} are not those that were planned`;
};

const approvedBy = ({ pull, approvers }: Proof): string =>
  `#${pull.number} (${approvers.map(({ login }) => login).join(", ") || "nobody had to approve"})`;

/** Checks a proof against this run, the plan file and the clone, and opens the merged commit as it was planned. */
export const openProven = async (
  options: CommonOptions & { readonly proof: string; readonly planFile: string },
  environment: Environment,
): Promise<ReadProof> => {
  const file = resolve(environment.cwd, options.proof);
  const proof = parse(file);
  if (proof === undefined) return refuse(`"${options.proof}" is no proof of this version`);
  const foreign = foreignRun(proof, environment);
  if (foreign !== undefined) return refuse(foreign);
  if (proof.tool !== version) return refuse(`it was proven for version ${proof.tool}, this is ${version}`);
  const place = placeIn(options, environment.cwd);
  const differs = planDiffers(proof, resolve(environment.cwd, options.planFile)) ?? (await treeDiffers(proof, place));
  if (differs !== undefined) return refuse(differs, newPullRequest(proof));
  const tree = await gitLine(place.root, "rev-parse", "--verify", "--quiet", `${proof.commit}^{tree}`);
  if (tree === undefined) return refuse(`commit ${shortName(proof.commit)} is not in this clone`);
  const planned = await commitOver(place.root, proof.tip, tree);
  if (!planned.ok) return planned;
  // The rules of the commit it was merged onto: a guardrail changed by the pull request itself counts from the next one on.
  const ruling = await configurationAt(place, proof.tip);
  if (!ruling.ok) return ruling;
  const at = { commit: planned.value, head: proof.commit };
  const workspace = await openWorkspaceAt(options, environment, at, ruling.value);
  if (!workspace.ok) return workspace;
  return {
    ok: true,
    proven: {
      proof,
      workspace: workspace.value,
      approvedBy: approvedBy(proof),
      intentFile: join(dirname(file), bundleFiles.intent),
    },
    diagnostics: workspace.diagnostics,
  };
};

/** Whether the tenant that answered is the one the approved plan is for. */
export const isTenantOf = ({ tenant }: Proof, name: { readonly cloud: string; readonly customerId: string }): boolean =>
  tenant.cloud === name.cloud && tenant.customerId === name.customerId;
