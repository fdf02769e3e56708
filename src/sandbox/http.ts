import type { IncomingMessage } from "node:http";
import { type Json, parseJson, stringifyJson, type Wire } from "./json.ts";

/** One request, read completely. */
export interface Request {
  readonly method: string;
  /** Path without query, percent-decoded. */
  readonly path: string;
  /** Path with query as it arrived: what faults are matched against. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** One answer: a body of text, or none at all. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Thrown where the emulated service refuses; caught once, by the router of the product. */
export class Refusal extends Error {
  readonly response: Response;
  constructor(response: Response) {
    super(`${response.status} ${response.body ?? ""}`);
    this.response = response;
  }
}

export async function readRequest(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? "/", "http://sandbox");
  const headers: Record<string, string | undefined> = {};
  for (const [key, value] of Object.entries(message.headers)) {
    headers[key] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: message.method ?? "GET",
    path: decodePath(url.pathname),
    target: message.url ?? "/",
    query: url.searchParams,
    headers,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The body as JSON; undefined where there is none or it is not JSON. */
export function bodyOf(request: Request): Json | undefined {
  if (request.text.trim() === "") return undefined;
  try {
    return parseJson(request.text);
  } catch {
    return undefined;
  }
}

export const answer = (status: number, headers: Record<string, string> = {}, body?: string): Response =>
  body === undefined ? { status, headers } : { status, headers, body };

export const jsonAnswer = (status: number, value: Json | Wire[], headers: Record<string, string> = {}): Response =>
  answer(status, { "content-type": "application/json", ...headers }, stringifyJson(value));

/** A positive integer from a query, or the fallback. */
export function positive(query: URLSearchParams, key: string, fallback: number): number {
  const value = Number(query.get(key) ?? "");
  return Number.isInteger(value) && value > 0 ? value : fallback;
}
