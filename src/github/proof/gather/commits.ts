import type { GitHub } from "../../client.ts";
import type { CoAuthor, CommitFacts } from "../facts.ts";
import { accountFrom } from "./account.ts";

const trailer = /^co-authored-by:\s*(.*?)\s*<([^<>]*)>\s*$/gim;

/** Those whom a commit message names as co-authors. Any line counts, not only those of the last paragraph. */
export const coAuthorsIn = (message: string): readonly CoAuthor[] =>
  [...message.matchAll(trailer)].map(([, name = "", email = ""]) => ({ name, email }));

/** Whether a merge commit only brings in the default branch; asked of Git. */
export type IsUpdate = (commit: { readonly sha: string; readonly parents: readonly string[] }) => Promise<boolean>;

/** The commits of a pull request with everybody they name. GitHub lists 250 at most. */
export const readCommits = async (
  github: GitHub,
  number: number,
  isUpdate: IsUpdate,
): Promise<readonly CommitFacts[]> => {
  const listed = await github.paginate(github.rest.pulls.listCommits, {
    ...github.at,
    pull_number: number,
    per_page: 100,
  });
  const commits: CommitFacts[] = [];
  for (const { sha, parents: listedParents, author, committer, commit } of listed) {
    const parents = listedParents.map((parent) => parent.sha);
    commits.push({
      sha,
      parents,
      author: accountFrom(author),
      committer: accountFrom(committer),
      coAuthors: coAuthorsIn(commit.message),
      isUpdate: parents.length === 2 && (await isUpdate({ sha, parents })),
    });
  }
  return commits;
};
