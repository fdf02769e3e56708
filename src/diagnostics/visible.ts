/**
 * Characters a terminal or a reader of a diff could be fooled with: controls, lone surrogates, line separators, zero
 * width and direction marks, soft hyphens, letters of Hangul that show nothing. The joiner of emoji (U+200D), the
 * non-joiner that Persian needs and accents are left alone.
 */
const hidden =
  /\p{Cc}|\p{Cs}|\u034f|[\u00ad\u061c\u115f\u1160\u180e\u3164\uffa0\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const escaped = (character: string): string => {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
};

/** The text on one line, with everything hidden written as an escape: nothing reaches a terminal as a command. */
export const visible = (text: string): string => text.replace(hidden, escaped);

/** One character as people count them, and how many columns of a terminal it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Offset in the line, in UTF-16 units. */
  readonly start: number;
}

const tab = "    ";
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;
const emoji = /^\p{Emoji_Presentation}|\ufe0f/u;
const weightless = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const widthOf = (grapheme: string): number => {
  if (weightless.test(grapheme)) return 0;
  return wide.test(grapheme) || emoji.test(grapheme) ? 2 : 1;
};

const cellOf = (grapheme: string, start: number): Cell => {
  if (grapheme === "\t") return { text: tab, width: tab.length, start };
  const text = visible(grapheme);
  return { text, width: text === grapheme ? widthOf(grapheme) : text.length, start };
};

const printable = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A line cut into what a terminal shows as units. */
export const cellsOf = (line: string): readonly Cell[] => {
  if (printable.test(line)) return [...line].map((text, start) => ({ text, width: 1, start }));
  return [...graphemes.segment(line)].map(({ segment, index }) => cellOf(segment, index));
};
