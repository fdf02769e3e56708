import { execFileSync, spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { gitEnvironment } from "../repository.ts";
import type { Token, World } from "./world.ts";

const backend = join(execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(), "git-http-backend");

const split = Buffer.from("\r\n\r\n");

/** Who asks, from Basic credentials as actions/checkout sends them: any user name, the token as password. */
const tokenIn = (world: World, header: string | undefined): Token | undefined => {
  const [, encoded = ""] = /^basic (.+)$/i.exec(header ?? "") ?? [];
  const password = Buffer.from(encoded, "base64")
    .toString()
    .replace(/^[^:]*:/, "");
  return world.tokens.get(password);
};

const refuse = (response: ServerResponse, status: number, text: string): number => {
  const headers = status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
  response.writeHead(status, { "content-type": "text/plain", ...headers }).end(`${text}\n`);
  return status;
};

const pass = (response: ServerResponse, head: string): number => {
  const headers = head.split("\r\n").map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  const { status, ...rest } = Object.fromEntries(headers);
  const code = Number(status?.slice(0, 3) ?? 200);
  response.writeHead(code, rest);
  return code;
};

const refusalOf = (
  world: World,
  token: Token | undefined,
  { pathname, search }: URL,
  isAnonymous: boolean,
): readonly [status: number, text: string] | undefined => {
  if (token === undefined && (world.isPrivate || !isAnonymous)) return [401, "Invalid username or token."];
  if (!pathname.toLowerCase().startsWith(`${folderOf(world)}/`)) return [404, "Repository not found."];
  if (token !== undefined && token.permissions.contents === undefined)
    return [403, "Resource not accessible by integration"];
  if (`${pathname}${search}`.includes("git-receive-pack")) return [403, "Write access to repository not granted."];
  return undefined;
};

/** Names are not told apart by case. */
const folderOf = ({ owner, repo }: World): string => `/${owner}/${repo}.git`.toLowerCase();

/** Git over HTTP, for reading only, as Git's own server speaks it. */
export const serveGit = (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  done: (actor: string | null, status: number) => void,
): void => {
  const url = new URL(request.url ?? "", world.url);
  const token = tokenIn(world, request.headers.authorization);
  const refused = refusalOf(world, token, url, request.headers.authorization === undefined);
  if (refused !== undefined) {
    done(token?.actor.login ?? null, refuse(response, ...refused));
    return;
  }
  const child = spawn(backend, [], {
    env: {
      ...process.env,
      ...gitEnvironment,
      GIT_PROJECT_ROOT: world.store.root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${world.owner}/${world.repo}.git${url.pathname.slice(folderOf(world).length)}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_ADDR: "127.0.0.1",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  let status = 500;
  child.stdout.on("data", (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const at = head.indexOf(split);
    if (at < 0) return;
    status = pass(response, head.subarray(0, at).toString());
    response.write(head.subarray(at + split.length));
    head = undefined;
  });
  child.on("close", () => {
    if (head !== undefined) response.writeHead(500);
    response.end();
    done(token?.actor.login ?? null, status);
  });
};
