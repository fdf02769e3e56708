import { GitHubError } from "./failure.ts";

/**
 * Posts something that must not be there twice. When nobody knows whether a post was heard, it is looked for before it
 * is sent once more.
 */
export const postOnce = async <T>(post: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> => {
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.facts.outcome !== "unknown") throw error;
    return (await look()) ?? (await post());
  }
};
