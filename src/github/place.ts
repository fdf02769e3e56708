import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";

/** Where GitHub is, and as what this program runs there; as a workflow's environment tells it. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
  /** REST root without a slash at the end. */
  readonly apiUrl: string;
  /** Root of pages and of Git over HTTP. */
  readonly serverUrl: string;
  readonly token: string;
  /** The workflow run this is; absent outside of one. */
  readonly run?: { readonly id: number; readonly attempt: number };
}

type Env = Readonly<Record<string, string | undefined>>;

const missing = (message: string, hint: string): Diagnostic => ({
  severity: "error",
  code: "missing-credentials",
  message,
  hint,
});

const withoutSlash = (url: string): string => url.replace(/\/+$/, "");

const isLoopback = ({ hostname }: URL): boolean => /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);

/** A token goes to this address: only https, or this very machine. */
const isSafe = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
};

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** What Actions sets in every run, and, outside, what a person sets to try a step by hand. */
export const placeFrom = (env: Env): Checked<Place> => {
  const [owner = "", repo = "", ...rest] = (env.GITHUB_REPOSITORY ?? "").split("/");
  const apiUrl = withoutSlash(env.GITHUB_API_URL ?? "https://api.github.com");
  const serverUrl = withoutSlash(env.GITHUB_SERVER_URL ?? "https://github.com");
  const token = env.GITHUB_TOKEN?.trim() ?? "";
  const found: Diagnostic[] = [];
  if (owner === "" || repo === "" || rest.length > 0)
    found.push(missing("GITHUB_REPOSITORY is not set to <owner>/<repository>", "workflows set it; elsewhere set it"));
  if (token === "")
    found.push(
      missing(
        "GITHUB_TOKEN is not set",
        "in a workflow, set it to github.token under `env:` of the step that runs this",
      ),
    );
  for (const url of [apiUrl, serverUrl])
    if (!isSafe(url))
      found.push({
        severity: "error",
        code: "invalid-value",
        message: `"${url}" is no https address`,
        hint: "GITHUB_API_URL and GITHUB_SERVER_URL get the token; plain http is for loopback only",
      });
  const [id, attempt] = [numberOf(env.GITHUB_RUN_ID), numberOf(env.GITHUB_RUN_ATTEMPT)];
  return checked(
    {
      owner,
      repo,
      apiUrl,
      serverUrl,
      token,
      ...(id === undefined || attempt === undefined ? {} : { run: { id, attempt } }),
    },
    found,
  );
};

/** The page of a run, for links. */
export const runUrl = ({ serverUrl, owner, repo }: Place, id: number): string =>
  `${serverUrl}/${owner}/${repo}/actions/runs/${id}`;

/** The pages of pull requests, issues and comments are found from here. */
export const pullUrl = ({ serverUrl, owner, repo }: Place, number: number): string =>
  `${serverUrl}/${owner}/${repo}/pull/${number}`;
