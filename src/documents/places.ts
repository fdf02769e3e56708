import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap } from "yaml";
import type { Source } from "../diagnostics/source.ts";

export type Path = readonly (string | number)[];

/** Finds where the parts of a document stand, on demand: most are never asked for. */
export interface Places {
  /** The value at the path. Absent: the name, else the first key of the mapping that lacks it. */
  valueAt(path: Path): Source;
  /** The key at the path, for what should not be there at all. */
  keyAt(path: Path): Source;
  /** A scalar as the author wrote it, before YAML made a number or boolean of it. */
  writtenAt(path: Path): string | undefined;
}

/** A text whose offsets can be turned into lines and columns. */
export interface Located {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

export const locate = (file: string, text: string): Located => {
  const lines = new LineCounter();
  for (let start = 0; ; ) {
    lines.addNewLine(start);
    const end = text.indexOf("\n", start);
    if (end < 0) return { file, text, lines };
    start = end + 1;
  }
};

/** The place of a range; what reaches over several lines is marked on its first. */
export const sourceAt = ({ file, text, lines }: Located, start: number, end: number): Source => {
  const from = Math.min(start, text.length);
  const { line, col } = lines.linePos(from);
  const eol = text.indexOf("\n", from);
  const written = text.slice(from, Math.max(from, Math.min(end, eol < 0 ? text.length : eol))).trimEnd();
  return { file, line, column: col, length: Math.max(1, written.length) };
};

/** What an alias stands for, found when the document was read. */
export type Targets = ReadonlyMap<Alias, Node>;

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | null;
}

const keyText = (pair: Pair): string | undefined => (isScalar(pair.key) ? String(pair.key.value) : undefined);

const pairOf = (map: YAMLMap, key: string | number): Pair | undefined =>
  map.items.find((pair) => keyText(pair) === String(key));

const deref = (node: Node | null, targets: Targets): Node | null =>
  node !== null && isAlias(node) ? (targets.get(node) ?? node) : node;

const stepInto = (node: Node | null, step: string | number): Found | undefined => {
  if (node !== null && isMap(node)) {
    const pair = pairOf(node, step);
    return pair && { key: pair.key as Node, value: pair.value as Node | null };
  }
  if (node === null || !isSeq(node) || typeof step !== "number" || step >= node.items.length) return undefined;
  return { key: undefined, value: node.items[step] as Node | null };
};

/** What a mapping is known by: its name, else its first key. */
const faceOf = (node: Node | null): Node | null => {
  if (node === null || !isMap(node)) return node;
  const pair = pairOf(node, "name") ?? node.items[0];
  return pair === undefined ? node : (pair.key as Node);
};

const isEmpty = (node: Node | null): boolean => node?.range == null || node.range[0] === node.range[1];

/** Where the part that is marked ends: of a block collection its first entry, so that no comment is marked with it. */
const markedEnd = (node: Node, text: string): number => {
  const [start, end] = node.range ?? [0, 0];
  if (isMap(node) && node.flow !== true) {
    const pair = node.items[0];
    const key = pair?.key as Node | undefined;
    const value = pair?.value as Node | null | undefined;
    const keyEnd = key?.range?.[1] ?? start;
    if (value == null || isEmpty(value)) return keyEnd;
    return text.slice(keyEnd, value.range?.[0]).includes("\n") ? keyEnd : markedEnd(value, text);
  }
  const first = isSeq(node) && node.flow !== true ? (node.items[0] as Node | null | undefined) : undefined;
  return first == null ? end : markedEnd(first, text);
};

export const placesOf = (root: Node | null, targets: Targets, located: Located, start: number): Places => {
  const sourceOf = (node: Node | null): Source => {
    const range = node?.range;
    return node == null || range == null
      ? sourceAt(located, start, start)
      : sourceAt(located, range[0], markedEnd(node, located.text));
  };
  /** The last part of the path that exists, and whether that is all of it. */
  const follow = (path: Path): Found & { readonly isWhole: boolean } => {
    let found: Found = { key: undefined, value: root };
    for (const step of path) {
      const next = stepInto(deref(found.value, targets), step);
      if (next === undefined) return { ...found, isWhole: false };
      found = next;
    }
    return { ...found, isWhole: true };
  };
  return {
    valueAt(path) {
      const { key, value, isWhole } = follow(path);
      if (!isWhole) return sourceOf(faceOf(deref(value, targets)) ?? key ?? null);
      return sourceOf(isEmpty(value) && key !== undefined ? key : value);
    },
    keyAt(path) {
      const { key, value } = follow(path);
      return sourceOf(key ?? value);
    },
    writtenAt(path) {
      const { value, isWhole } = follow(path);
      const range = value?.range;
      return isWhole && range != null ? located.text.slice(range[0], range[1]) : undefined;
    },
  };
};
