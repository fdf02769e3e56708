import { randomBytes } from "node:crypto";
import type { Identity } from "./tenant.ts";

export interface GivenCredentials {
  readonly clientId?: string;
  readonly clientSecret?: string;
}

const randomDigits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join("");

/** A tenant nobody has seen before. */
export function newIdentity(random: () => number, given: GivenCredentials, seed: string): Identity {
  return {
    customerId: `2161${randomDigits(random, 13)}0`,
    clientId: given.clientId ?? `zc${randomBytes(12).toString("hex")}`,
    clientSecret: given.clientSecret ?? randomBytes(24).toString("base64url"),
    vanityDomain: seed === "empty" ? "newco" : "acme",
  };
}
