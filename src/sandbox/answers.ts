import type { ServerResponse } from "node:http";
import { type FaultAction, malform } from "./faults.ts";
import { answer, type Response } from "./http.ts";
import { stringifyJson } from "./json.ts";

/** The answer a fault gives in place of the service's. */
export function faultAnswer(fault: Extract<FaultAction, { status: number }>): Response {
  const { status, body, headers } = fault;
  const text = body === undefined ? undefined : typeof body === "string" ? body : stringifyJson(body);
  const type: Record<string, string> = text === undefined ? {} : { "content-type": "application/json" };
  return answer(status, { ...type, ...headers }, text);
}

export const malformed = (response: Response, path: string): Response =>
  response.body === undefined ? response : { ...response, body: malform(response.body, path) };

export function send(reply: ServerResponse, { status, headers, body }: Response): void {
  if (reply.destroyed) return;
  const length = body === undefined ? undefined : { "content-length": Buffer.byteLength(body) };
  reply.writeHead(status, { ...headers, ...(status === 204 ? {} : (length ?? { "content-length": 0 })) });
  reply.end(status === 204 ? undefined : body);
}

/** Promises the whole body and breaks off in the middle of it. */
export function sendHalf(reply: ServerResponse, { status, headers, body = "" }: Response): void {
  const bytes = Buffer.from(body);
  reply.writeHead(status, { ...headers, "content-length": Math.max(bytes.length, 1) });
  reply.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.destroy());
}
