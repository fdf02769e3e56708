import { setTimeout as wait } from "node:timers/promises";

/** Time as an argument, so that tests need not wait and the sandbox can run fast. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** How many times faster than the wall clock waits pass; 1 when absent. */
  readonly rate?: number;
}

/** The real clock. Waits are divided by `rate`, the date is not: tokens and signatures need the true one. */
export const systemClock = (rate = 1): Clock => ({
  rate,
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms / rate, undefined, { signal });
  },
});

/** Below this no answer can be expected: a fast clock hurries the sandbox's waits, not the machine. */
const shortestTimeoutMs = 2_000;

/** How long a time-out of `ms` lasts in real milliseconds; never longer than `ms`. */
export const timeoutOn = ({ rate = 1 }: Clock, ms: number): number =>
  Math.min(ms, Math.max(ms / rate, shortestTimeoutMs));
