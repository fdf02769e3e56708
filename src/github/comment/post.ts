import type { Author } from "../author.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../failure.ts";
import { postOnce } from "../once.ts";
import { believed } from "./believed.ts";
import { changedText } from "./body.ts";
import { type Decision, type DigestChange, decideComment, type Wanted } from "./decide.ts";
import { findComments, type OurComment } from "./find.ts";
import { renderMarker } from "./marker.ts";

/** What became of a comment. */
export interface Posted {
  readonly did: "created" | "updated" | "equal" | "older" | "silent";
  /** Its page; absent where there is none. */
  readonly url?: string;
}

interface Made {
  readonly id: number;
  readonly url: string;
}

const create = (github: GitHub, pull: number, body: string, author: Author): Promise<Made> =>
  postOnce(
    async () => {
      const { data } = await github.rest.issues.createComment({ ...github.at, issue_number: pull, body });
      return { id: data.id, url: data.html_url };
    },
    async () => {
      const [marker] = body.split("\n", 1);
      const all = await findComments(github, pull, author);
      return all.find((one) => one.body.split(/\r?\n/, 1)[0] === marker);
    },
  );

const outdate = `mutation ($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { clientMutationId } }`;

/** REST has no word for it. An answer of GraphQL that tells of errors has the status 200. */
const minimize = async (github: GitHub, others: readonly OurComment[]): Promise<void> => {
  for (const { nodeId, isMinimized } of others) {
    if (isMinimized) continue;
    try {
      await github.graphql(outdate, { id: nodeId });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "GraphqlResponseError") throw error;
      const facts = { method: "POST", path: "/graphql", outcome: "not-executed" } as const;
      throw new GitHubError(`GitHub refused minimizeComment: ${error.message}`, facts);
    }
  }
};

const noticeOf = ({ marker, text }: Wanted, change: DigestChange): string =>
  `${renderMarker({ ...marker, kind: "changed" })}\n${changedText(change, text, marker.head)}`;

/** Edits notify nobody; that a plan is no more the one that was approved has to. Said once, also when a step is repeated. */
const announce = async (
  github: GitHub,
  pull: number,
  wanted: Wanted,
  change: DigestChange,
  said: readonly OurComment[],
  author: Author,
): Promise<void> => {
  const last = said.find(({ marker: { kind } }) => kind === "changed");
  if (last?.marker.digest === change.to && last.marker.head === wanted.marker.head) return;
  await create(github, pull, noticeOf(wanted, change), author);
};

const carryOut = async (
  github: GitHub,
  pull: number,
  decision: Decision,
  shown: OurComment | undefined,
  author: Author,
): Promise<Posted> => {
  switch (decision.do) {
    case "create":
      return { did: "created", url: (await create(github, pull, decision.body, author)).url };
    case "update": {
      const { id: comment_id, body } = decision;
      const { data } = await github.rest.issues.updateComment({ ...github.at, comment_id, body });
      return { did: "updated", url: data.html_url };
    }
    case "nothing":
      return { did: decision.because, ...(shown === undefined ? {} : { url: shown.url }) };
  }
};

/** Keeps the one comment of a pull request: made once, rewritten in place, never by an older run. */
export const postComment = async (github: GitHub, pull: number, wanted: Wanted, author: Author): Promise<Posted> => {
  const all = await findComments(github, pull, author);
  const { kind, record } = wanted.marker;
  const [found, ...others] = all.filter(({ marker }) => marker.kind === kind && marker.record === record);
  const shown = found === undefined ? undefined : await believed(github, found, wanted);
  const decision = decideComment(shown, wanted);
  if (decision.do === "update" && decision.change !== undefined)
    await announce(github, pull, wanted, decision.change, all, author);
  const posted = await carryOut(github, pull, decision, shown, author);
  await minimize(github, others);
  return posted;
};
