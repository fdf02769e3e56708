import { expect, test } from "vitest";
import { systemClock, timeoutOn } from "../../src/clients/clock.ts";

test("a fast clock divides waits, and tells the true time", async () => {
  const clock = systemClock(10_000);
  const before = Date.now();
  await clock.sleep(60_000);
  expect(Date.now() - before).toBeLessThan(2_000);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
});

test("a sleep ends when its signal is aborted", async () => {
  const abort = new AbortController();
  const sleep = systemClock().sleep(60_000, abort.signal);
  abort.abort();
  await expect(sleep).rejects.toThrow();
});

test.each([
  [1, 60_000, 60_000],
  [10, 60_000, 6_000],
  [1_000, 60_000, 2_000],
  [1_000, 40, 40],
  [undefined, 60_000, 60_000],
])("at rate %s a time-out of %i ms lasts %i real ones", (rate, ms, expected) => {
  expect(timeoutOn({ ...systemClock(), rate }, ms)).toBe(expected);
});
