import { GitHubError } from "./failure.ts";

/**
 * Writes something that must not be written twice. When the answer is lost, it is looked for first, and written again
 * only when it is not there.
 */
export const once = async <T>(write: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> => {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.facts.outcome !== "unknown") throw error;
    return (await find()) ?? (await write());
  }
};
