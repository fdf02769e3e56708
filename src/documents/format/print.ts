import { isAlias, isMap, type Node } from "yaml";
import { isEmptyNode, isFlow, type Part, partsOf } from "../edit/nodes.ts";
import { widest } from "../edit/render.ts";
import { lineStart, nextLine } from "../edit/splice.ts";
import { type LooseLine, withComment, withoutDoubles } from "./lines.ts";
import { hasComment, isCollection, type Led, ledParts, type Parts, tailColumns } from "./parts.ts";
import { blockText, isBlockText, scalarText, sourceOf } from "./scalars.ts";

/** What a mapping or list is: the keys of documents and resources have an order of their own. */
type Level = "document" | "resources" | "resource" | "value";

/** A part as lines, and the lines above it. */
interface Row {
  readonly above: readonly string[];
  readonly lines: readonly string[];
}

const step = 2;
const margin = (indent: number): string => " ".repeat(indent);
const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== "").join(" ");

const anchorOf = (node: Node | null): string => {
  const anchor = (node as { readonly anchor?: string } | null)?.anchor;
  return anchor === undefined ? "" : `&${anchor}`;
};

const keyText = (text: string, { start, keyEnd }: Part): string => text.slice(start, keyEnd);

const inline = (node: Node | null, text: string): string => {
  if (node === null || isEmptyNode(node)) return anchorOf(node);
  if (isAlias(node)) return sourceOf(node, text);
  return joined(anchorOf(node), isCollection(node) ? inBrackets(node, text) : scalarText(node, text, "flow"));
};

const inBrackets = (node: Node, text: string): string => {
  const parts = partsOf(node, text).map((part) => {
    const value = inline(part.node, text);
    return part.key === undefined ? value : `${keyText(text, part)}: ${value === "" ? "null" : value}`;
  });
  return isMap(node) ? `{${parts.join(", ")}}` : `[${parts.join(", ")}]`;
};

/** `kind` above `resources`, `name` first and the tool's own words last; all else stays in its author's order. */
const ranks: Readonly<Record<Level, readonly [first: readonly string[], last: readonly string[]]>> = {
  document: [["kind", "position"], ["resources"]],
  resources: [[], []],
  resource: [["name"], ["lifecycle"]],
  value: [[], []],
};

const rankOf = (level: Level, { key = "" }: Part): number => {
  const [first, last] = ranks[level];
  if (first.includes(key)) return first.indexOf(key) - first.length;
  return last.indexOf(key) + 1;
};

const innerLevel = (level: Level, { key }: Part): Level => {
  if (level === "document" && key === "resources") return "resources";
  return level === "resources" ? "resource" : "value";
};

/** A comment that stands in deeper than its neighbour below belongs to what is above it. */
const looseText = (
  { column, text }: LooseLine,
  indent: number,
  deeper: readonly { readonly old: number; readonly now: number }[],
): string => {
  if (text === "") return "";
  const owner = deeper.findLast(({ old }) => old <= column);
  return `${margin(owner?.now ?? indent)}${text}`;
};

const rowsOf = ({ parts, after }: Parts, text: string, indent: number, linesOf: (led: Led) => Row): readonly Row[] => {
  const own = parts[0] === undefined ? 0 : parts[0].part.start - lineStart(text, parts[0].part.start);
  const rows = parts.map((led, index): Row => {
    const before = parts[index - 1]?.part.node ?? null;
    const deeper = tailColumns(before, text, indent + step).filter(({ old }) => old > own);
    const { above, lines } = linesOf(led);
    const loose = led.above.map((line) => looseText(line, indent, deeper));
    const start = index === 0 ? loose.findIndex((line) => line !== "") : 0;
    return { above: [...(start < 0 ? [] : loose.slice(start)), ...above], lines };
  });
  return after.length === 0 ? rows : [...rows, { above: after.map((line) => looseText(line, indent, [])), lines: [] }];
};

/** What stands behind a key or dash, and the lines below it. */
interface Value {
  readonly head: string;
  readonly below: readonly string[];
}

const fits = (node: Node, text: string, column: number): boolean =>
  partsOf(node, text).length === 0 || (!hasComment(node, text) && column + inBrackets(node, text).length <= widest);

const valueText = (part: Part, text: string, column: number, indent: number, level: Level): Value => {
  const { node } = part;
  if (node !== null && isBlockText(node)) {
    const { head, below } = blockText(node, text, indent);
    return { head: joined(anchorOf(node), head), below };
  }
  if (!isCollection(node)) {
    const isPlain = node === null || isAlias(node);
    return { head: isPlain ? inline(node, text) : joined(anchorOf(node), scalarText(node, text, "block")), below: [] };
  }
  if (isFlow(node) && fits(node, text, column)) return { head: inline(node, text), below: [] };
  const rows = (isMap(node) ? mapRows : listRows)(node, text, nextLine(text, part.behind), indent, level);
  return { head: anchorOf(node), below: rows.flatMap(({ above, lines }) => [...above, ...lines]) };
};

type Rows = (node: Node, text: string, from: number, indent: number, level: Level) => readonly Row[];

const mapRows: Rows = (node, text, from, indent, level) => {
  const { parts, after } = ledParts(node, text, from);
  const rows = rowsOf({ parts, after }, text, indent, ({ part, comment }) => {
    const start = `${margin(indent)}${keyText(text, part)}:`;
    const { head, below } = valueText(part, text, start.length + 1, indent + step, innerLevel(level, part));
    return { above: [], lines: [withComment(joined(start, head), comment), ...below] };
  });
  const ranked = rows.map((row, index) => ({ row, rank: parts[index] ? rankOf(level, parts[index].part) : 9 }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row);
};

const isCommentLine = (line: string): boolean => line.trimStart().startsWith("#");

const listRows: Rows = (node, text, from, indent, level) => {
  const dash = `${margin(indent)}-`;
  const rows = rowsOf(ledParts(node, text, from), text, indent, ({ part, comment }) => {
    const { head, below } = valueText(part, text, indent + step, indent + step, innerLevel(level, part));
    if (head !== "" || below.length === 0)
      return { above: [], lines: [withComment(joined(dash, head), comment), ...below] };
    // The first key stands behind the dash, the comments that stood there above it.
    const first = below.findIndex((line) => line !== "" && !isCommentLine(line));
    const own = [comment, ...below.slice(0, first).map((line) => line.trim())].filter((line) => line !== "");
    const lines = [`${dash} ${(below[first] ?? "").trimStart()}`, ...below.slice(first + 1)];
    return { above: own.map((line) => `${margin(indent)}${line}`), lines };
  });
  return level === "resources" ? keptApart(rows, indent) : rows;
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Resources are all kept apart by one blank line, or none of them is. */
const keptApart = (rows: readonly Row[], indent: number): readonly Row[] => {
  if (!rows.slice(1).some(({ above }) => above.includes(""))) return rows;
  return rows.map(({ above, lines }, index) => {
    if (index === 0 || above.includes("")) return { above, lines };
    const own = above.findIndex((line) => indentOf(line) <= indent);
    const at = own < 0 ? above.length : own;
    return { above: [...above.slice(0, at), "", ...above.slice(at)], lines };
  });
};

/** The lines of a document, from its first key to its last value. */
export const documentLines = (contents: Node, text: string): readonly string[] => {
  const start = lineStart(text, contents.range?.[0] ?? 0);
  const rows = mapRows(contents, text, start, 0, "document");
  return withoutDoubles(rows.flatMap(({ above, lines }) => [...above, ...lines]));
};

/** Comments below the last value, under what they belong to. */
export const tailLines = (contents: Node, text: string, lines: readonly LooseLine[]): readonly string[] => {
  const columns = tailColumns(contents, text, 0);
  return lines.map((line) => looseText(line, 0, columns));
};
