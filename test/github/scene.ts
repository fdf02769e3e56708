import nock from "nock";
import { type GitHub, openGitHub } from "../../src/github/client.ts";
import type { Place } from "../../src/github/place.ts";

export const head = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";
export const otherHead = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

/** Port 9 answers nobody: a request without an interceptor fails. */
export const place: Place = {
  owner: "acme",
  repo: "policies",
  apiUrl: "http://127.0.0.1:9",
  serverUrl: "https://github.example",
  token: "t",
  run: { id: 501, attempt: 1 },
};

/** What a workflow's step is told, in the same repository. */
export const stepEnv: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: "t",
  GITHUB_REPOSITORY: "acme/policies",
  GITHUB_API_URL: place.apiUrl,
  GITHUB_SERVER_URL: place.serverUrl,
  GITHUB_RUN_ID: "501",
  GITHUB_RUN_ATTEMPT: "1",
  ZERODRIFT_CLOCK_RATE: "1000",
};

export const github = (): GitHub => openGitHub(place, { userAgent: "test", clockRate: 1000 });

export const api = (): nock.Scope => nock(place.apiUrl);
export const repo = "/repos/acme/policies";

export const bot = { login: "github-actions[bot]", type: "Bot" };
export const person = { login: "mallory", type: "User" };

/** A comment as GitHub lists it. */
export const comment = (id: number, body: string, user: object = bot, more: object = {}): object => ({
  id,
  node_id: `C${id}`,
  html_url: `https://github.example/acme/policies/pull/7#issuecomment-${id}`,
  body,
  user,
  ...more,
});

/** Pages of a list, with the links between them that GitHub gives. */
export const pages = (
  path: string,
  query: Readonly<Record<string, string>>,
  lists: readonly (readonly object[])[],
): void => {
  lists.forEach((list, index) => {
    const page = index + 1;
    const after = new URLSearchParams({ ...query, page: String(page + 1) });
    const headers: Record<string, string> =
      page < lists.length ? { link: `<${place.apiUrl}${path}?${after}>; rel="next"` } : {};
    api()
      .get(path)
      .query(page === 1 ? query : { ...query, page: String(page) })
      .reply(200, list as object[], headers);
  });
};

/** A body matcher that takes everything, and keeps its text. */
export const keeping =
  (bodies: string[]) =>
  ({ body }: { readonly body: string }): boolean => {
    bodies.push(body);
    return true;
  };

/** For the end of a test: nothing was left unasked. */
export const expectAllAsked = (): void => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  if (left.length > 0) throw new Error(`not asked: ${left.join(", ")}`);
};
