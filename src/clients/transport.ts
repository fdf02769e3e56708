import * as http from "node:http";
import * as https from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** One HTTP request, complete and with credentials in it: never to be printed. */
export interface Call {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; a repeated header is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Why there is no whole answer.
 * - `unreachable`: no connection was established, hence nothing was sent
 * - `untrusted`: there was no agreement on TLS, hence nothing was sent
 * - `lost`: the connection broke before the answer began
 * - `truncated`: it broke inside the answer
 * - `timed-out`, `interrupted`: we stopped waiting; the request may have arrived
 */
export type BreakdownKind = "unreachable" | "untrusted" | "lost" | "truncated" | "timed-out" | "interrupted";

export interface Breakdown {
  readonly kind: BreakdownKind;
  /** The runtime's error code, e.g. ECONNREFUSED; never its message, which can hold more. */
  readonly reason?: string;
  readonly status?: number;
}

export type Exchange = { readonly answer: Answer } | { readonly breakdown: Breakdown };

export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Transport {
  /** Sends one request and reads the whole answer; does not throw, does not follow redirects, does not repeat. */
  send(call: Call, patience: Patience): Promise<Exchange>;
  /** Cuts what is under way. */
  close(): void;
}

/**
 * Idle connections are closed before a server is likely to: a write on a connection that the other side is just closing
 * would have an unknown outcome.
 */
const idleMs = 4_000;

/**
 * `node:http` rather than fetch, because it tells when a connection is established, which decides whether a write may be
 * repeated, and what a body that was cut short was.
 */
export function createTransport(connectTimeoutMs: number): Transport {
  const options = { keepAlive: true, timeout: idleMs };
  const agents = { "http:": new http.Agent(options), "https:": new https.Agent(options) };
  return {
    send: async (call, patience) => {
      const open = (url: URL, init: http.RequestOptions) =>
        url.protocol === "https:"
          ? https.request(url, { ...init, agent: agents["https:"] })
          : http.request(url, { ...init, agent: agents["http:"] });
      const raw = await exchange(open, call, { ...patience, connectTimeoutMs });
      return "breakdown" in raw ? raw : decode(raw);
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

type Open = (url: URL, init: http.RequestOptions) => http.ClientRequest;
type Limits = Patience & { readonly connectTimeoutMs: number };

function exchange(open: Open, call: Call, limits: Limits): Promise<RawAnswer | { readonly breakdown: Breakdown }> {
  return new Promise((resolve) => {
    const headers = { "accept-encoding": "gzip", ...call.headers };
    const request = open(new URL(call.url), { method: call.method, headers });
    let established = false;
    let status: number | undefined;

    const finish = (result: RawAnswer | { readonly breakdown: Breakdown }) => {
      clearTimeout(total);
      clearTimeout(connecting);
      limits.signal?.removeEventListener("abort", interrupt);
      resolve(result);
    };
    const stop = (breakdown: Breakdown) => {
      finish({ breakdown });
      request.destroy();
    };
    const interrupt = () => stop({ kind: "interrupted", status });
    const total = setTimeout(() => stop({ kind: "timed-out", status }), limits.timeoutMs);
    const connecting = setTimeout(
      () => stop({ kind: "unreachable", reason: "connect time-out" }),
      limits.connectTimeoutMs,
    );
    const connected = () => {
      established = true;
      clearTimeout(connecting);
    };

    request.on("socket", (socket) => {
      // A kept connection is established already and will not say so again.
      if (request.reusedSocket) connected();
      else socket.once(request.protocol === "https:" ? "secureConnect" : "connect", connected);
    });
    request.on("error", (error) => {
      finish({
        breakdown: {
          kind: status === undefined ? kindOf(error, established) : "truncated",
          reason: codeOf(error),
          status,
        },
      });
    });
    request.on("response", (response) => {
      connected();
      const answered = response.statusCode ?? 0;
      status = answered;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", (error) => finish({ breakdown: { kind: "truncated", reason: codeOf(error), status } }));
      response.on("end", () => {
        if (!response.complete) return finish({ breakdown: { kind: "truncated", status } });
        finish({ status: answered, headers: headersOf(response.rawHeaders), bytes: Buffer.concat(chunks) });
      });
    });
    if (limits.signal?.aborted) return interrupt();
    limits.signal?.addEventListener("abort", interrupt, { once: true });
    request.end(call.body);
  });
}

/** Node's own `headers` drops all but the first of some repeated ones, `retry-after` among them. */
function headersOf(raw: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const before = headers.get(name);
    headers.set(name, before === undefined ? raw[index + 1]! : `${before}, ${raw[index + 1]}`);
  }
  return Object.fromEntries(headers);
}

const unzip = promisify(gunzip);

async function decode({ status, headers, bytes }: RawAnswer): Promise<Exchange> {
  const zipped = /^(?:x-)?gzip$/i.test(headers["content-encoding"] ?? "") && bytes.length > 0;
  try {
    const text = new TextDecoder().decode(zipped ? await unzip(bytes) : bytes);
    return { answer: { status, headers, text } };
  } catch (error) {
    return { breakdown: { kind: "truncated", reason: codeOf(error), status } };
  }
}

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
}

const codeOf = (error: unknown): string | undefined => {
  const { code } = error as SystemError;
  return typeof code === "string" ? code : undefined;
};

const connectCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const tlsCode = /^(?:CERT_|ERR_TLS_CERT|ERR_SSL_|EPROTO|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY))/;

/** In doubt the connection counts as established, so that a write is not repeated. */
function kindOf(error: unknown, established: boolean): BreakdownKind {
  const code = codeOf(error) ?? "";
  const { syscall } = error as SystemError;
  if (established) return "lost";
  if (connectCodes.has(code) || syscall === "connect" || syscall === "getaddrinfo") return "unreachable";
  return tlsCode.test(code) ? "untrusted" : "lost";
}
