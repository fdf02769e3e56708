import { type GitHub, openGitHub } from "../../../src/github/client.ts";
import { placeFrom } from "../../../src/github/place.ts";
import type { Double } from "./double.ts";

export type Rights = Readonly<Record<string, "read" | "write">>;

/** Every right there is, also those no job has. */
export const everyRight: Rights = Object.fromEntries(
  [
    ...["actions", "administration", "checks", "contents", "deployments", "environments"],
    ...["issues", "members", "pull-requests", "secrets"],
  ].map((name) => [name, "write" as const]),
);

/** Our client, towards the double, with a token of its own; its waits take no time. */
export const meet = (github: Double, rights: Rights = everyRight, actor?: string): GitHub => {
  const place = placeFrom(github.env(github.token(rights, actor)));
  if (!place.ok) throw new Error(JSON.stringify(place.diagnostics));
  return openGitHub(place.value, { userAgent: "test", clockRate: 1000 });
};

/** Main with two commits, a branch of kim's with a policy, and its pull request; kim and lee may write. */
export const smallScene = (github: Double): { readonly pull: number; readonly head: string; readonly base: string } => {
  for (const login of ["kim", "lee"]) github.user(login, "write");
  github.commit({ branch: "main", files: { "README.md": "one\n" } });
  const base = github.commit({ branch: "main", files: { "policies/a.yaml": "a: 1\n" } });
  const head = github.commit({ branch: "rules", by: "kim", files: { "policies/b.yaml": "b: 1\n" }, message: "Add b" });
  return { pull: github.open({ branch: "rules", by: "kim", title: "Add b" }), head, base };
};
