import pc from "picocolors";
import { cellsOf } from "../../diagnostics/visible.ts";
import type { Line } from "./line.ts";

export interface TextOptions {
  readonly color: boolean;
  /** Columns of the terminal. Without it nothing is wrapped, so that every sentence stays on one line for `grep`. */
  readonly width?: number;
  readonly verbose?: boolean;
}

type Palette = ReturnType<typeof pc.createColors>;

const columns = (text: string): number =>
  /^[\x20-\x7e]*$/.test(text) ? text.length : cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);

/** Breaks at blanks; what has none stays whole. */
const wrap = (text: string, room: number): readonly string[] => {
  if (columns(text) <= room) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (line !== "" && columns(line) + 1 + columns(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

/** Paper of a given width and with or without colours. Red is for what opens access or deletes, nothing else. */
export interface Page {
  readonly palette: Palette;
  line(line: Line): string;
  /** A sentence behind a word in front, wrapped below itself. */
  sentence(
    lead: { readonly text: string; readonly width: number; readonly paint: (text: string) => string },
    text: string,
  ): string;
}

const narrowest = 40;

export const createPage = ({ color, width }: TextOptions): Page => {
  const palette = pc.createColors(color);
  const room = width === undefined ? Infinity : Math.max(narrowest, width);
  const hang = (text: string, first: number, rest: number): readonly string[] => {
    const [head = "", ...others] = wrap(text, room - Math.max(first, rest));
    return [head, ...others.map((one) => `${" ".repeat(rest)}${one}`)];
  };
  const paintSign = ({ sign, tone }: Line): ((text: string) => string) =>
    tone !== "strong" ? String : sign === "-" ? palette.red : sign === "+" ? palette.green : String;
  return {
    palette,
    line(line) {
      const { depth, sign, text, alarm, note, tone } = line;
      const indent = "  ".repeat(depth);
      const lead = sign === undefined ? "" : `${sign} `;
      const body = hang(text, indent.length + lead.length, indent.length + lead.length + 2);
      const paint = tone === "strong" ? palette.bold : tone === "dim" ? palette.dim : String;
      const tail = [
        ...(alarm === undefined
          ? []
          : [palette.bold(alarm.includes("ACCESS") ? palette.red(alarm) : palette.yellow(alarm))]),
        ...(note === undefined ? [] : [palette.dim(note)]),
      ];
      const start = `${indent}${paintSign(line)(lead)}`;
      return [`${start}${body.map(paint).join("\n")}`, ...tail].join("  ").trimEnd();
    },
    sentence({ text: lead, width: leadWidth, paint }, text) {
      const body = hang(text, leadWidth + 1, leadWidth + 1);
      return `${paint(lead.padEnd(leadWidth))} ${body.join("\n")}`;
    },
  };
};
