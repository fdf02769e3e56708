/** The three products, in the order everything is read, planned and written. */
export const products = ["zms", "zpa", "zia"] as const;
export type Product = (typeof products)[number];

/** `<product>/<singular-kebab-case>`, e.g. `zia/url-filtering-rule`. */
export type KindName = `${Product}/${string}`;

/** `<kind>:<name>`: what people call a resource; the order of a domain is `<domain>:*` (see domain.ts). */
export type Address = `${KindName}:${string}`;

export const addressOf = (kind: KindName, name: string): Address => `${kind}:${name}`;
export const productOf = (kind: KindName): Product => kind.slice(0, 3) as Product;

/** A name as it is written: the API trims it anyway, and would then return another text than was sent. */
export const writtenName = (name: string): string => name.trim().normalize("NFC");

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'" };
const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => entities[name] ?? "");

/** Names that differ only in what the API does not keep (outer blanks, entities, Unicode form) are one spelling. */
export const spellingOf = (name: string): string => decodeEntities(name.trim()).normalize("NFC");

/**
 * What makes two names the same object: trimmed, entity-decoded once (some read paths of the vendor escape names),
 * NFC, case-folded.
 */
export const identityOf = (name: string): string => {
  const trimmed = name.trim();
  return isPlain.test(trimmed) ? trimmed.toLowerCase() : spellingOf(trimmed).toLowerCase();
};

/** ASCII without entities: nothing to decode or compose. Nearly all names are; large tenants compare millions. */
const isPlain = /^[\x20-\x25\x27-\x7e]*$/;
