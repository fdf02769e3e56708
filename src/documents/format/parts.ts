import { isMap, isSeq, type Node } from "yaml";
import { isEmptyNode, isFlow, type Part, partsOf } from "../edit/nodes.ts";
import { columnOf, lineStart, nextLine } from "../edit/splice.ts";
import { commentBehind, type LooseLine, looseLines } from "./lines.ts";
import { isBlockText } from "./scalars.ts";

/** A part with the comments that surround it. */
export interface Led {
  readonly part: Part;
  /** Comments and blank lines above it. */
  readonly above: readonly LooseLine[];
  /** The comment on its line; of a part over several lines, on the first one. */
  readonly comment: string;
}

/** The parts of a list or mapping, and what stands below the last one but still belongs to it. */
export interface Parts {
  readonly parts: readonly Led[];
  readonly after: readonly LooseLine[];
}

export const isCollection = (node: Node | null): node is Node => isMap(node) || isSeq(node);

const startOf = ({ node, behind }: Part): number =>
  node === null || isEmptyNode(node) ? behind : (node.range?.[0] ?? 0);

const commentOf = (part: Part, text: string): string => {
  const { node, behind, end } = part;
  if (node !== null && isBlockText(node)) return "";
  if (!isCollection(node) || isFlow(node)) return commentBehind(text, end);
  const isBelow = text.slice(behind, startOf(part)).includes("\n");
  return isBelow ? commentBehind(text, behind) : "";
};

const blockParts = (node: Node, text: string, from: number): Parts => {
  const found = partsOf(node, text);
  const parts = found.map((part, index): Led => {
    const above = found[index - 1]?.below ?? from;
    const to = lineStart(text, part.start);
    return { part, above: to > above ? looseLines(text.slice(above, to)) : [], comment: commentOf(part, text) };
  });
  return { parts, after: [] };
};

/** What stands between two entries in brackets, without commas; the rest of the first line belongs to the one before. */
const between = (text: string, from: number, to: number): readonly LooseLine[] =>
  looseLines(text.slice(Math.min(nextLine(text, from), to), to)).flatMap((line) => {
    const comment = line.text.replace(/^,\s*/, "");
    return comment.startsWith("#") ? [{ ...line, text: comment }] : [];
  });

const flowParts = (node: Node, text: string): Parts => {
  const found = partsOf(node, text);
  const [start = 0, end = 0] = node.range ?? [];
  const parts = found.map((part, index): Led => {
    const before = found[index - 1];
    const first = before === undefined ? commentBehind(text, start + 1) : "";
    const above = between(text, before?.end ?? start, part.start);
    const lead = first === "" ? [] : [{ column: 0, text: first }];
    return { part, above: [...lead, ...above], comment: commentBehind(text, part.end) };
  });
  return { parts, after: between(text, found.at(-1)?.end ?? start, end) };
};

/** @param from where the first line below the key begins */
export const ledParts = (node: Node, text: string, from: number): Parts =>
  isFlow(node) ? flowParts(node, text) : blockParts(node, text, from);

/** Whether a comment stands between brackets. */
export const hasComment = (node: Node, text: string): boolean => {
  const { parts, after } = flowParts(node, text);
  const [start = 0, end = 0] = node.range ?? [];
  const isOneLine = !text.slice(start, end).includes("\n");
  if (isOneLine) return false;
  const inside = (part: Part): boolean => isCollection(part.node) && hasComment(part.node, text);
  const last = parts.at(-1);
  const isClosed = last === undefined || text.slice(last.part.end, end).includes("\n");
  return (
    after.length > 0 ||
    parts.some(({ part, above, comment }) => {
      const isOwn = comment !== "" && (part !== last?.part || isClosed);
      return above.length > 0 || isOwn || inside(part);
    })
  );
};

/** Old and new columns of a value's innermost last parts: whom a comment below it may belong to. */
export const tailColumns = (
  node: Node | null,
  text: string,
  indent: number,
): readonly { readonly old: number; readonly now: number }[] => {
  if (!isCollection(node) || isFlow(node)) return [];
  const parts = partsOf(node, text);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ old: columnOf(text, first.start), now: indent }, ...tailColumns(last.node, text, indent + 2)];
};
