import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { createDurably, readIfThere } from "../disk/durable.ts";

/** What a token stands for: this plan, this tenant, these risky addresses. */
export interface Confirmable {
  readonly digest: string;
  readonly cloud: string;
  readonly customerId: string;
  readonly addresses: readonly string[];
}

export interface Confirmation {
  readonly token: string;
  readonly expiresAt: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Confirmations {
  issue(subject: Confirmable): Confirmation;
  /** A token is spent by a check that succeeds, before anything is written. */
  spend(subject: Confirmable, token: string): Verdict;
}

interface Options {
  readonly folder: string;
  /** Given key; without one a random key is kept in a file that only its owner can read. */
  readonly key?: string;
  readonly ttlSeconds: number;
  readonly now: () => number;
}

const keyIn = (folder: string): string => {
  const path = join(folder, "confirmation.key");
  const known = readIfThere(path);
  if (known !== undefined) return known;
  const key = randomBytes(32).toString("hex");
  createDurably(path, key, 0o600);
  return key;
};

const sign = (key: string, subject: Confirmable, expires: string, nonce: string): string =>
  createHmac("sha256", key)
    .update(
      JSON.stringify([
        subject.digest,
        subject.cloud,
        subject.customerId,
        [...subject.addresses].sort(),
        expires,
        nonce,
      ]),
    )
    .digest("hex");

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export const confirmations = ({ folder, key, ttlSeconds, now }: Options): Confirmations => {
  const secret = (): string => key ?? keyIn(folder);
  return {
    issue(subject) {
      const expires = String(Math.floor(now() / 1000) + ttlSeconds);
      const nonce = randomBytes(8).toString("hex");
      return {
        token: `${expires}:${nonce}:${sign(secret(), subject, expires, nonce)}`,
        expiresAt: new Date(Number(expires) * 1000).toISOString(),
      };
    },
    spend(subject, token) {
      const [expires = "", nonce = "", signature = "", ...rest] = token.split(":");
      if (rest.length > 0 || !/^\d+$/.test(expires) || !/^[0-9a-f]{16}$/.test(nonce))
        return { ok: false, reason: "the token is malformed" };
      if (!isEqual(signature, sign(secret(), subject, expires, nonce)))
        return { ok: false, reason: "the token is for another plan or tenant" };
      if (Number(expires) * 1000 <= now()) return { ok: false, reason: "the token has expired" };
      try {
        // Creating the file is the test: of two runs with one token only one gets it.
        createDurably(join(folder, "spent", nonce), expires, 0o600);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return { ok: false, reason: "the token has been used" };
        throw error;
      }
      return { ok: true };
    },
  };
};
