import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Code } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Located, sourceAt, type Targets } from "./places.ts";

export const deepest = 50;
/** Values that aliases may add to a document. A name list used by hundreds of rules is fine, a bomb is not. */
const mostAliased = 100_000;

/** What an anchor names, and how much using it adds. */
interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly weight: number;
  readonly height: number;
}

interface Reading {
  readonly located: Located;
  readonly anchors: Map<string, Anchored>;
  readonly targets: Map<Alias, Node>;
  readonly diagnostics: Diagnostic[];
  /** Nodes so far, aliased ones counted every time. */
  weight: number;
  /** Weight that came through aliases. */
  aliased: number;
  /** Depth of the deepest node of the anchor being read. */
  lowest: number;
}

export interface Read {
  readonly value: unknown;
  readonly targets: Targets;
  readonly diagnostics: readonly Diagnostic[];
}

const report = (reading: Reading, node: Node, code: Code, message: string, hint: string): void => {
  const [start, end] = node.range ?? [0, 0];
  reading.diagnostics.push({ severity: "error", code, message, source: sourceAt(reading.located, start, end), hint });
};

const readAlias = (reading: Reading, node: Alias, depth: number): unknown => {
  const anchored = reading.anchors.get(node.source);
  if (anchored === undefined) {
    report(
      reading,
      node,
      "broken-yaml",
      `no anchor "&${node.source}" stands before this alias`,
      "write the value itself",
    );
    return null;
  }
  reading.targets.set(node, anchored.node);
  reading.weight += anchored.weight;
  const isOver = reading.aliased > mostAliased;
  reading.aliased += anchored.weight;
  reading.lowest = Math.max(reading.lowest, depth + anchored.height);
  if (reading.aliased > mostAliased && !isOver) {
    report(
      reading,
      node,
      "unsupported-file",
      "the aliases of this document add too many values",
      "write the values out",
    );
  } else if (depth + anchored.height > deepest) {
    report(reading, node, "unsupported-file", `aliases nest deeper than ${deepest} levels`, "write the values out");
  }
  return anchored.value;
};

const setKey = (target: Record<string, unknown>, key: string, value: unknown): void => {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
};

const readKey = (reading: Reading, node: Node | null): string | undefined => {
  if (isScalar(node)) {
    if (node.value === "<<" && node.type === "PLAIN") {
      report(reading, node, "unsupported-file", "merge keys (<<) are not read", "write the fields out");
      return undefined;
    }
    return String(node.value);
  }
  if (node !== null) report(reading, node, "broken-yaml", "a key must be a text", "write a plain word as the key");
  return undefined;
};

const readMap = (reading: Reading, node: YAMLMap, depth: number): Record<string, unknown> => {
  const value: Record<string, unknown> = {};
  for (const pair of node.items) {
    const key = readKey(reading, pair.key as Node | null);
    const item = readNode(reading, pair.value as Node | null, depth + 1);
    if (key === undefined) continue;
    if (!Object.hasOwn(value, key)) {
      setKey(value, key, item);
      continue;
    }
    const first = node.items.find((other) => isScalar(other.key) && String(other.key.value) === key)?.key as Node;
    const { line } = reading.located.lines.linePos(first.range?.[0] ?? 0);
    report(
      reading,
      pair.key as Node,
      "duplicate-key",
      `the key "${key}" stands twice in one mapping`,
      `remove one; the first is in line ${line}`,
    );
  }
  return value;
};

const readContent = (reading: Reading, node: Node, depth: number): unknown => {
  if (isScalar(node)) return node.value;
  if (isMap(node)) return readMap(reading, node, depth);
  if (isSeq(node)) return node.items.map((item) => readNode(reading, item as Node | null, depth + 1));
  return null;
};

const readAnchored = (reading: Reading, node: Node, name: string, depth: number): unknown => {
  const { weight, lowest } = reading;
  reading.lowest = depth;
  const value = readContent(reading, node, depth);
  reading.anchors.set(name, { node, value, weight: reading.weight - weight + 1, height: reading.lowest - depth });
  reading.lowest = Math.max(lowest, reading.lowest);
  return value;
};

const readNode = (reading: Reading, node: Node | null, depth: number): unknown => {
  if (node === null) return null;
  reading.weight++;
  if (depth > reading.lowest) reading.lowest = depth;
  if (isAlias(node)) return readAlias(reading, node, depth);
  const anchor = (node as { readonly anchor?: string }).anchor;
  return anchor === undefined ? readContent(reading, node, depth) : readAnchored(reading, node, anchor, depth);
};

/** The plain value of a document. Aliases share the value they stand for, so that nothing is multiplied in memory. */
export const readValue = (document: Document.Parsed, located: Located): Read => {
  const reading: Reading = {
    located,
    anchors: new Map(),
    targets: new Map(),
    diagnostics: [],
    weight: 0,
    aliased: 0,
    lowest: 0,
  };
  const value = readNode(reading, document.contents, 1);
  return { value, targets: reading.targets, diagnostics: reading.diagnostics };
};
