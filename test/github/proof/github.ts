import nock from "nock";
import { type GitHub, openGitHub } from "../../../src/github/client.ts";
import type { Account, PullFacts, Review } from "../../../src/github/proof/facts.ts";
import { known } from "../../../src/github/proof/read.ts";
import type { ProofSources } from "../../../src/github/proof/sources.ts";
import * as scene from "./facts.ts";

const origin = "http://127.0.0.1:9";
const root = "/repos/acme/policy";

/** GitHub at an address where nobody listens; nock answers. */
export const open = (): GitHub =>
  openGitHub(
    {
      owner: "acme",
      repo: "policy",
      apiUrl: origin,
      serverUrl: origin,
      token: "t",
      run: { id: 77, attempt: 1 },
    },
    { userAgent: "test", clockRate: 1000 },
  );

const userOf = (account: Account | null) => account;

export const pullAnswer = (pull: PullFacts, commits = 1) => ({
  number: pull.number,
  title: pull.title,
  state: pull.state,
  user: userOf(pull.author),
  head: {
    sha: pull.head,
    ref: pull.headBranch,
    repo:
      pull.headRepository === null
        ? null
        : { id: pull.headRepository.id, name: pull.headRepository.name, owner: { login: pull.headRepository.owner } },
  },
  base: { ref: pull.baseBranch, repo: { id: pull.baseRepositoryId } },
  merged_at: pull.mergedAt,
  merge_commit_sha: pull.mergeCommit,
  commits,
});

const reviewAnswer = (review: Review) => ({
  id: review.id,
  user: userOf(review.account),
  state: review.state,
  commit_id: review.commit,
  submitted_at: review.at ?? undefined,
});

export interface Told {
  readonly pull: PullFacts;
  readonly connected: readonly PullFacts[];
  readonly reviews: readonly Review[];
  readonly message: string;
}

/** Answers, as often as asked, for one pull request by `author`, approved by whoever the reviews name. */
export const tell = (given: Partial<Told> = {}) => {
  const told: Told = {
    pull: scene.pull(),
    connected: [given.pull ?? scene.pull()],
    reviews: [scene.approval()],
    message: "policies: block gambling",
    ...given,
  };
  const asked: string[] = [];
  const on = (path: string | RegExp, answer: (uri: string) => unknown, status = 200) =>
    nock(origin)
      .persist()
      .get(path)
      .query(true)
      .reply(({ url }) => {
        asked.push(url);
        return [status, answer(url) as nock.Body];
      });
  const { pull } = told;
  on(root, () => ({ id: 7, default_branch: "main", owner: { type: "Organization" } }));
  on(new RegExp(`^${root}/commits/[0-9a-f]+/pulls`), () => told.connected.map((one) => pullAnswer(one)));
  on(`${root}/pulls/${pull.number}`, () => pullAnswer(pull));
  on(`${root}/pulls/${pull.number}/commits`, () => [
    {
      sha: pull.head,
      parents: [{ sha: scene.first }],
      author: scene.author,
      // GitHub says this where no account has the address.
      committer: {},
      commit: { message: told.message },
    },
  ]);
  on(`${root}/activity`, () => [{ before: scene.first, after: pull.head, actor: scene.author }]);
  on(`${root}/pulls/${pull.number}/reviews`, () => told.reviews.map(reviewAnswer));
  on(`${root}/rules/branches/main`, () => scene.goodRules);
  const people = [scene.ann, scene.bob];
  on(new RegExp(`^${root}/collaborators/[^/]+/permission`), (uri) => {
    const user = people.find(({ login }) => uri.includes(`/${login}/`));
    return { permission: user === undefined ? "none" : "write", user: user ?? null };
  });
  return { asked };
};

/** The other parts, as they would be for the same pull request. */
export const sources = (given: Partial<ProofSources> = {}): ProofSources => ({
  tool: "0.1.0",
  commit: () => Promise.resolve(known(scene.mergeCommit())),
  trees: () => Promise.resolve(known(scene.trees())),
  approvals: () => Promise.resolve(known(scene.approvals())),
  isUpdate: () => Promise.resolve(false),
  ledger: (commit) => Promise.resolve(known(scene.ledger({ relation: commit === undefined ? null : "after" }))),
  plans: () => Promise.resolve(known({ chosen: scene.plan(), rejected: [] })),
  files: () => Promise.resolve(new Map()),
  openRecord: () => Promise.resolve(9000),
  ...given,
});
