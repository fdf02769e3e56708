import { describe, expect, test } from "vitest";
import { backoff, decide, type FailureKind, mayHaveRun } from "../../src/clients/retry.ts";
import { adviceIn, parseRetryAfter } from "../../src/clients/retry-advice.ts";

const now = Date.parse("2026-03-26T03:33:45Z");
const limits = { maxWaitMs: 900_000 };
const still = () => 0;

describe("parseRetryAfter", () => {
  test.each([
    ["an integer (ZIA)", "1", 1_000],
    ["an integer with s (ZPA)", "4s", 4_000],
    ["words (ZIA body)", "1 seconds", 1_000],
    ["zero", "0 seconds", 0],
    ["a fraction", "0.5", 500],
    ["an HTTP date", "Thu, 26 Mar 2026 03:34:00 GMT", 15_000],
    ["a date in the past", "Thu, 26 Mar 2026 03:33:00 GMT", 0],
    ["a joined repeated header: the longest", "1, 4s", 4_000],
    ["a joined date and number", "Thu, 26 Mar 2026 03:34:00 GMT, 2", 15_000],
    ["something else", "soon", undefined],
    ["nothing", "", undefined],
    ["a negative number", "-3", undefined],
  ])("%s is understood", (_sentence, text, expected) => {
    expect(parseRetryAfter(text, now)).toBe(expected);
  });
});

describe("adviceIn", () => {
  const body = '{"message":"Rate Limit (2/SECOND) exceeded","Retry-After":"3 seconds"}';
  test.each([
    ["the header is trusted over the body", { "retry-after": "1", "x-ratelimit-reset": "45" }, body, 1_000, 45_000],
    ["the body speaks without a header", { "x-ratelimit-reset": "45" }, body, 3_000, 45_000],
    ["an unreadable header leaves it to the body", { "retry-after": "soon" }, body, 3_000, undefined],
    ["of a joined reset the longest counts", { "x-ratelimit-reset": "1, 7" }, "", undefined, 7_000],
    ["garbage advises nothing", { "x-ratelimit-reset": "x" }, '{"Retry-After', undefined, undefined],
  ])("%s", (_sentence, headers, text, toldMs, resetMs) => {
    expect(adviceIn({ headers: headers as Record<string, string>, text }, now)).toEqual({ toldMs, resetMs });
  });

  test("a date is read against the server's clock, not ours", () => {
    const headers = { date: "Thu, 26 Mar 2026 10:00:00 GMT", "retry-after": "Thu, 26 Mar 2026 10:00:05 GMT" };
    expect(adviceIn({ headers, text: "" }, now).toldMs).toBe(5_000);
  });
});

describe("decide", () => {
  type Row = [FailureKind, read: unknown, write: unknown];
  const wait = (ms: number) => ({ wait: ms });
  test.each<Row>([
    ["throttled", wait(1_000), wait(1_000)],
    ["locked", wait(5_000), wait(5_000)],
    ["busy", wait(1_000), wait(1_000)],
    ["unreachable", wait(0), wait(0)],
    ["unavailable", wait(0), "look-first"],
    ["broken", wait(0), "look-first"],
    ["lost", wait(0), "look-first"],
    ["timed-out", wait(0), "look-first"],
    ["truncated", wait(0), "look-first"],
    ["unexpected", "give-up", "look-first"],
    ["interrupted", "give-up", "look-first"],
    ["untrusted", "give-up", "give-up"],
    ["unauthorized", "give-up", "give-up"],
    ["forbidden", "give-up", "give-up"],
    ["maintenance", "give-up", "give-up"],
    ["not-found", "give-up", "give-up"],
    ["rejected", "give-up", "give-up"],
  ])("%s: a read gets %j, a write %j", (kind, read, write) => {
    expect(decide("read", { kind }, 1, 0, limits, still)).toEqual(read);
    expect(decide("write", { kind }, 1, 0, limits, still)).toEqual(write);
    expect(mayHaveRun("write", kind)).toBe(write === "look-first");
    expect(mayHaveRun("read", kind)).toBe(false);
  });

  test.each<[FailureKind, number]>([
    ["throttled", 10],
    ["locked", 8],
    ["unavailable", 5],
    ["broken", 3],
    ["lost", 5],
    ["timed-out", 5],
    ["truncated", 5],
  ])("a read that stays %s is sent %i times", (kind, tries) => {
    expect(decide("read", { kind }, tries - 1, 0, limits, still)).toHaveProperty("wait");
    expect(decide("read", { kind }, tries, 0, limits, still)).toBe("give-up");
  });

  test("the lock is asked for ever more rarely, up to a minute", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => decide("write", { kind: "locked" }, attempt, 0, limits, still));
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000].map(wait));
  });

  test.each([
    ["what the service told", { toldMs: 4_000, resetMs: 48_000 }, 4_000],
    ["the end of the window when it told nothing", { resetMs: 48_000 }, 48_000],
    ["a second at least", { toldMs: 0 }, 1_000],
  ])("a throttled request waits %s", (_sentence, advice, expected) => {
    expect(decide("write", { kind: "throttled", ...advice }, 1, 0, limits, still)).toEqual(wait(expected));
  });

  test("jitter only ever adds to what the service asked for", () => {
    expect(decide("read", { kind: "throttled", toldMs: 4_000 }, 3, 0, limits, () => 0.5)).toEqual(wait(5_000));
  });

  test("backoff doubles from half a second to half a minute, with full jitter", () => {
    expect([1, 2, 3, 10].map((attempt) => backoff(attempt, () => 0.5))).toEqual([250, 500, 1_000, 15_000]);
    expect(backoff(3, still)).toBe(0);
  });

  test("a wait that would exceed the total is not begun", () => {
    const told = { kind: "throttled", toldMs: 60_000 } as const;
    expect(decide("read", told, 1, 840_000, limits, still)).toEqual(wait(60_000));
    expect(decide("read", told, 1, 840_001, limits, still)).toBe("give-up");
    expect(decide("read", { ...told, toldMs: 3_600_000 }, 1, 0, limits, still)).toBe("give-up");
  });
});
