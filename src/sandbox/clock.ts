/** The server's own time. Waits and rate-limit windows run `rate` times faster than the wall clock. */
export interface Clock {
  rate: number;
  /** Milliseconds since the epoch, not scaled: what stamps objects. */
  now(): number;
  seconds(): number;
  /** Scaled milliseconds since start: what rate-limit windows are counted in. */
  scaled(): number;
  /** Waits the given server time, or until the signal fires. */
  wait(milliseconds: number, until?: Promise<unknown>): Promise<void>;
}

export function startClock(now: () => number): Clock {
  let rate = 1;
  let anchor = now();
  let elapsed = 0;
  const scaled = (): number => elapsed + (now() - anchor) * rate;
  return {
    get rate() {
      return rate;
    },
    set rate(value: number) {
      elapsed = scaled();
      anchor = now();
      rate = value;
    },
    now,
    seconds: () => Math.floor(now() / 1000),
    scaled,
    wait: (milliseconds, until) => {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds / rate);
        // A wait never keeps a process alive; the listening server does, until it is closed.
        timer.unref();
      });
      if (!until) return timeout;
      return Promise.race([timeout, until.then(() => undefined)]).finally(() => clearTimeout(timer));
    },
  };
}
