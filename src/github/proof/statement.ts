import { sha256Of } from "../../model/hash.ts";
import { bundleFiles } from "../bundle.ts";
import type { Place } from "../place.ts";
import type { Proof } from "../proof.ts";
import type { Facts, PlanFacts, PullFacts } from "./facts.ts";
import type { Verdict } from "./judge.ts";
import { pullOf } from "./pull-of-commit.ts";
import type { RecordRequest } from "./sources.ts";

/** What was proven, in the words of a proof and of a record. */
export interface Statement {
  readonly record: RecordRequest;
  /** @param id the record that was opened */
  readonly proof: (id: number) => Proof;
}

interface Proven {
  readonly commit: string;
  readonly pull: PullFacts;
  readonly plan: PlanFacts;
}

const provenOf = (facts: Facts): Proven | undefined => {
  const pull = pullOf(facts);
  const plan = facts.plan.ok ? facts.plan.value.chosen : null;
  return pull === undefined || plan === null || facts.commit?.ok !== true
    ? undefined
    : { commit: facts.commit.value.sha, pull, plan };
};

const unfinishedOf = ({ ledger }: Facts): Proof["unfinished"] => {
  const unfinished = ledger.ok ? ledger.value.unfinished : null;
  if (unfinished === null) return null;
  const { record, digest, staging } = unfinished;
  return { record, digest, staging };
};

/** Undefined unless the verdict is that a plan may be applied. */
export const statementOf = (facts: Facts, verdict: Verdict, { owner, repo, run }: Place): Statement | undefined => {
  const proven = provenOf(facts);
  if (verdict.outcome !== "proven" || proven === undefined || run === undefined) return undefined;
  const { commit, pull, plan } = proven;
  const { base, tip, tool, tenant, digest, manifest, plan: planHash } = plan.binding;
  if (tenant === null || digest === null || manifest === null || planHash === null) return undefined;
  const { artifact } = plan;
  const { head, number, title } = pull;
  return {
    record: {
      ...{ commit, digest, head, pull: number, base, artifact },
      approvers: verdict.approvers.map(({ login }) => login),
    },
    proof: (record) => ({
      version: 1,
      repository: `${owner}/${repo}`,
      run,
      commit,
      pull: { number, head, title },
      ...{ base, tip, tool, tenant, artifact, plan: planHash, digest, manifest, record },
      approvers: [...verdict.approvers],
      unfinished: unfinishedOf(facts),
    }),
  };
};

const hashOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : sha256Of(bytes);

/** Whether the files that are handed on are the ones that were judged. */
export const areJudged = (files: ReadonlyMap<string, Uint8Array>, proof: Pick<Proof, "plan" | "manifest">): boolean =>
  hashOf(files.get(bundleFiles.plan)) === proof.plan && hashOf(files.get(bundleFiles.manifest)) === proof.manifest;
