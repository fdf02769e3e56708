import type { Document, Node } from "yaml";
import type { Shared } from "./nodes.ts";
import type { Look } from "./render.ts";

/** A document under edit. */
export interface Editing {
  readonly text: string;
  readonly eol: string;
  readonly look: Look;
  readonly document: Document.Parsed;
  readonly shared: readonly Shared[];
  /** Told of a value that cannot be changed where it stands, because it is shared. */
  readonly refuse: (node: Node, anchor: string) => void;
}

export const rangeOf = (node: Node): readonly [number, number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0];

/** Whatever goes with a part must not be missed by an alias elsewhere. */
export const refuseMissed = (editing: Editing, start: number, end: number): void => {
  const isInside = (node: Node): boolean => rangeOf(node)[0] >= start && rangeOf(node)[1] <= end;
  for (const { anchor, node, users } of editing.shared) {
    if (isInside(node) && !users.every(isInside)) editing.refuse(node, anchor);
  }
};

export const linesText = ({ eol }: Editing, lines: readonly string[]): string =>
  lines.map((line) => line + eol).join("");
