import type { Place } from "../place.ts";
import type { Proof } from "../proof.ts";

/**
 * Why a proof is not for this run; undefined when it is. "Re-run failed jobs" keeps what earlier jobs of the run found, and
 * would let an apply skip its verification: the attempt tells.
 */
export const otherRun = (proof: Proof, { owner, repo, run }: Place): string | undefined => {
  if (proof.repository.toLowerCase() !== `${owner}/${repo}`.toLowerCase())
    return `the proof is for ${proof.repository}, not for ${owner}/${repo}`;
  if (run === undefined) return "this is no workflow run, and a proof is believed only in the run that made it";
  if (proof.run.id !== run.id) return `the proof was made in run ${proof.run.id}, and this is run ${run.id}`;
  return proof.run.attempt === run.attempt
    ? undefined
    : `the proof was made in attempt ${proof.run.attempt} of this run, and this is attempt ${run.attempt}: re-run all jobs`;
};
