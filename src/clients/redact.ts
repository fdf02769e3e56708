/** Removes credentials from text that people will see. */
export interface Redactor {
  /** From now on this value never appears. */
  add(secret: string | undefined): void;
  redact(text: string): string;
}

const mask = "[redacted]";
/** Shorter values would blank out ordinary words. */
const shortest = 4;

/** Shapes of credentials we were never told, e.g. a token that a proxy echoes. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, mask],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`],
  [
    /([?&"'\s]?\b(?:api_?token|access_token|client_?secret|client_assertion|api_?key|password|pre_?shared_?key)["']?\s*[=:]\s*["']?)[^&"'\s,}]+/gi,
    `$1${mask}`,
  ],
];

/** A secret as it may be echoed: raw, URL-encoded, inside JSON text, and line by line for a PEM. */
function spellings(secret: string): string[] {
  const lines = secret.split("\n").filter((line) => line.length >= 16 && !line.startsWith("-----"));
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...lines];
}

export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    add: (secret) => {
      if (secret === undefined || secret.length < shortest) return;
      for (const spelling of spellings(secret)) known.add(spelling);
    },
    redact: (text) => {
      let clean = text;
      // Longest first: one secret may contain another.
      for (const secret of [...known].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, mask);
      for (const [shape, replacement] of shapes) clean = clean.replace(shape, replacement);
      return clean;
    },
  };
}

const secretKey = /secret|provisioningkey|password|passphrase|token|preshared|psk|privatekey|apikey|credential/i;

/** String values below keys that name secrets: the service may quote a refused request. */
export function secretsIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") return secretKey.test(key) && value.length >= shortest ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(item, key));
  return Object.entries(value).flatMap(([name, item]) => secretsIn(item, name));
}
