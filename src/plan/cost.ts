import { type KindName, type Product, productOf } from "../model/address.ts";
import type { PlannedRequest } from "../model/plan.ts";

/**
 * Seconds per write under the published limits: ZIA one write a second, ZPA ten in ten seconds, ZMS none known but a
 * round trip. Reads around the writes and the activation add a few. [vendor help; round trips recorded]
 */
const secondsPerWrite = { zia: 1, zpa: 1, zms: 0.3 } as const;
const activationSeconds = 3;

/** So many calls in so many seconds, counted from the first of them. */
interface Window {
  readonly max: number;
  readonly seconds: number;
}

/** Deletes of ZIA count per endpoint, whatever the object; an endpoint without a row of its own is limited so. [vendor help] */
const ziaDeletes: readonly Window[] = [
  { max: 1, seconds: 60 },
  { max: 4, seconds: 3600 },
];

/** Endpoints whose deletes are published to be limited as other writes are. [vendor help] */
const ziaDeletesAsWrites: ReadonlySet<string> = new Set(["/zia/api/v1/urlFilteringRules"]);

const productIn = ({ address }: PlannedRequest): Product => productOf(address.split(":")[0] as KindName);

/** The endpoint whose deletes a request counts among; undefined where only the pace of writes holds. */
const limited = (request: PlannedRequest): string | undefined => {
  if (request.method !== "DELETE" || productIn(request) !== "zia") return undefined;
  const endpoint = request.path.slice(0, request.path.lastIndexOf("/"));
  return ziaDeletesAsWrites.has(endpoint) ? undefined : endpoint;
};

/** The first moment from `now` on at which one more call fits into a window. */
const earliest = ({ max, seconds }: Window, sent: readonly number[], now: number): number => {
  let since = Number.NEGATIVE_INFINITY;
  let calls = 0;
  for (const at of sent) {
    const isNew = at >= since + seconds;
    since = isNew ? at : since;
    calls = isNew ? 1 : calls + 1;
  }
  return calls >= max ? Math.max(now, since + seconds) : now;
};

/** Seconds that the writes take one after the other, each as soon as its limits let it. */
export const costOf = (
  requests: readonly PlannedRequest[],
): { readonly requests: number; readonly seconds: number } => {
  const sent = new Map<string, readonly number[]>();
  let now = 0;
  for (const request of requests) {
    const endpoint = limited(request);
    if (endpoint !== undefined) {
      const before = sent.get(endpoint) ?? [];
      now = ziaDeletes.reduce((at, window) => earliest(window, before, at), now);
      sent.set(endpoint, [...before, now]);
    }
    now += request.phase === "activation" ? activationSeconds : secondsPerWrite[productIn(request)];
  }
  return { requests: requests.length, seconds: Math.ceil(now) };
};
