import { isMap, isSeq, type Node, parseAllDocuments } from "yaml";
import type { Source } from "../../diagnostics/source.ts";
import { yamlOptions } from "../parse.ts";
import type { Spot } from "./edit.ts";
import { isEmptyNode } from "./nodes.ts";

type Place = Pick<Source, "line" | "column">;

const placeKey = ({ line, column }: Place): string => `${line}:${column}`;

const resourcesOf = (contents: Node | null): readonly Node[] => {
  const resources = isMap(contents) ? contents.get("resources", true) : undefined;
  return isSeq(resources) ? (resources.items as Node[]) : [];
};

/**
 * Finds the spot of a resource of a file by the place it was loaded from. The text is the one that was loaded; a mark at
 * its start does not count.
 */
export const spotsIn = (text: string): ((source: Place) => Spot | undefined) => {
  const bare = text.replace(/^\ufeff/, "");
  const starts = [0, ...[...bare.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const filled = parseAllDocuments(bare, yamlOptions).filter(({ contents }) => !isEmptyNode(contents));
  const spots = new Map<string, Spot>();
  let line = 0;
  for (const [document, { contents }] of filled.entries()) {
    for (const [resource, node] of resourcesOf(contents).entries()) {
      const offset = node.range?.[0] ?? 0;
      while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
      spots.set(placeKey({ line: line + 1, column: offset - (starts[line] ?? 0) + 1 }), { document, resource });
    }
  }
  return (source) => spots.get(placeKey(source));
};
