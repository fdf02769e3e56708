import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** SHA-256 of the canonical JSON (RFC 8785) of a value: `sha256:<hex>`. */
export const hashOf = (value: unknown): string => {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value) ?? "null";
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
};

/** `sha256:<hex>` of bytes as they are, or of a text in UTF-8. */
export const sha256Of = (bytes: Uint8Array | string): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
