import nock from "nock";
import { afterEach, beforeEach } from "vitest";
import { type GitHub, openGitHub } from "../../../src/github/client.ts";

const apiUrl = "http://127.0.0.1:9";

/** `/repos/acme/policies`, before every path. */
export const root = "/repos/acme/policies";
/** The id of the repository, and of somebody's fork. */
export const ours = 42;
export const theirs = 43;
export const sha = (digit: string): string => digit.repeat(40);

/** GitHub where nothing listens but what a test put there; what is left unasked is found out. */
export const useGitHub = (): { readonly github: GitHub; readonly server: nock.Scope } => {
  const place = { owner: "acme", repo: "policies", apiUrl, serverUrl: "https://github.example", token: "t" };
  const github = openGitHub({ ...place, run: { id: 900, attempt: 1 } }, { userAgent: "test", clockRate: 1000 });
  beforeEach(() => {
    nock.disableNetConnect();
  });
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  return { github, server: nock(apiUrl) };
};

/** A run as the API tells it. */
export const runAnswer = (id: number, other: object = {}): object => ({
  id,
  run_attempt: 1,
  path: ".github/workflows/zerodrift-plan.yml",
  event: "workflow_run",
  status: "completed",
  conclusion: "success",
  head_branch: "main",
  head_sha: sha("d"),
  head_repository: { id: ours },
  created_at: "2026-11-01T10:00:00Z",
  updated_at: "2026-11-01T10:10:00Z",
  ...other,
});

/** An artifact as the API lists it. */
export const artifactAnswer = (id: number, other: object = {}): object => ({
  id,
  name: `zerodrift-plan-${sha("a")}`,
  digest: `sha256:${"0".repeat(64)}`,
  size_in_bytes: 1000,
  created_at: `2026-11-01T10:0${id}:00Z`,
  expired: false,
  workflow_run: { id: 100 + id, head_branch: "main", head_repository_id: ours, head_sha: sha("d") },
  ...other,
});
