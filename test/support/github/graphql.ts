import { buildSchema, graphqlSync } from "graphql";
import { commentWith } from "./issues.ts";
import { type Body, node } from "./objects.ts";
import { isAdmitted } from "./permissions.ts";
import type { Comment, Token, World } from "./world.ts";

/** The part of GitHub's schema that has no counterpart in REST. */
const schema = buildSchema(`
  enum ReportedContentClassifiers { ABUSE DUPLICATE LOW_QUALITY OFF_TOPIC OUTDATED RESOLVED SPAM }
  interface Minimizable { isMinimized: Boolean! minimizedReason: String viewerCanMinimize: Boolean! }
  type IssueComment implements Minimizable {
    id: ID!
    isMinimized: Boolean!
    minimizedReason: String
    viewerCanMinimize: Boolean!
  }
  input MinimizeCommentInput { clientMutationId: String subjectId: ID! classifier: ReportedContentClassifiers! }
  type MinimizeCommentPayload { clientMutationId: String minimizedComment: Minimizable }
  type Actor { login: String! }
  type Query { viewer: Actor! }
  type Mutation { minimizeComment(input: MinimizeCommentInput!): MinimizeCommentPayload }
`);

class Refused extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const find = (world: World, subject: string): Comment => {
  for (const issue of world.issues.values())
    for (const comment of issue.comments) if (node("IssueComment", comment.id) === subject) return comment;
  throw new Refused("NOT_FOUND", `Could not resolve to a node with the global id of '${subject}'`);
};

const minimize = (world: World, token: Token, input: Body): Body => {
  const comment = find(world, input.subjectId);
  const [issue] = commentWith(world, comment.id)!;
  if (!isAdmitted(token.permissions, "issues/update-comment", issue.isPull))
    throw new Refused("FORBIDDEN", "Resource not accessible by integration");
  comment.minimized = input.classifier;
  return {
    clientMutationId: input.clientMutationId,
    minimizedComment: {
      __typename: "IssueComment",
      id: input.subjectId,
      isMinimized: true,
      minimizedReason: input.classifier.toLowerCase(),
      viewerCanMinimize: true,
    },
  };
};

/** What GraphQL answers, always with status 200, and what the schema says against the query. */
export const answerGraphql = (
  world: World,
  token: Token,
  asked: Body,
): { readonly body: Body; readonly problems: readonly string[] } => {
  const result = graphqlSync({
    schema,
    source: String(asked.query),
    variableValues: asked.variables ?? {},
    rootValue: {
      viewer: () => ({ login: token.actor.login }),
      minimizeComment: ({ input }: { input: Body }) => minimize(world, token, input),
    },
  });
  const errors = result.errors ?? [];
  return {
    body: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(errors.length === 0
        ? {}
        : {
            errors: errors.map((error) => ({
              message: error.message,
              ...(error.originalError instanceof Refused ? { type: error.originalError.type, path: error.path } : {}),
            })),
          }),
    },
    problems: errors.filter(({ originalError }) => !(originalError instanceof Refused)).map(({ message }) => message),
  };
};
