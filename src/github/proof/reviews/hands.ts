import type { Account, CoAuthor, CommitFacts, PullFacts } from "../facts.ts";
import { short } from "../words.ts";

/** Somebody who had a hand in the change, as far as it can be told. */
export interface Hand {
  readonly id?: number;
  readonly login?: string;
  /** `opened the pull request`, after a name. */
  readonly did: string;
}

const noreply = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\./i;

/**
 * A trailer holds an address, not an account. GitHub's own addresses hold the account; of others only the name can be
 * compared, in case it is a login.
 */
const coAuthor = ({ name, email }: CoAuthor, sha: string): Hand => {
  const [, id, login] = noreply.exec(email) ?? [];
  return {
    ...(id === undefined ? {} : { id: Number(id) }),
    login: login ?? name,
    did: `is named as co-author of ${short(sha)}`,
  };
};

const account = ({ id, login }: Account, did: string): Hand => ({ id, login, did });

const ofCommit = ({ sha, author, committer, coAuthors }: CommitFacts): readonly Hand[] => [
  ...(author === null ? [] : [account(author, `wrote ${short(sha)}`)]),
  ...(committer === null ? [] : [account(committer, `committed ${short(sha)}`)]),
  ...coAuthors.map((one) => coAuthor(one, sha)),
];

/** Everybody whose own change this is: they do not approve it. */
export const handsOf = (
  pull: PullFacts,
  commits: readonly CommitFacts[],
  pushers: readonly Account[],
): readonly Hand[] => [
  ...(pull.author === null ? [] : [account(pull.author, "opened the pull request")]),
  ...commits.filter(({ isUpdate }) => !isUpdate).flatMap(ofCommit),
  ...pushers.map((one) => account(one, "pushed last")),
];

/** The hand that an account had in the change. */
export const handOf = ({ id, login }: Account, hands: readonly Hand[]): Hand | undefined =>
  hands.find((hand) => hand.id === id || hand.login?.toLowerCase() === login.toLowerCase());

/** Co-authors whom nobody can connect with an account. */
export const unnamedCoAuthors = (commits: readonly CommitFacts[]): readonly CoAuthor[] =>
  commits
    .filter(({ isUpdate }) => !isUpdate)
    .flatMap(({ coAuthors }) => coAuthors.filter(({ email }) => !noreply.test(email)));
