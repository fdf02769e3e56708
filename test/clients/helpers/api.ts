import { onTestFinished } from "vitest";
import type { Clock } from "../../../src/clients/clock.ts";
import type { Connection } from "../../../src/clients/connection.ts";
import { type Api, type ApiOptions, createApi } from "../../../src/clients/http.ts";
import { type Responder, type ServerOptions, startServer, type TestServer } from "./server.ts";

export interface TestClock extends Clock {
  readonly sleeps: number[];
  advance(ms: number): void;
}

/** Time stands still until somebody sleeps, which takes no time at all. */
export function testClock(start = 1_760_000_000_000): TestClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: async (ms) => {
      sleeps.push(ms);
      now += ms;
    },
  };
}

export const secret = "secret-canary-4711/+";

export const connectionTo = (url: string, credentials: Partial<Connection["credentials"]> = {}): Connection => ({
  tokenUrl: `${url}/oauth2/v1/token`,
  apiUrl: url,
  cloud: "production",
  vanityDomain: "acme",
  customerId: "216196257331281920",
  credentials: { clientId: "client-1", clientSecret: secret, ...credentials },
});

export interface TestTenant {
  readonly api: Api;
  readonly server: TestServer;
  readonly clock: TestClock;
}

/** An API client before a scripted tenant, with an instant clock and no jitter; both end with the test. */
export async function tenant(
  respond: Responder,
  options: Partial<ApiOptions> & Partial<Pick<ServerOptions, "token">> = {},
): Promise<TestTenant> {
  const { token, ...apiOptions } = options;
  const server = await startServer({ respond, token });
  const clock = testClock();
  const api = createApi({ connection: connectionTo(server.url), clock, random: () => 0, ...apiOptions });
  onTestFinished(async () => {
    await api.close();
    await server.close();
  });
  return { api, server, clock };
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("the promise was expected to fail");
}
