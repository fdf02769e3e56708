import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { failureOf } from "./failure.ts";
import type { Place } from "./place.ts";

/** GitHub, as every step talks to it: paced, patient, and with errors that say what to do. */
export interface GitHub {
  readonly place: Place;
  /** `owner` and `repo`, for the parameters of a call. */
  readonly at: { readonly owner: string; readonly repo: string };
  readonly rest: Octokit["rest"];
  readonly graphql: Octokit["graphql"];
  readonly paginate: Octokit["paginate"];
  /** Requests sent so far, retries included. */
  readonly sent: () => number;
}

export interface ClientOptions {
  readonly userAgent: string;
  /** How many times faster than the clock waits pass; honoured towards loopback only. */
  readonly clockRate?: number;
  /** Longest pause that a rate limit may ask for. */
  readonly maxWaitSeconds?: number;
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const usualWaitSeconds = 120;
const retries = 3;
/** Ten seconds is what GitHub itself gives a request before it gives up. */
const timeoutMs = 30_000;

const Client = Octokit.plugin(retry, throttling);

const isLoopback = (url: string): boolean => /^http:\/\/(?:127\.|localhost|\[::1\])/.test(url);

/**
 * Pauses between writes keep below GitHub's limit on content creation. Towards a loopback server, which is a test's,
 * they may pass faster.
 */
const pacingOf = (rate: number): object => {
  if (rate === 1) return {};
  const group = {
    key: () => ({
      schedule: (_options: object, job: (...all: unknown[]) => unknown, ...args: unknown[]) =>
        Promise.resolve(job(...args)),
    }),
  };
  return { write: group, notifications: group };
};

/** A lost answer to a POST is not asked again: whoever posts looks first whether it was heard. */
const isRepeatable = ({ method, url }: { readonly method: string; readonly url: string }): boolean =>
  method !== "POST" || url.endsWith("/graphql");

/** Something on the way may answer with what it was sent. What is shorter than any token would be found in words. */
const without = (token: string, text: string): string => (token.length < 8 ? text : text.replaceAll(token, "***"));

/** Opens GitHub; nothing is sent yet. */
export const openGitHub = (place: Place, options: ClientOptions): GitHub => {
  const { report = () => undefined, maxWaitSeconds = usualWaitSeconds } = options;
  const rate = isLoopback(place.apiUrl) ? (options.clockRate ?? 1) : 1;
  const waits = (what: string) => (seconds: number, asked: object) => {
    const { method, url } = asked as { method: string; url: string };
    const isShort = seconds <= maxWaitSeconds;
    if (isShort) report(`waiting ${seconds} s: GitHub's ${what} (${method} ${url})`);
    return isShort;
  };
  let sent = 0;
  const octokit = new Client({
    auth: place.token,
    baseUrl: place.apiUrl,
    userAgent: options.userAgent,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    request: {
      fetch: (url: string | URL, init: RequestInit = {}) => {
        sent += 1;
        const signals = [AbortSignal.timeout(timeoutMs), ...(options.signal === undefined ? [] : [options.signal])];
        return fetch(url, { ...init, signal: AbortSignal.any(signals) });
      },
    },
    retry: { retryAfterBaseValue: 1000 / rate, retries },
    throttle: {
      ...pacingOf(rate),
      id: `${place.apiUrl} ${place.owner}/${place.repo}`,
      retryAfterBaseValue: 1000 / rate,
      onRateLimit: waits("rate limit"),
      onSecondaryRateLimit: waits("secondary rate limit"),
    },
  });
  octokit.hook.before("request", (asked) => {
    if (!isRepeatable(asked)) asked.request = { ...asked.request, retries: 0 };
  });
  octokit.hook.wrap("request", async (send, asked) => {
    try {
      return await send(asked);
    } catch (error) {
      if (!(error instanceof Error) || !("status" in error || "request" in error)) throw error;
      const raised = error as Error & { readonly status?: number; readonly response?: object };
      const { method } = asked;
      // Without a response the status is Octokit's guess.
      const status = raised.response === undefined ? undefined : raised.status;
      throw failureOf(
        { method, url: octokit.request.endpoint(asked).url },
        { message: without(place.token, raised.message), ...(status === undefined ? {} : { status }) },
      );
    }
  });
  const { owner, repo } = place;
  return {
    place,
    at: { owner, repo },
    rest: octokit.rest,
    graphql: octokit.graphql,
    paginate: octokit.paginate,
    sent: () => sent,
  };
};
