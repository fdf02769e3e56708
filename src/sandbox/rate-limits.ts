import type { Clock } from "./clock.ts";
import { answer, type Response } from "./http.ts";
import type { Product } from "./products.ts";
import { ziaKinds } from "./zia/kinds.ts";

/** So many calls per window, counted from the first call in it. */
interface Window {
  readonly word: string;
  readonly milliseconds: number;
  readonly max: number;
}

const perSecond = (max: number): Window => ({ word: "SECOND", milliseconds: 1000, max });
const perMinute = (max: number): Window => ({ word: "MINUTE", milliseconds: 60_000, max });
const perHour = (max: number): Window => ({ word: "HOUR", milliseconds: 3_600_000, max });

/** Help portal: the usual weights of reads, of writes, and of deletes. */
const light = [perSecond(2), perHour(1000)];
const medium = [perSecond(1), perHour(400)];
const heavy = [perMinute(1), perHour(4)];

/** Documented or recorded for single endpoints; all others go by weight. */
const ziaSpecial: Readonly<Record<string, readonly Window[]>> = {
  "GET users": medium,
  "GET groups": medium,
  "GET urlCategories": light,
  "GET ruleLabels": light,
  "GET security/advanced": medium,
  "POST auditlogEntryReport": [perMinute(10), perHour(40)],
  "DELETE auditlogEntryReport": light,
  "DELETE urlFilteringRules": medium,
};

const ziaPaths = [...ziaKinds].map(({ path, ordered }) => ({ path, isRules: ordered !== undefined }));

/** The limiter a ZIA call falls under: per path, ids and query ignored (recorded). */
function ziaWindows(method: string, path: string): { key: string; windows: readonly Window[] } {
  const relative = path.slice("/zia/api/v1/".length).replace(/\/(-?\d+|CUSTOM_\d+)$/, "/{id}");
  const base = relative.replace("/{id}", "");
  const special = ziaSpecial[`${method} ${base}`];
  const isRuleRead = ziaPaths.some(
    ({ path: rules, isRules }) => isRules && (base === rules || base.startsWith(`${rules}/`)),
  );
  const usual = method === "DELETE" ? heavy : method === "GET" && !isRuleRead ? light : medium;
  const windows = special ?? usual;
  return { key: `${method} ${relative}`, windows };
}

/** Help and SDK: per source address, 20 reads or 10 writes in 10 seconds. */
const zpaReads: Window = { word: "", milliseconds: 10_000, max: 20 };
const zpaWrites: Window = { word: "", milliseconds: 10_000, max: 10 };

/** Recorded: 429 bodies and headers of ZIA. The hourly wording is assumed to follow the one per second. */
const ziaRefusal = (window: Window, seconds: number): Response =>
  answer(
    429,
    { "content-type": "application/json", "retry-after": String(seconds) },
    JSON.stringify({
      message: `Rate Limit (${window.max}/${window.word}) exceeded`,
      "Retry-After": `${seconds} seconds`,
    }),
  );

/** Recorded: the wait carries its unit. */
const zpaRefusal = (_window: Window, seconds: number): Response =>
  answer(
    429,
    { "content-type": "application/json", "retry-after": `${seconds}s` },
    '{\n  "exception" : "invalid.toomanyrequests",\n  "id" : "invalid.toomanyrequests",\n  "reason" : "Exceeded the number of requests allowed."\n}',
  );

/** Invented: no 429 of ZMS was ever recorded. */
const zmsRefusal = (_window: Window, seconds: number): Response =>
  answer(
    429,
    { "content-type": "application/json", "retry-after": String(seconds) },
    JSON.stringify({ errors: [{ message: "Too many requests" }] }),
  );

export interface RateLimits {
  /** Counts a call; the refusal if it is one too many. */
  check(product: Product, method: string, path: string): Response | undefined;
  reset(): void;
}

export function openRateLimits(clock: Clock): RateLimits {
  const counts = new Map<string, { since: number; calls: number }>();
  const count = (
    key: string,
    windows: readonly Window[],
    refuse: (window: Window, seconds: number) => Response,
  ): Response | undefined => {
    const now = clock.scaled();
    const entries = windows.map((window) => {
      const name = `${key} ${window.milliseconds}`;
      const known = counts.get(name);
      const entry = known && now - known.since < window.milliseconds ? known : { since: now, calls: 0 };
      counts.set(name, entry);
      return { window, entry };
    });
    const full = entries.filter(({ window, entry }) => entry.calls >= window.max).at(-1);
    if (full) {
      const left = full.entry.since + full.window.milliseconds - now;
      return refuse(full.window, Math.max(1, Math.ceil(left / 1000)));
    }
    for (const { entry } of entries) entry.calls++;
    return undefined;
  };
  return {
    check(product, method, path) {
      if (product === "zia") {
        const { key, windows } = ziaWindows(method, path);
        return count(`zia ${key}`, windows, ziaRefusal);
      }
      if (product === "zpa") {
        const isRead = method === "GET";
        return count(isRead ? "zpa reads" : "zpa writes", [isRead ? zpaReads : zpaWrites], zpaRefusal);
      }
      return product === "zms" ? count("zms", [perSecond(1000)], zmsRefusal) : undefined;
    },
    reset: () => counts.clear(),
  };
}
