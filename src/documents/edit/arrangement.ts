import type { Part } from "./nodes.ts";
import { beginsLine, columnOf, lineStart, nextLine } from "./splice.ts";

/** A resource with the comments that are its own: those right above it, and deeper ones right below. */
export interface Block {
  readonly start: number;
  readonly end: number;
}

/** One place in the list as it is to be. */
export interface Slot {
  readonly text: string;
  /** The place in the old list of a resource that goes on standing among its neighbours; absent when it is new or moved. */
  readonly stays?: number;
}

const isComment = (line: string): boolean => line.trimStart().startsWith("#");
const isBlank = (line: string): boolean => line.trim() === "";
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Comments right above a place, no blank line between. */
const ownStart = (text: string, start: number, from: number): number => {
  let at = lineStart(text, start);
  while (at > from) {
    const above = lineStart(text, at - 1);
    if (above < from || !isComment(text.slice(above, at))) break;
    at = above;
  }
  return at;
};

/** Comments right below that stand in deeper than the dash. */
const ownEnd = (text: string, below: number, column: number): number => {
  let end = below;
  for (let at = below; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, nextLine(text, at));
    if (isBlank(line)) continue;
    if (!isComment(line) || line.length - line.trimStart().length <= column) break;
    end = nextLine(text, at);
  }
  return end;
};

/** The resources of a block list with their comments; what is between them belongs to none. */
export const blocksOf = (text: string, parts: readonly Part[], from: number): readonly Block[] => {
  const blocks: Block[] = [];
  for (const part of parts) {
    const above = blocks.at(-1)?.end ?? from;
    const start = beginsLine(text, part.start) ? ownStart(text, part.start, above) : part.start;
    blocks.push({ start, end: ownEnd(text, part.below, columnOf(text, part.start)) });
  }
  return blocks;
};

const hasComment = (gap: string): boolean => linesOf(gap).some(isComment);
const withoutBlanksAtStart = (gap: string): string => gap.replace(/^(?:[ \t]*\r?\n)+/, "");
const withoutBlanksAtEnd = (gap: string): string => {
  const lines = [...linesOf(gap)];
  while (lines.length > 0 && isBlank(lines.at(-1) ?? "")) lines.pop();
  return lines.join("");
};

/** What stands between two resources once the one between two gaps is gone: headings stay, blank lines do not pile up. */
const joinGaps = (above: string, below: string, isFirst: boolean): string => {
  if (!hasComment(below)) return above;
  if (!hasComment(above)) return isFirst ? above + withoutBlanksAtStart(below) : below;
  return isBlank(linesOf(above).at(-1) ?? "") ? above + withoutBlanksAtStart(below) : above + below;
};

export interface Arranged {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Where the list begins, comments above its first resource included. */
  readonly from: number;
  readonly slots: readonly Slot[];
  readonly eol: string;
}

/** Whether resources are kept apart by blank lines in this file. */
const isApart = ({ text, blocks }: Arranged): boolean => {
  const gaps = blocks.slice(1).map(({ start }, index) => text.slice(blocks[index]?.end, start));
  const apart = gaps.filter((gap) => linesOf(gap).some(isBlank)).length;
  const isLong = linesOf(text.slice(blocks[0]?.start, blocks[0]?.end)).length > 1;
  return gaps.length === 0 ? isLong : apart * 2 >= gaps.length;
};

/** The gap above each resource that stays; those around resources that went are joined. */
const gapsOf = ({ text, blocks, from, slots }: Arranged) => {
  const staying = new Set(slots.flatMap(({ stays }) => stays ?? []));
  const above = new Map<number, string>();
  let pending: string | undefined;
  for (const [index, block] of blocks.entries()) {
    const own = text.slice(blocks[index - 1]?.end ?? from, block.start);
    const gap = pending === undefined ? own : joinGaps(pending, own, above.size === 0);
    pending = staying.has(index) ? undefined : gap;
    if (pending === undefined) above.set(index, gap);
  }
  return { above, last: withoutBlanksAtEnd(pending ?? "") };
};

/** The text of the list with its resources in their new places. */
export const arrangedText = (arranged: Arranged): string => {
  const { above, last } = gapsOf(arranged);
  const separator = isApart(arranged) ? arranged.eol : "";
  const first = arranged.slots.findIndex(({ stays }) => stays !== undefined);
  const placed = arranged.slots.map(({ text, stays }, index) => {
    if (stays !== undefined) return index === first && index > 0 ? separator + text : (above.get(stays) ?? "") + text;
    return index === 0 ? text : separator + text;
  });
  const top = first > 0 ? (above.get(arranged.slots[first]?.stays ?? 0) ?? "") : "";
  return top + placed.join("") + last;
};
