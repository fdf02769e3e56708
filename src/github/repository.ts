import type { GitHub } from "./client.ts";

/** The repository a step works for. Its id stays when it is renamed, and belongs to no other. */
export interface Repository {
  readonly id: number;
  readonly defaultBranch: string;
}

/** Asks GitHub, whatever an event says. */
export const readRepository = async (github: GitHub): Promise<Repository> => {
  const { data } = await github.rest.repos.get(github.at);
  return { id: data.id, defaultBranch: data.default_branch };
};
