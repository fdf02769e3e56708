import { GitHubError } from "../github/failure.ts";
import { markStaging } from "../github/ledger/write.ts";
import type { Proof } from "../github/proof.ts";
import { openFrom } from "./github/open.ts";
import type { Environment } from "./outcome.ts";

/**
 * Right before the first ZIA write the record says that staging begins: whoever comes after a lost runner knows then whose
 * the staged changes are. Where that cannot be said, nothing is staged.
 */
export const noteStaging = async ({ record }: Proof, environment: Environment): Promise<string | undefined> => {
  const github = openFrom(environment);
  if (!github.ok) return github.diagnostics[0]?.message ?? "GitHub cannot be reached";
  try {
    await markStaging(github.value, record);
    return undefined;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return `the record of this apply cannot be kept, so nothing is staged in ZIA: ${error.message}`;
  }
};
