import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { actionEndpoints } from "./actions.ts";
import { type Answer, type Handler, notFound, refusal } from "./answers.ts";
import { checkEndpoints } from "./check-runs.ts";
import { deploymentEndpoints } from "./deployments.ts";
import type { FaultAnswer, Faults } from "./faults.ts";
import { serveGit } from "./git-http.ts";
import { answerGraphql } from "./graphql.ts";
import { commentWith, issueEndpoints } from "./issues.ts";
import { findOperation, judgeRequest, judgeResponse, type Operation, type Violation } from "./judge.ts";
import { isAdmitted } from "./permissions.ts";
import { pullEndpoints } from "./pulls.ts";
import { repositoryEndpoints } from "./repositories.ts";
import { teamEndpoints } from "./teams.ts";
import type { Token, World } from "./world.ts";

/** One request, entered on arrival; `status` once it is answered, 0 where the connection was dropped. */
export interface RequestEntry {
  readonly n: number;
  readonly surface: "rest" | "graphql" | "git" | "blob";
  actor: string | null;
  readonly method: string;
  /** Without `/api`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The operation id of the description. */
  operation: string | null;
  status: number | null;
}

export interface Desk {
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestEntry[];
  readonly violations: Violation[];
  /** Endpoints that answer something else, to see the judge at work. */
  readonly overrides: Map<string, Handler>;
}

const handlers: Readonly<Record<string, Handler>> = {
  ...repositoryEndpoints,
  ...pullEndpoints,
  ...issueEndpoints,
  ...actionEndpoints,
  ...deploymentEndpoints,
  ...checkEndpoints,
  ...teamEndpoints,
};

const hour = 3600;

const limitOf = ({ world }: Desk): number => world.settings.rateLimit ?? 1000;
/** Forgetting the requests begins a new hour. */
const used = ({ requests }: Desk): number => requests.filter(({ surface }) => surface === "rest").length;

/** Resets by the real clock: clients count from theirs. */
const limits = (desk: Desk, isSpent = false): Record<string, string> => {
  const limit = limitOf(desk);
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(isSpent ? 0 : Math.max(0, limit - used(desk))),
    "x-ratelimit-used": String(used(desk)),
    "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + (isSpent ? 60 : hour)),
    "x-ratelimit-resource": "core",
  };
};

const secondaryLimit: Answer = {
  status: 403,
  headers: { "retry-after": "1" },
  body: {
    message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    documentation_url: "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
  },
};

const rateLimit = (desk: Desk): Answer => ({
  ...refusal(403, "API rate limit exceeded for installation ID 42."),
  headers: limits(desk, true),
});

const faultAnswer = (desk: Desk, fault: FaultAnswer): Answer | undefined => {
  if (fault === "secondary-limit") return secondaryLimit;
  if (fault === "rate-limit") return rateLimit(desk);
  if (typeof fault === "string") return undefined;
  return {
    status: fault.status,
    body: fault.body ?? { message: "Server Error" },
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
  };
};

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const tokenIn = (world: World, header: string | undefined): Token | undefined =>
  world.tokens.get(/^(?:bearer|token) (.+)$/i.exec(header ?? "")?.[1] ?? "");

const sendJson = (desk: Desk, response: ServerResponse, { status, body, headers = {} }: Answer): void => {
  const type = body === undefined ? {} : { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, {
    ...type,
    "x-github-request-id": `0000:${desk.requests.length}`,
    ...limits(desk),
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

/** Numbers are one sequence; which right counts depends on what has the number. */
const isAboutPull = (world: World, { path }: Operation): boolean => {
  const comment = commentWith(world, Number(path.comment_id));
  const issue = comment?.[0] ?? world.issues.get(Number(path.issue_number));
  return issue?.isPull ?? false;
};

const isElsewhere = (world: World, { path }: Operation): boolean =>
  path.owner !== undefined &&
  `${path.owner}/${path.repo}`.toLowerCase() !== `${world.owner}/${world.repo}`.toLowerCase();

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly address: string;
  readonly authorization: string | undefined;
}

const parsed = (text: string): unknown => {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return Symbol.for("no JSON");
  }
};

const violate = (desk: Desk, entry: RequestEntry, side: Violation["side"], problems: readonly string[]): void => {
  const { method, path, operation } = entry;
  if (problems.length > 0) desk.violations.push({ side, method, path, operation, problems });
};

const admitted = (desk: Desk, entry: RequestEntry, asked: Asked, token: Token, operation: Operation): Answer => {
  const { world } = desk;
  const body = parsed(asked.text);
  const problems = judgeRequest(operation, asked.query, body);
  violate(desk, entry, "request", problems);
  if (problems.length > 0) return refusal(422, `Invalid request.\n\n${problems.join("\n")}`, {});
  if (isElsewhere(world, operation)) return notFound();
  if (!isAdmitted(token.permissions, operation.id, isAboutPull(world, operation)))
    return refusal(403, "Resource not accessible by integration");
  const handle = desk.overrides.get(operation.id) ?? handlers[operation.id];
  if (handle === undefined) {
    violate(desk, entry, "request", [`the double does not play ${operation.id}`]);
    return refusal(501, `The double does not play ${operation.id}`);
  }
  return handle({
    world,
    path: operation.path,
    query: asked.query,
    body: (body ?? {}) as Record<string, unknown>,
    actor: token.actor,
    address: asked.address,
  });
};

const answerRest = (desk: Desk, entry: RequestEntry, asked: Asked): Answer => {
  const token = tokenIn(desk.world, asked.authorization);
  if (token === undefined)
    return refusal(401, asked.authorization === undefined ? "Requires authentication" : "Bad credentials");
  entry.actor = token.actor.login;
  if (used(desk) > limitOf(desk)) return rateLimit(desk);
  const operation = findOperation(asked.method, asked.path);
  if (operation === undefined) {
    violate(desk, entry, "request", ["GitHub has no such endpoint"]);
    return notFound();
  }
  entry.operation = operation.id;
  const answer = admitted(desk, entry, asked, token, operation);
  const type = answer.body === undefined ? undefined : "application/json; charset=utf-8";
  if (answer.status === 501) return answer;
  const body = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
  const problems = judgeResponse(operation, answer.status, body, type);
  violate(desk, entry, "response", problems);
  return problems.length === 0 ? answer : refusal(500, `The double answers wrongly: ${problems.join("; ")}`);
};

const answerGraph = (desk: Desk, entry: RequestEntry, asked: Asked): Answer => {
  const token = tokenIn(desk.world, asked.authorization);
  if (token === undefined) return refusal(401, "This endpoint requires you to be authenticated.");
  entry.actor = token.actor.login;
  const { body, problems } = answerGraphql(desk.world, token, (parsed(asked.text) ?? {}) as Record<string, unknown>);
  violate(desk, entry, "request", problems);
  return { status: 200, body };
};

const sendBlob = (desk: Desk, path: string, response: ServerResponse): number => {
  const zip = desk.world.blobs.get(path);
  // A link works once.
  desk.world.blobs.delete(path);
  const status = zip === undefined ? 403 : 200;
  response.writeHead(status, { "content-type": zip === undefined ? "application/xml" : "application/zip" });
  response.end(zip ?? "<Error><Code>AuthenticationFailed</Code></Error>");
  return status;
};

const surfaceOf = (path: string): RequestEntry["surface"] =>
  path === "/api/graphql"
    ? "graphql"
    : path.startsWith("/api/")
      ? "rest"
      : path.startsWith("/_blobs/")
        ? "blob"
        : "git";

const enter = (desk: Desk, request: IncomingMessage, url: URL, text: string): RequestEntry => {
  const surface = surfaceOf(url.pathname);
  const entry: RequestEntry = {
    n: desk.requests.length + 1,
    surface,
    actor: null,
    method: request.method ?? "GET",
    path: surface === "rest" || surface === "graphql" ? url.pathname.slice("/api".length) : url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: text === "" ? undefined : parsed(text),
    operation: null,
    status: null,
  };
  desk.requests.push(entry);
  return entry;
};

const play = (desk: Desk, entry: RequestEntry, asked: Asked, response: ServerResponse): Answer | undefined => {
  if (entry.surface === "graphql") return answerGraph(desk, entry, asked);
  if (entry.surface === "rest") return answerRest(desk, entry, asked);
  entry.status = sendBlob(desk, entry.path, response);
  return undefined;
};

const serve = async (desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { world } = desk;
  const url = new URL(request.url ?? "/", world.url);
  const isGit = surfaceOf(url.pathname) === "git";
  const text = isGit ? "" : (await bytesOf(request)).toString();
  const entry = enter(desk, request, url, text);
  const { latencyMs = 0 } = world.settings;
  if (latencyMs > 0) await new Promise((wake) => setTimeout(wake, latencyMs));
  const fault = desk.faults.next(entry.method, entry.path);
  const drop = (): void => {
    entry.status = 0;
    request.socket.destroy();
  };
  if (fault === "drop-before") return drop();
  const broken = fault === undefined ? undefined : faultAnswer(desk, fault);
  if (isGit && broken === undefined)
    return serveGit(world, request, response, (actor, status) => Object.assign(entry, { actor, status }));
  const address = `${world.url}${url.pathname}`;
  const { authorization } = request.headers;
  const asked: Asked = {
    method: entry.method,
    path: entry.path,
    query: url.searchParams,
    text,
    address,
    authorization,
  };
  const agent = request.headers["user-agent"];
  const answer =
    broken ??
    (agent === undefined
      ? refusal(403, "Request forbidden by administrative rules.")
      : play(desk, entry, asked, response));
  if (fault === "drop-after") return drop();
  if (answer === undefined) return;
  entry.status = answer.status;
  sendJson(desk, response, answer);
};

/** Starts answering on a free port of this machine. */
export const listen = async (desk: Desk): Promise<Server> => {
  const server = createServer((request, response) => {
    serve(desk, request, response).catch((error: unknown) => {
      desk.violations.push({
        side: "response",
        method: request.method ?? "",
        path: request.url ?? "",
        operation: null,
        problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      });
      if (!response.headersSent) sendJson(desk, response, refusal(500, String(error)));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  desk.world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
};
