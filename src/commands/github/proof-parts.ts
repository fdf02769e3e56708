import type { GitHub } from "../../github/client.ts";
import type { ProofTools } from "../../github/proof/sources.ts";

/** What the commands that prove something are given: GitHub, and where Git, ledger and plans come from. */
export interface ProofParts extends ProofTools {
  readonly github: GitHub;
  /** For teams, whose members a job's own token cannot read. */
  readonly teamsGitHub?: GitHub;
}
