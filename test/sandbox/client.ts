import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/server.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape
export type Body = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** A sandbox with a signed-in caller. */
export interface Session {
  readonly sandbox: Sandbox;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  zia(method: string, path: string, body?: unknown): Promise<Answer>;
  zpa(method: string, path: string, body?: unknown, version?: "v1" | "v2"): Promise<Answer>;
  zms(query: string, variables?: Record<string, unknown>, operationName?: string): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  signIn(): Promise<void>;
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: Body;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

export const tokenForm = (sandbox: Sandbox): URLSearchParams =>
  new URLSearchParams({
    grant_type: "client_credentials",
    client_id: sandbox.clientId,
    client_secret: sandbox.clientSecret,
    audience: "https://api.zscaler.com",
  });

export async function open(options: SandboxOptions = {}): Promise<Session> {
  const sandbox = await startSandbox({ seed: "empty", ...options });
  let token = "";
  const signIn = async (): Promise<void> => {
    const answer = await read(
      await fetch(`${sandbox.url}/oauth2/v1/token`, { method: "POST", body: tokenForm(sandbox) }),
    );
    token = answer.body.access_token;
  };
  await signIn();
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const init: RequestInit = { method, headers: { "content-type": "application/json", ...headers } };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    return read(await fetch(sandbox.url + path, init));
  };
  const call: Session["call"] = (method, path, body, headers = {}) =>
    send(method, path, body, { authorization: `Bearer ${token}`, ...headers });
  return {
    sandbox,
    call,
    signIn,
    zia: (method, path, body) => call(method, `/zia/api/v1/${path}`, body),
    zpa: (method, path, body, version = "v1") =>
      call(method, `/zpa/mgmtconfig/${version}/admin/customers/${sandbox.customerId}/${path}`, body),
    zms: (query, variables = {}, operationName) => call("POST", "/zms/graphql", { query, variables, operationName }),
    control: (method, path, body) => send(method, `/_sandbox/${path}`, body, {}),
  };
}
