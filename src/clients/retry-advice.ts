import type { Json } from "../model/json.ts";
import { parseJson } from "./json.ts";
import type { Advice } from "./retry.ts";
import { isObject } from "./vendor-fault.ts";

const httpDate = /[a-z]{3,9}, \d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT/gi;
const duration = /^(\d+(?:\.\d+)?|\.\d+)\s*(?:s|sec|secs|second|seconds)?$/i;

/** The longest of several: a joined header names several limits, and all have to be over. */
const longest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);

/**
 * Milliseconds to wait. On record: `1`, `4s`, `1 seconds`, `0 seconds`; HTTP dates by the standard. Repeated headers arrive
 * joined by commas. Undefined when nothing of it can be read.
 */
export function parseRetryAfter(text: string, nowMs: number): number | undefined {
  const dates = text.match(httpDate) ?? [];
  const waits = dates.map((date) => Math.max(0, Date.parse(date) - nowMs));
  for (const part of text.replace(httpDate, "").split(",")) {
    const seconds = duration.exec(part.trim())?.[1];
    if (seconds !== undefined) waits.push(Number(seconds) * 1_000);
  }
  return longest(waits.filter(Number.isFinite));
}

/** Seconds, also joined as `1, 1`. */
const parseReset = (text: string): number | undefined =>
  longest(
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => /^\d+(?:\.\d+)?$/.test(part))
      .map((part) => Number(part) * 1_000),
  );

/** ZIA repeats the header in the body: `"Retry-After":"1 seconds"` (recorded). */
function bodyRetryAfter(text: string): string | undefined {
  if (!/retry-after/i.test(text)) return undefined;
  let body: Json;
  try {
    body = parseJson(text);
  } catch {
    return undefined;
  }
  if (!isObject(body)) return undefined;
  const value = Object.entries(body).find(([key]) => key.toLowerCase() === "retry-after")?.[1];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

interface Told {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The header is trusted over the body, both over the gateway's window. Dates are read against the server's own clock. */
export function adviceIn(answer: Told, nowMs: number): Advice {
  const serverNow = Date.parse(answer.headers.date ?? "");
  const now = Number.isNaN(serverNow) ? nowMs : serverNow;
  const read = (text: string | undefined) => (text === undefined ? undefined : parseRetryAfter(text, now));
  return {
    toldMs: read(answer.headers["retry-after"]) ?? read(bodyRetryAfter(answer.text)),
    resetMs: parseReset(answer.headers["x-ratelimit-reset"] ?? ""),
  };
}
