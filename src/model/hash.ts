import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256 of the canonical JSON (RFC 8785) of a value: `sha256:<hex>`. */
export const hashOf = (value: unknown): string => {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value) ?? "null";
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
};
