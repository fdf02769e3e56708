import type { ActionCall } from "./built-in.ts";
import { run } from "./process.ts";

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/.test(ref);

/** actions/checkout: the commit of the event, or `ref`; the whole history with `fetch-depth: 0`. */
export const checkout = async ({ given, job, host, event, log }: ActionCall): Promise<boolean> => {
  if (given["persist-credentials"] !== "false")
    throw new Error("actions/checkout keeps the token in .git/config unless persist-credentials is false");
  const { ref = event.ref, "fetch-depth": depth = "1" } = given;
  const login = Buffer.from(`x-access-token:${job.token}`).toString("base64");
  const git = async (...args: readonly string[]): Promise<boolean> => {
    const { code, output } = await run("git", args, { cwd: job.workspace, env: job.env });
    log(output);
    return code === 0;
  };
  const wanted = ref === event.ref ? event.sha : ref;
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const history = depth === "0" ? ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"] : [];
  const fetch = [
    ...(host.cloneUrl.startsWith("http") ? ["-c", `http.extraheader=AUTHORIZATION: basic ${login}`] : []),
    ...["fetch", "--quiet", "--no-tags", ...(depth === "0" ? [] : [`--depth=${depth}`])],
    ...["origin", ...history, wanted],
  ];
  return (
    (await git("init", "--quiet", "--initial-branch=main")) &&
    (await git("remote", "add", "origin", host.cloneUrl)) &&
    (await git(...fetch)) &&
    (branch === undefined || isCommit(ref)
      ? git("checkout", "--quiet", "--detach", wanted)
      : git("checkout", "--quiet", "-B", branch, wanted))
  );
};
