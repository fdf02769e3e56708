import { systemClock } from "../../clients/clock.ts";
import { clockRateFrom } from "../../clients/connection.ts";
import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import { type Bundle, readBundle } from "../../github/artifacts/download.ts";
import { plansFor, type TrustedArtifact } from "../../github/artifacts/list.ts";
import { publicationOf } from "../../github/artifacts/publication.ts";
import { bundleFiles } from "../../github/bundle.ts";
import type { GitHub } from "../../github/client.ts";
import { type Ledger, readLedger } from "../../github/ledger/read.ts";
import { repairRecord } from "../../github/ledger/repair.ts";
import { openRecord } from "../../github/ledger/write.ts";
import { workflows } from "../../github/names.ts";
import type { ApprovalRules, LedgerFacts, PlanSearch } from "../../github/proof/facts.ts";
import { known, type Read, unknown } from "../../github/proof/read.ts";
import type { ProofSources } from "../../github/proof/sources.ts";
import { stricter } from "../../github/proof/stricter.ts";
import { type Repository, readRepository } from "../../github/repository.ts";
import type { CommonOptions, Environment } from "../outcome.ts";
import { version } from "../version.ts";
import { configurationAt } from "../workspace.ts";
import { type Clone, openClone } from "./clone.ts";
import { unfinishedIntent, unfinishedRun } from "./ledger.ts";
import { openFrom } from "./open.ts";
import { gitSources, rulesAt } from "./proof-git.ts";
import type { ProofParts } from "./proof-parts.ts";
import { unappliedCommits } from "./unapplied.ts";

interface Context {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly clone: Clone;
  readonly tenant: string;
  /** Whether records may be written: then one that GitHub missed is closed first. */
  readonly writes: boolean;
  readonly environment: Environment;
}

const read = ({ github, repository, clone, tenant }: Context): Promise<Ledger> =>
  readLedger(github, tenant, clone, { repository });

const readRepaired = async (context: Context): Promise<Ledger> => {
  const ledger = await read(context);
  if (ledger.unfinished === null || !context.writes) return ledger;
  const repaired = await repairRecord(context.github, ledger.unfinished);
  if (repaired === undefined) return ledger;
  context.environment.report(`record ${ledger.unfinished.id} was left open and is closed now: ${repaired.state}`);
  return read(context);
};

const relationOf = async (
  { clone }: Context,
  base: string | null,
  commit: string | undefined,
): Promise<LedgerFacts["relation"]> => {
  if (commit === undefined) return null;
  if (base === commit) return "equal";
  return base === null || !(await clone.isAncestor(commit, base)) ? "after" : "before";
};

/** Runs of the apply workflow that have not ended; one that waits for its turn has no record yet. */
const runningApplies = async ({ github, repository }: Context): Promise<LedgerFacts["running"]> => {
  const { data } = await github.rest.actions.listWorkflowRuns({
    ...github.at,
    workflow_id: workflows.apply.split("/").at(-1) ?? "",
    branch: repository.defaultBranch,
    per_page: 30,
  });
  return data.workflow_runs
    .filter(({ status, id }) => status !== "completed" && id !== github.place.run?.id)
    .map(({ id }) => ({ runId: id, pull: null }));
};

const factsOf = async (context: Context, ledger: Ledger, commit: string | undefined): Promise<LedgerFacts> => {
  const { base, unfinished, warnings } = ledger;
  const run = unfinishedRun(ledger);
  return {
    base,
    relation: await relationOf(context, base, commit),
    // After the merge this very run is one of them, and they queue.
    running: commit === undefined ? await runningApplies(context) : [],
    unfinished:
      unfinished === null || run === null ? null : { record: unfinished.id, commit: unfinished.commit, ...run },
    warnings,
    ...(commit === undefined || base === null
      ? {}
      : { unapplied: await unappliedCommits(context.clone, base, commit) }),
  };
};

/** What the rules were when something was applied last; undefined: nothing was. */
const appliedRules = async ({ clone }: Context, { base }: Ledger): Promise<Read<ApprovalRules | undefined>> =>
  base === null ? known(undefined) : rulesAt(clone, base);

interface Found {
  readonly search: PlanSearch;
  readonly artifact?: TrustedArtifact;
  readonly bundle?: Bundle;
}

const findPlan = async ({ github, repository, clone }: Context, head: string): Promise<Read<Found>> => {
  const { trusted, rejected: others } = await plansFor(github, head, repository, (commit) =>
    clone.isAncestor(commit, clone.tip),
  );
  const rejected = others.map(({ artifact, reason }) => ({ artifact: artifact.id, reason }));
  const [artifact] = trusted;
  if (artifact === undefined) return known({ search: { chosen: null, rejected } });
  const bundle = await readBundle(github, artifact);
  if (!bundle.ok) return unknown(bundle.diagnostics[0]?.message ?? "the plan cannot be read");
  const { binding, manifest } = bundle.value;
  const published = await publicationOf(github, trusted, bundle.value);
  const chosen = {
    artifact: { id: artifact.id, runId: artifact.runId },
    createdAt: artifact.createdAt,
    // Without a plan nothing was published that could be approved.
    publishedAt: published ?? artifact.createdAt,
    binding,
    // The download has compared them with the bytes.
    found: { plan: binding.plan, manifest: binding.manifest, digest: digestIn(bundle.value) },
    manifest: manifest ?? null,
  };
  return known({ search: { chosen, rejected }, artifact, bundle: bundle.value });
};

/** The digest that plan.json itself names. */
const digestIn = ({ texts }: Bundle): string | null => {
  try {
    const plan = JSON.parse(texts.plan ?? "null") as { readonly digest?: unknown } | null;
    return typeof plan?.digest === "string" ? plan.digest : null;
  } catch {
    return null;
  }
};

const filesFrom = (bundle: Bundle, intent: string | undefined): ReadonlyMap<string, Uint8Array> => {
  const { plan, binding, manifest } = bundle.texts;
  const texts = { [bundleFiles.plan]: plan, [bundleFiles.binding]: binding, [bundleFiles.manifest]: manifest };
  // Beside an approved plan lies what an unfinished run had planned, if there is one, and never its own.
  const all = Object.entries({ ...texts, [bundleFiles.intent]: intent });
  return new Map(all.flatMap(([name, text]) => (text === undefined ? [] : [[name, Buffer.from(text)]])));
};

const sourcesIn = (context: Context): ProofSources => {
  const { github, repository, clone, tenant, environment } = context;
  let ledger: Ledger | undefined;
  const plans = new Map<string, Read<Found>>();
  const inGit = gitSources(clone);
  return {
    ...inGit,
    tool: version,
    async approvals(subject) {
      ledger ??= await readRepaired(context);
      const [before, applied] = await Promise.all([inGit.approvals(subject), appliedRules(context, ledger)]);
      if (!before.ok || !applied.ok || applied.value === undefined) return before.ok && !applied.ok ? applied : before;
      return known(stricter(before.value, applied.value));
    },
    async ledger(commit) {
      ledger ??= await readRepaired(context);
      return known(await factsOf(context, ledger, commit));
    },
    async plans(head) {
      const found = plans.get(head) ?? (await findPlan(context, head));
      plans.set(head, found);
      return found.ok ? known(found.value.search) : found;
    },
    async files(artifactId) {
      const found = [...plans.values()].flatMap((one) => (one.ok ? [one.value] : []));
      const bundle = found.find(({ artifact }) => artifact?.id === artifactId)?.bundle;
      if (bundle === undefined) return new Map();
      const unfinished = ledger?.unfinished ?? null;
      const intent = ledger === undefined ? undefined : await unfinishedIntent(github, ledger, repository, clone);
      if (unfinished !== null && intent === undefined)
        environment.report("what the unfinished apply had planned cannot be read any more");
      return filesFrom(bundle, intent);
    },
    openRecord(record) {
      const { commit, ...intent } = record;
      const { run } = github.place;
      if (run === undefined) throw new Error("a record is opened in a run only");
      return openRecord(github, { tenant, commit, intent: { version: 1, ...intent, run } });
    },
  };
};

/** Everything the proof is made from, in the clone of a job. */
export const openProofParts = async (
  options: CommonOptions & { readonly writes: boolean },
  environment: Environment,
): Promise<Checked<ProofParts>> => {
  const github = openFrom(environment);
  if (!github.ok) return github;
  const repository = await readRepository(github.value);
  const clone = await openClone(options, github.value.place, environment, repository.defaultBranch);
  if (!clone.ok) return clone;
  const configuration = await configurationAt(clone.value, clone.value.tip);
  if (!configuration.ok) return configuration;
  const { tenant } = configuration.value;
  const { writes } = options;
  const context = { github: github.value, repository, clone: clone.value, tenant, writes, environment };
  const clock = systemClock(clockRateFrom(environment.env, github.value.place.apiUrl));
  const teams = openFrom({
    ...environment,
    env: { ...environment.env, GITHUB_TOKEN: environment.env.ZERODRIFT_TEAMS_TOKEN },
  });
  return checked(
    {
      github: github.value,
      sources: sourcesIn(context),
      sleep: (ms) => clock.sleep(ms, environment.signal),
      ...(teams.ok ? { teamsGitHub: teams.value } : {}),
    },
    [],
  );
};
