/** What happens instead of, or after, an answer. */
export type FaultAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "secondary-limit"
  | "rate-limit"
  /** The connection ends; nothing was done. */
  | "drop-before"
  /** All was done; the connection ends before the answer. */
  | "drop-after";

export interface Fault {
  readonly method?: string;
  /** Of the path below `/api`, or of Git's and a blob's whole path. */
  readonly path: RegExp;
  /** How many such requests pass first. */
  readonly skip?: number;
  readonly times?: number;
  readonly answer: FaultAnswer;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** What a request meets. */
  next(method: string, path: string): FaultAnswer | undefined;
}

export const openFaults = (): Faults => {
  let waiting: { fault: Fault; skip: number; times: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
    },
    clear() {
      waiting = [];
    },
    next(method, path) {
      for (const entry of waiting) {
        const { fault } = entry;
        if (entry.times === 0 || (fault.method ?? method) !== method || !fault.path.test(path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.times -= 1;
        return fault.answer;
      }
      return undefined;
    },
  };
};
