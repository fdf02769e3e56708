import { isScalar, type Node } from "yaml";
import { endOf, isEmptyNode } from "../edit/nodes.ts";
import { type Surroundings, writtenText } from "../edit/scalar.ts";

const rangeOf = (node: Node): readonly [number, number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0];

export const sourceOf = (node: Node, text: string): string => text.slice(...rangeOf(node));

export const isBlockText = (node: Node | null): boolean =>
  isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");

/** A value that is no collection, on one line: quotes only where they are needed, and then double ones. */
export const scalarText = (node: Node | null, text: string, around: Surroundings): string => {
  if (node === null || isEmptyNode(node) || !isScalar(node)) return "";
  const source = sourceOf(node, text);
  const isAsWritten = typeof node.value !== "string" || (node.type === "PLAIN" && !source.includes("\n"));
  return isAsWritten ? source : writtenText(String(node.value), around);
};

/** A text below its `|` or `>`, with its lines under the new indent. Its own blanks are its content. */
export const blockText = (
  node: Node,
  text: string,
  indent: number,
): { readonly head: string; readonly below: readonly string[] } => {
  const [start] = rangeOf(node);
  const [header = "", ...lines] = text.slice(start, endOf(node, text)).split("\n");
  const given = /^[|>][+-]?(\d)|^[|>](\d)/.exec(header);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const digits = given?.[1] ?? given?.[2];
  const own = first.length - first.trimStart().length;
  // With an indicator the first line may begin with blanks of its own.
  const before = digits === undefined ? own : Math.min(own, columnsBefore(node, text) + Number(digits));
  const head = digits === undefined ? header.trimEnd() : header.trimEnd().replace(digits, "2");
  return {
    head,
    below: lines.map((line) =>
      line.trim() === "" && line.length <= before ? "" : " ".repeat(indent) + line.slice(before),
    ),
  };
};

/** The indent of the line on which the text begins, where its indicator counts from. */
const columnsBefore = (node: Node, text: string): number => {
  const line = text.slice(text.lastIndexOf("\n", rangeOf(node)[0] - 1) + 1, rangeOf(node)[0]);
  return /^[ ]*(?:- +)*/.exec(line)?.[0].length ?? 0;
};
