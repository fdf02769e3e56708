import nock from "nock";
import { afterEach, expect, test } from "vitest";
import { openGitHub } from "../../src/github/client.ts";
import { GitHubError } from "../../src/github/failure.ts";
import { api, expectAllAsked, place, repo } from "./scene.ts";

afterEach(() => {
  expectAllAsked();
  nock.cleanAll();
});

test("a token that is sent back in an answer does not stand in the error", async () => {
  const token = "ghs_0123456789";
  api()
    .get(repo)
    .reply(403, { message: `the token ${token} may not do this` });
  const { rest, at } = openGitHub({ ...place, token }, { userAgent: "test", clockRate: 1000 });
  const error = await rest.repos.get(at).catch((raised: unknown) => raised);
  expect(error).toBeInstanceOf(GitHubError);
  expect((error as GitHubError).message).toContain("the token *** may not do this");
});
