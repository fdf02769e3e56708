import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, visit } from "yaml";
import type { Quoting } from "./scalar.ts";
import { nextLine } from "./splice.ts";

/** A list or mapping is a row of parts: entries, or keys with their values. */
export interface Part {
  /** The key of a mapping; absent for an entry of a list. */
  readonly key?: string;
  /** Behind the key, before its colon. */
  readonly keyEnd?: number;
  readonly node: Node | null;
  /** The dash or the key, where the part begins. */
  readonly start: number;
  /** Behind the last character of its value. */
  readonly end: number;
  /** Where the line below it begins; in brackets of no meaning. */
  readonly below: number;
  /** Behind the colon or the dash and what belongs to it: where a value could begin. */
  readonly behind: number;
}

interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

interface SourceItem {
  readonly start?: readonly Token[];
  readonly key?: unknown;
  readonly sep?: readonly Token[];
  readonly value?: unknown;
}

const rangeOf = (node: Node): readonly [number, number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0];

export const isEmptyNode = (node: Node | null): boolean => {
  if (node === null) return true;
  const [start, end] = rangeOf(node);
  return start === end;
};

const keepsBlankLines = (node: Node, text: string): boolean =>
  isScalar(node) && /^[|>]\d*\+/.test(text.slice(rangeOf(node)[0], rangeOf(node)[0] + 4));

const isBlockScalar = (node: Node): boolean =>
  isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");

const lastOf = (node: Node): { readonly node: Node | null; readonly key?: Node } | undefined => {
  if (isMap(node) && node.flow !== true) {
    const pair = node.items.at(-1);
    return pair && { node: pair.value as Node | null, key: pair.key as Node };
  }
  if (isSeq(node) && node.flow !== true)
    return node.items.length === 0 ? undefined : { node: node.items.at(-1) as Node };
  return undefined;
};

/** Behind the last character that belongs to the value: no comment, no blank line. */
export const endOf = (node: Node, text: string): number => {
  const last = lastOf(node);
  if (last !== undefined) {
    if (!isEmptyNode(last.node)) return endOf(last.node as Node, text);
    return last.key === undefined ? rangeOf(last.node as Node)[0] : text.indexOf(":", rangeOf(last.key)[1]) + 1;
  }
  const [start, end] = rangeOf(node);
  if (!isBlockScalar(node) || keepsBlankLines(node, text)) return end;
  return start + text.slice(start, end).trimEnd().length;
};

/** Where the line below the value begins. */
const belowOf = (node: Node, text: string): number => {
  const last = lastOf(node);
  if (last !== undefined && !isEmptyNode(last.node)) return belowOf(last.node as Node, text);
  const end = endOf(node, text);
  return keepsBlankLines(node, text) && text[end - 1] === "\n" ? end : nextLine(text, end);
};

const isOfPart = ({ type }: Token): boolean =>
  ["seq-item-ind", "map-value-ind", "explicit-key-ind", "anchor", "tag"].includes(type);

const behindOf = (tokens: readonly Token[] | undefined): number | undefined => {
  const last = tokens?.filter(isOfPart).at(-1);
  return last && last.offset + last.source.length;
};

const partOf = (text: string, node: Node | null, start: number, behind: number): Part => {
  const isEmpty = isEmptyNode(node);
  const end = isEmpty ? behind : endOf(node as Node, text);
  const below = isEmpty ? nextLine(text, behind) : belowOf(node as Node, text);
  return { node, start, end, below, behind };
};

/** The tokens of the entries; what stands behind the last one is no entry. */
const entriesOf = (node: object): readonly SourceItem[] =>
  ((node as { readonly srcToken?: { readonly items?: readonly SourceItem[] } }).srcToken?.items ?? []).filter(
    ({ start, key, value }) =>
      key !== undefined || value !== undefined || start?.some(({ type }) => type === "seq-item-ind") === true,
  );

/** The parts of a list or mapping, in the order of the text. */
export const partsOf = (node: Node, text: string): readonly Part[] => {
  if (isMap(node)) {
    return node.items.map((pair: Pair) => {
      const key = pair.key as Node;
      const source = (pair as { readonly srcToken?: SourceItem }).srcToken;
      const behind = behindOf(source?.sep) ?? rangeOf(key)[1];
      const part = partOf(text, pair.value as Node | null, rangeOf(key)[0], behind);
      return { ...part, key: String((key as { value?: unknown }).value), keyEnd: rangeOf(key)[1] };
    });
  }
  if (!isSeq(node)) return [];
  const tokens = entriesOf(node);
  return node.items.map((item, index) => {
    const own = item as Node | null;
    const start = tokens[index]?.start?.filter(isOfPart) ?? [];
    const first = start[0]?.offset ?? (own === null ? 0 : rangeOf(own)[0]);
    return partOf(text, own, first, behindOf(start) ?? first);
  });
};

/** The quotes a text has now. */
export const quotingOf = (node: Node | null): Quoting => {
  const type = isScalar(node) ? node.type : undefined;
  return type === "QUOTE_DOUBLE" ? "double" : type === "QUOTE_SINGLE" ? "single" : "plain";
};

export const isFlow = (node: Node): boolean => (isMap(node) || isSeq(node)) && node.flow === true;

/** A value that several places share: the anchored one and all aliases of it. */
export interface Shared {
  readonly anchor: string;
  readonly node: Node;
  readonly users: readonly Node[];
}

/** Every value of a document that aliases share. */
export const sharedOf = (document: Document.Parsed): readonly Shared[] => {
  const anchored = new Map<string, { node: Node; users: Node[] }>();
  const shared: { anchor: string; node: Node; users: Node[] }[] = [];
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        anchored.get(node.source)?.users.push(node);
        return;
      }
      const { anchor } = node as { anchor?: string };
      if (anchor === undefined) return;
      const one = { anchor, node, users: [] };
      anchored.set(anchor, one);
      shared.push(one);
    },
  });
  return shared.filter(({ users }) => users.length > 0);
};
