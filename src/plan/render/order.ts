import { visible } from "../../diagnostics/visible.ts";
import type { OrderChange } from "../../model/plan.ts";
import { type Detail, type Line, partOf, type Sign } from "./line.ts";
import { quoted } from "./value.ts";
import { count } from "./words.ts";

interface Row {
  readonly name: string;
  /** From 1; absent for a rule that goes away. */
  readonly at?: number;
  readonly was?: number;
  readonly sign: Sign;
  /** Passed, and not in Git. Of rules that nothing passes a plan does not say whose they are. */
  readonly isForeign: boolean;
}

const numbered = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index) => [name, index + 1]));

/** The new order, with rules that go away at the place they had. */
const rowsOf = (order: OrderChange, moved: ReadonlySet<string>): readonly Row[] => {
  const [old, now] = [numbered(order.before), numbered(order.after)];
  const foreign = new Set(order.crossings.map(({ crosses }) => crosses));
  const gone = new Map<string | undefined, Row[]>();
  let anchor: string | undefined;
  for (const [index, name] of order.before.entries()) {
    if (now.has(name)) anchor = name;
    else gone.set(anchor, [...(gone.get(anchor) ?? []), { name, was: index + 1, sign: "-", isForeign: false }]);
  }
  const row = (name: string, index: number): Row => {
    const was = old.get(name);
    const sign: Sign = was === undefined ? "+" : moved.has(name) ? "→" : " ";
    return { name, at: index + 1, ...(was === undefined ? {} : { was }), sign, isForeign: foreign.has(name) };
  };
  return [
    ...(gone.get(undefined) ?? []),
    ...order.after.flatMap((name, index) => [row(name, index), ...(gone.get(name) ?? [])]),
  ];
};

const noteOf = ({ sign, was, isForeign }: Row): string | undefined => {
  if (sign === "+") return "new";
  if (sign === "-") return `deleted, was ${was}`;
  if (sign === "→") return `was ${was}`;
  return isForeign ? "passed, not in Git" : undefined;
};

/** Rows worth showing: what changes and a little around it. A fold takes a line itself, so short runs are not folded. */
const shownRows = (rows: readonly Row[], context: number): readonly boolean[] => {
  const shown = rows.map(() => false);
  for (const [index, { sign }] of rows.entries()) {
    if (sign === " ") continue;
    for (let at = Math.max(0, index - context); at <= Math.min(rows.length - 1, index + context); at += 1)
      shown[at] = true;
  }
  return shown.map((is, index) => is || ((shown[index - 1] ?? true) && (shown[index + 1] ?? true)));
};

const rowLine = (row: Row, width: number, depth: number): Line => {
  const note = noteOf(row);
  return {
    depth,
    sign: row.sign,
    text: `${String(row.at ?? "").padStart(width)}  ${visible(row.name)}`,
    ...(note === undefined ? {} : { note }),
    ...(row.sign === " " && row.isForeign ? { tone: "dim" as const } : {}),
  };
};

const foreignNote = (foreign: number, all: number): string => {
  if (foreign === 0) return "";
  return foreign === all ? ", all passed, none in Git" : `, ${foreign} of them passed, not in Git`;
};

const foldLine = (rows: readonly Row[], width: number, depth: number): Line => {
  const foreign = rows.filter(({ isForeign }) => isForeign).length;
  const text = `${" ".repeat(width)}  … ${count(rows.length, "rule")}${foreignNote(foreign, rows.length)}`;
  return { depth, sign: " ", text, tone: "dim" };
};

const rowLines = (rows: readonly Row[], depth: number, detail: Detail): readonly Line[] => {
  const width = String(rows.length).length;
  const shown = shownRows(rows, detail.context);
  const lines: Line[] = [];
  let folded: Row[] = [];
  for (const [index, row] of rows.entries()) {
    if (!shown[index]) folded.push(row);
    if (folded.length > 0 && (shown[index] || index === rows.length - 1)) {
      lines.push(foldLine(folded, width, depth));
      folded = [];
    }
    if (shown[index]) lines.push(rowLine(row, width, depth));
  }
  return lines;
};

const crossingLines = ({ crossings }: OrderChange, depth: number, detail: Detail): readonly Line[] => {
  const passed = new Map<string, string[]>();
  for (const { rule, crosses } of crossings) passed.set(rule, [...(passed.get(rule) ?? []), crosses]);
  return [...passed].map(([rule, names]): Line => {
    const part = partOf(names, detail.entries);
    const more = part.hidden === 0 ? "" : ` and ${part.hidden} more`;
    return { depth, text: `${quoted(rule)} passes ${part.shown.map(quoted).join(", ")}${more} (not in Git)` };
  });
};

/** An order that changes; `type` where its kind has one per type of rule. */
export interface ToldOrder {
  readonly type?: string;
  readonly order: OrderChange;
  /** Names of the rules that move. */
  readonly moved: ReadonlySet<string>;
}

/** The part of a rule order that changes, and which rules of others are passed. */
export const orderLines = ({ type, order, moved }: ToldOrder, depth: number, detail: Detail): readonly Line[] => {
  const rows = rowsOf(order, moved);
  const lines = rowLines(rows, depth + 1, detail);
  const part = partOf(lines, detail.rows);
  return [
    {
      depth,
      text: `order of ${count(order.after.length, "rule")}${type === undefined ? "" : ` of ${visible(type)}`}:`,
    },
    ...part.shown,
    ...(part.hidden === 0
      ? []
      : [{ depth: depth + 1, sign: " " as const, text: `… ${count(part.hidden, "more line")}`, tone: "dim" as const }]),
    ...crossingLines(order, depth + 1, detail),
  ];
};
