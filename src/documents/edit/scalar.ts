/** How a text was or is to be written. */
export type Quoting = "plain" | "single" | "double";

/**
 * What some reader of YAML takes for another type when it stands without quotes: numbers, booleans, null and dates, by the
 * rules of 1.2 and, because editors and other tools still know them, of 1.1.
 */
const otherType = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/i,
  /^[-+]?(?:\.inf|\.nan)$/i,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+)$/i,
  /^[-+]?(?:\d[\d_]*)?\.?[\d_]*(?:e[-+]?\d+)?$/i,
  /^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/,
];

/** What has a meaning of its own where a value begins. */
const indicator = /^(?:[-?:](?:$|\s)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.)/;

/** What must be written as an escape: what no reader of a diff sees, and what YAML does not allow. */
const hidden =
  /\p{Cc}|\p{Cs}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e007f}]/gu;

const isVisible = (text: string): boolean => text.search(hidden) < 0;

/** Whether a text reads back as the same text without quotes, also between brackets. */
export const isPlain = (text: string): boolean =>
  text !== "" &&
  text.trim() === text &&
  isVisible(text) &&
  !indicator.test(text) &&
  !/[,[\]{}]/.test(text) &&
  !/:(?:\s|$)|\s#/.test(text) &&
  !otherType.some((pattern) => pattern.test(text));

/** Outside of brackets commas and brackets are letters like others. */
const isPlainInBlock = (text: string): boolean =>
  !indicator.test(text) && isPlain(text.replaceAll(/[,[\]{}]/g, "x")) && !/^[-+\d.,_]*$/.test(text);

const escaped = (character: string): string => {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (short !== undefined) return short;
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length <= 4 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
};

const doubleQuoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll(hidden, escaped)}"`;

/** Where a value stands: brackets around it make commas and brackets special. */
export type Surroundings = "block" | "flow";

/** A text on one line, in the quotes it had where they can hold it, else without where that is safe, else in double quotes. */
export const writtenText = (text: string, around: Surroundings, had: Quoting = "plain"): string => {
  if (had === "double") return doubleQuoted(text);
  if (had === "single" && isVisible(text)) return `'${text.replaceAll("'", "''")}'`;
  const isSafe = around === "flow" ? isPlain(text) : isPlainInBlock(text);
  return isSafe ? text : doubleQuoted(text);
};

/** A value that is no collection, on one line. */
export const writtenScalar = (value: unknown, around: Surroundings, had?: Quoting): string =>
  typeof value === "string" ? writtenText(value, around, had) : String(value ?? null);

/** Whether a text can stand as lines under a `|`: it has several, none that begins or ends in a blank at its edges. */
const isBlockText = (text: string): boolean =>
  text.includes("\n") &&
  isVisible(text.replaceAll("\n", "")) &&
  !/^[\s]/.test(text) &&
  !/[ \t](?:\n|$)/.test(text) &&
  !/\n\n$/.test(text);

/** The lines of a text below the `|` it belongs to; undefined when it has to stand in quotes. */
export const blockLines = (text: string): { readonly head: string; readonly lines: readonly string[] } | undefined => {
  if (!isBlockText(text)) return undefined;
  const isClipped = text.endsWith("\n");
  return { head: isClipped ? "|" : "|-", lines: (isClipped ? text.slice(0, -1) : text).split("\n") };
};
