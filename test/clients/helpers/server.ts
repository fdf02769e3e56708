import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** Answers with a reply, or takes the response into its own hands. */
export type Responder = (seen: Seen, response: ServerResponse) => Reply | undefined;

export interface TestServer {
  readonly url: string;
  /** Token requests are not among them. */
  readonly seen: Seen[];
  readonly tokenRequests: Seen[];
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly respond: Responder;
  readonly token?: Responder;
}

const issueTokens = (): Responder => {
  let issued = 0;
  return () => {
    issued += 1;
    return { body: { access_token: `token-canary-${issued}`, token_type: "Bearer", expires_in: 3_600 } };
  };
};

/** A real server on loopback: the token endpoint, and everything else by `respond`. */
export async function startServer({ respond, token = issueTokens() }: ServerOptions): Promise<TestServer> {
  const seen: Seen[] = [];
  const tokenRequests: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://loopback");
    const one: Seen = {
      method: request.method ?? "",
      url: request.url ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    const isToken = one.path === "/oauth2/v1/token";
    (isToken ? tokenRequests : seen).push(one);
    const reply = (isToken ? token : respond)(one, response);
    if (reply === undefined) return;
    response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
    response.end(
      typeof reply.body === "string" ? reply.body : reply.body === undefined ? "" : JSON.stringify(reply.body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    tokenRequests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One reply per request in turn; the last one for ever. */
export const inTurn = (...replies: readonly (Reply | Responder)[]): Responder => {
  let index = 0;
  return (seen, response) => {
    const reply = replies[Math.min(index, replies.length - 1)]!;
    index += 1;
    return typeof reply === "function" ? reply(seen, response) : reply;
  };
};

/** Ends the connection without an answer, after the request has arrived. */
export const dropped: Responder = (_seen, response) => {
  response.socket?.destroy();
  return undefined;
};

/** Never answers. */
export const silent: Responder = () => undefined;
