import type { Wire } from "../json.ts";

/** The enabled rules of a kind in the order they are tried, and how one is compared with a flow. */
export interface Matcher {
  readonly rules: readonly Wire[];
  matches(rule: Wire, flow: Wire): boolean;
}

/** Names are compared the way people read them: without case and outer blanks. */
export const isSameName = (left: unknown, right: unknown): boolean =>
  String(left).trim().normalize("NFC").toLowerCase() === String(right).trim().normalize("NFC").toLowerCase();
