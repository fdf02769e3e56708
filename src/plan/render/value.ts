import { visible } from "../../diagnostics/visible.ts";
import { grouped } from "./words.ts";

export type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isAbsent = (value: unknown): boolean => value === null || value === undefined;

/** A list that was too long for the plan file (see json.ts). */
export const isAbbreviated = (value: unknown): value is { readonly count: number; readonly sha256: string } =>
  isRecord(value) && typeof value.count === "number" && typeof value.sha256 === "string";

const isSecret = (value: Fields): boolean =>
  typeof value.env === "string" && Object.keys(value).every((key) => key === "env" || key === "version");

/** Text that would be read as something else without quotes. */
const ambiguous = /^$|^\s|\s$|^[-+~(#]\s?|[[\]{}"]|:$|→|^(?:null|true|false|~)$/;
/** Among others, also text that would be read as two things. */
const ambiguousAmongOthers = /,\s|,$|:\s/;

/** The text between quotes, on one line, with nothing hidden in it. */
export const quoted = (text: string): string => `"${visible(text.replaceAll("\\", "\\\\").replaceAll('"', '\\"'))}"`;

const word = (text: string): string => {
  const shown = visible(text);
  return shown !== text || ambiguous.test(text) ? quoted(text) : text;
};

/** A value beside others on one line. */
export const item = (value: unknown): string =>
  typeof value === "string" && ambiguousAmongOthers.test(value) ? quoted(value) : inline(value);

/** A value on one line, as YAML would have it, readable rather than exact. */
export const inline = (value: unknown): string => {
  if (isAbsent(value)) return "null";
  if (typeof value === "string") return word(value);
  if (Array.isArray(value)) return `[${value.map(item).join(", ")}]`;
  if (isAbbreviated(value)) return `(${grouped(value.count)} entries, sha256 ${value.sha256.slice(0, 12)})`;
  if (!isRecord(value)) return visible(String(value));
  if (isSecret(value)) return isAbsent(value.version) ? "(secret)" : `(secret) version ${inline(value.version)}`;
  return `{${Object.entries(value)
    .map(([key, part]) => `${item(key)}: ${item(part)}`)
    .join(", ")}}`;
};

/** An entry of a list: a block of one key needs no braces around it. */
export const entry = (value: unknown): string => {
  if (!isRecord(value) || isSecret(value) || isAbbreviated(value)) return inline(value);
  const [only, ...others] = Object.entries(value);
  return only === undefined || others.length > 0 ? inline(value) : `${item(only[0])}: ${item(only[1])}`;
};

/** The beginning of a text that is too long to show, and how much is missing. */
export const clip = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${grouped(text.length - end)} characters more)`;
};
