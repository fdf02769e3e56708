import { productOf } from "../model/address.ts";
import type { PlannedRequest } from "../model/plan.ts";

/**
 * Seconds per write under the published limits: ZIA one write a second, ZPA ten in ten seconds, ZMS none known but a
 * round trip. Reads around the writes and the activation add a few. [vendor help; round trips recorded]
 */
const secondsPerWrite = { zia: 1, zpa: 1, zms: 0.3 } as const;
const activationSeconds = 3;

export const costOf = (
  requests: readonly PlannedRequest[],
): { readonly requests: number; readonly seconds: number } => {
  const seconds = requests.reduce(
    (sum, { phase, address }) =>
      sum + (phase === "activation" ? activationSeconds : secondsPerWrite[productOf(address.split(":")[0] as never)]),
    0,
  );
  return { requests: requests.length, seconds: Math.ceil(seconds) };
};
