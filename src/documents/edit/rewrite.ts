import { isScalar } from "yaml";
import { isRecord } from "../problems.ts";
import { type Editing, linesText, rangeOf, refuseMissed } from "./editing.ts";
import { isEmptyNode, type Part, quotingOf } from "./nodes.ts";
import { entryLines, inFlow, writtenValue } from "./render.ts";
import { blockLines, type Surroundings, writtenScalar, writtenText } from "./scalar.ts";
import { columnOf, nextLine, type Splice } from "./splice.ts";

const rewriteInFlow = ({ text }: Editing, part: Part, after: unknown): Splice => {
  const quoting = quotingOf(part.node);
  const written = isRecord(after) || Array.isArray(after) ? inFlow(after) : writtenScalar(after, "flow", quoting);
  if (part.node !== null && !isEmptyNode(part.node)) {
    return { start: rangeOf(part.node)[0], end: part.end, text: written };
  }
  const colon = part.key !== undefined && text[part.behind - 1] !== ":" ? ": " : " ";
  return { start: part.behind, end: part.behind, text: colon + written };
};

/** The value of a key, with the comment behind the old one. */
const rewriteField = (editing: Editing, part: Part, after: unknown): Splice => {
  const { text, eol } = editing;
  const start = part.node === null || isEmptyNode(part.node) ? part.behind : rangeOf(part.node)[0];
  const isBelow = text.slice(part.behind, start).includes("\n");
  const indent = columnOf(text, part.start);
  const isLine = typeof after === "string" && blockLines(after) === undefined;
  const { head, below } = isLine
    ? { head: writtenText(after, "block", quotingOf(part.node)), below: [] }
    : writtenValue(after, indent, columnOf(text, part.behind) + 1, editing.look);
  const tail = isBelow ? text.slice(part.behind, nextLine(text, part.behind)) : text.slice(part.end, part.below);
  const from = isBelow || head === "" || start === part.behind ? part.behind : start;
  const lead = from === part.behind && head !== "" ? ` ${head}` : head;
  const rest = tail.endsWith("\n") ? tail : tail + eol;
  return { start: from, end: part.below, text: lead + rest + linesText(editing, below) };
};

const rewriteEntry = (editing: Editing, part: Part, after: unknown): Splice => {
  const { text, eol } = editing;
  const indent = columnOf(text, part.start);
  const quoting = quotingOf(part.node);
  const lines =
    isScalar(part.node) && typeof after === "string" && blockLines(after) === undefined
      ? [`- ${writtenText(after, "block", quoting)}`]
      : entryLines(after, indent, editing.look);
  const tail = text.slice(part.end, part.below);
  const [first = "", ...rest] = lines;
  return {
    start: part.start,
    end: part.below,
    text: first.trimStart() + (tail.endsWith("\n") ? tail : tail + eol) + linesText(editing, rest),
  };
};

/** Writes a part anew, whatever it held. */
export const rewrite = (editing: Editing, part: Part, after: unknown, around: Surroundings): Splice => {
  refuseMissed(editing, part.start, part.end);
  if (around === "flow") return rewriteInFlow(editing, part, after);
  return part.key === undefined ? rewriteEntry(editing, part, after) : rewriteField(editing, part, after);
};
