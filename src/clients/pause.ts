import { type Addressed, errorOf } from "./api-errors.ts";
import type { Clock } from "./clock.ts";

interface Waiting {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Sleeps between two attempts. Nothing is under way then, so an interruption leaves nothing in doubt. */
export async function pauseFor(ms: number, { clock, signal }: Waiting, address: Addressed): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (signal?.aborted) throw errorOf({ kind: "interrupted" }, address, false);
    throw error;
  }
}
