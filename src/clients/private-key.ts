import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";

/** The smallest RSA modulus the vendor's SDK and RS256 accept. */
const minimumBits = 2048;

const keyOf = (text: string): KeyObject =>
  text.trimStart().startsWith("{")
    ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: "jwk" })
    : createPrivateKey(text);

/** CI secrets often carry a PEM on one line with `\n` spelt out. */
export const unfoldPem = (text: string): string =>
  text.startsWith("-----BEGIN") ? text.replaceAll("\\n", "\n").replaceAll("\r", "") : text;

/** Reads PEM (PKCS#8 or PKCS#1) or JWK text. Undefined: not an unencrypted RSA key of at least 2048 bits. */
export function readPrivateKey(text: string): KeyObject | undefined {
  try {
    const key = keyOf(text);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= minimumBits ? key : undefined;
  } catch {
    // The parser's own message can quote the text, hence is not passed on.
    return undefined;
  }
}
