/**
 * A line that nobody sees, by which we find what we wrote: `<!-- zerodrift:plan:1 tenant=acme head=… -->`. It says which
 * text is which, and proves nothing.
 */

/** Neither `--` nor `>` may stand in a comment, and a blank ends a value. */
const encode = (value: string): string =>
  encodeURIComponent(value.replace(/\p{Cs}/gu, "\ufffd"))
    .replaceAll("%3A", ":")
    .replaceAll("-", "%2D")
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (value: string): string | undefined => {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
};

/** The first line of a text that we may have to find again. */
export const writeTag = (kind: string, values: Readonly<Record<string, string>>): string =>
  `<!-- zerodrift:${kind}:1 ${Object.entries(values)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join(" ")} -->`;

/** The values of a tag, when the first line of a text is one of this kind with exactly these names in this order. */
export const readTag = <Name extends string>(
  text: string,
  kind: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> | undefined => {
  const [line = ""] = text.split(/\r?\n/, 1);
  const [, found, list = ""] = /^<!-- zerodrift:([a-z]+):1 ([!-~]+(?: [!-~]+)*) -->$/.exec(line) ?? [];
  const parts = list.split(" ");
  if (found !== kind || parts.length !== names.length) return undefined;
  const values = names.map((name, index) => {
    const part = parts[index] ?? "";
    return part.startsWith(`${name}=`) ? decode(part.slice(name.length + 1)) : undefined;
  });
  if (values.includes(undefined)) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Record<Name, string>;
};
