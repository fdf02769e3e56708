import { resolve } from "node:path";
import { refusalCode } from "../../diagnostics/guardrails.ts";
import { annotateDiagnostics, annotatePlan } from "../../github/annotations.ts";
import type { PlanBinding } from "../../github/bundle.ts";
import { renderNoPlanComment } from "../../github/comment/plan-comment.ts";
import { readLedger } from "../../github/ledger/read.ts";
import { readRepository } from "../../github/repository.ts";
import { headlineText } from "../../plan/render/headline.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { failed } from "../show.ts";
import { version } from "../version.ts";
import { configurationAt } from "../workspace.ts";
import { openClone } from "./clone.ts";
import { openFrom } from "./open.ts";
import { type Outcome, type PlanPullOptions, planMerge, type Subject } from "./plan-merge.ts";
import { writeBundle } from "./write-bundle.ts";

const bindingOf = (
  subject: Subject,
  outcome: Outcome,
): Omit<PlanBinding, "plan" | "manifest" | "digest" | "counts"> => {
  const plan = "planned" in outcome ? outcome.planned.plan : undefined;
  return {
    version: 1,
    tool: version,
    repositoryId: subject.repository.id,
    pull: subject.options.pr,
    head: subject.options.head,
    tip: subject.clone.tip,
    base: subject.ledger.base,
    tenant: plan?.tenant ?? null,
    verdict: plan === undefined ? "invalid" : refusalCode(plan.diagnostics) === undefined ? "accepted" : "refused",
    headline: "planned" in outcome ? headlineText(outcome.planned.plan) : `no plan: ${outcome.problem.title}`,
  };
};

const write = (subject: Subject, outcome: Outcome): CommandResult => {
  const folder = resolve(subject.environment.cwd, subject.options.outDir);
  const binding = bindingOf(subject, outcome);
  const { verdict, headline } = binding;
  if ("problem" in outcome) {
    const { none } = outcome.problem;
    const comment = renderNoPlanComment(subject.ruling.tenant, none);
    const diagnostics = none.why === "mistakes" ? none.diagnostics : [];
    writeBundle(folder, { binding, comment, annotations: annotateDiagnostics(diagnostics) });
    const output = `${JSON.stringify({ verdict, headline, diagnostics }, null, 2)}\n`;
    return { exitCode: 0, output, outputs: { verdict }, summary: comment };
  }
  const { planned, comment } = outcome;
  writeBundle(folder, { binding, planned, comment, annotations: annotatePlan(planned.plan) });
  const { digest } = planned.plan;
  const output = `${JSON.stringify({ verdict, headline, digest }, null, 2)}\n`;
  return { exitCode: 0, output, outputs: { verdict, digest }, summary: comment };
};

const movedOn = (pr: number, now: string): CommandResult => ({
  exitCode: 0,
  notes: `#${pr} has moved on to ${now.slice(0, 7)}; its newer run plans it`,
  outputs: { verdict: "moved" },
  summary: `Nothing planned: the pull request has moved on to \`${now.slice(0, 7)}\`, whose own run plans it.`,
});

/** Plans a pull request as data and writes what belongs to its plan into a folder. Writes nothing to GitHub or the tenant. */
export const planPull = async (options: PlanPullOptions, environment: Environment): Promise<CommandResult> => {
  const github = openFrom(environment);
  if (!github.ok) return failed(github.diagnostics, environment, options.format);
  const { at, rest, place } = github.value;
  const [repository, pull] = await Promise.all([
    readRepository(github.value),
    rest.pulls.get({ ...at, pull_number: options.pr }),
  ]);
  if (pull.data.head.sha !== options.head) return movedOn(options.pr, pull.data.head.sha);
  const clone = await openClone(options, place, environment, repository.defaultBranch);
  if (!clone.ok) return failed(clone.diagnostics, environment, options.format);
  const fetched = await clone.value.fetch([options.head]);
  if (!fetched.ok) return failed(fetched.diagnostics, environment, options.format);
  const ruling = await configurationAt(clone.value, clone.value.tip);
  if (!ruling.ok) return failed(ruling.diagnostics, environment, options.format);
  const ledger = await readLedger(github.value, ruling.value.tenant, clone.value, { repository });
  for (const warning of ledger.warnings) environment.report(warning);
  const subject: Subject = {
    github: github.value,
    clone: clone.value,
    repository,
    ruling: ruling.value,
    ledger,
    options,
    environment,
  };
  const outcome = await planMerge(subject);
  return "unreachable" in outcome ? failed(outcome.unreachable, environment, options.format) : write(subject, outcome);
};
