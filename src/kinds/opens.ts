import type { Change } from "../model/change.ts";
import type { Kind } from "./kind.ts";

/** Whether a change counts as letting more through: what nobody can say of a rule counts as the worst. */
export const opens = (kind: Kind | undefined, { impact }: Pick<Change, "impact">): boolean =>
  impact === "broadens" || (impact === "unknown" && kind?.rule !== undefined);
