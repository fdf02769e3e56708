import { isAlias, isMap, isSeq, type Node, type YAMLMap } from "yaml";
import { type Arranged, arrangedText, blocksOf } from "./arrangement.ts";
import { type Editing, refuseMissed } from "./editing.ts";
import { isEmptyNode, isFlow, type Part, partsOf } from "./nodes.ts";
import { changeList, changeMap } from "./reconcile.ts";
import { inFlow, resourceLines } from "./render.ts";
import { columnOf, nextLine, type Splice, spliced } from "./splice.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A resource as it is to be; `from` is its place in the list so far, absent when it is new. */
export interface Wanted {
  readonly from?: number;
  readonly value: Fields;
}

/** A row of old places that need not move: as many as can stay in the order they are to have. */
const staying = (places: readonly number[]): ReadonlySet<number> => {
  const best: { readonly length: number; readonly before: number }[] = [];
  places.forEach((place, index) => {
    let found = { length: 1, before: -1 };
    for (let i = 0; i < index; i++) {
      const length = (best[i]?.length ?? 0) + 1;
      if ((places[i] ?? 0) < place && length > found.length) found = { length, before: i };
    }
    best.push(found);
  });
  const longest = best.reduce((top, { length }, index) => (length > (best[top]?.length ?? 0) ? index : top), 0);
  const kept = new Set<number>();
  for (let at = longest; at >= 0 && places[at] !== undefined; at = best[at]?.before ?? -1) kept.add(places[at] ?? 0);
  return kept;
};

/** Nobody moved: the common case, which needs no search. */
const isSorted = (places: readonly number[]): boolean =>
  places.every((place, index) => index === 0 || (places[index - 1] ?? 0) < place);

const linesText = ({ eol }: Editing, lines: readonly string[]): string => lines.map((line) => line + eol).join("");

/** Changes of one resource, as splices inside its own text. */
const changeResource = (editing: Editing, part: Part, value: Fields, order: readonly string[]): readonly Splice[] => {
  const { node } = part;
  if (node === null) return [];
  const shared = editing.shared.find((one) => one.node === node);
  if (isAlias(node) || shared !== undefined) {
    editing.refuse(node, isAlias(node) ? node.source : (shared?.anchor ?? ""));
    return [];
  }
  const splices = isMap(node) ? changeMap(editing, node, value, order) : undefined;
  if (splices !== undefined) return splices;
  refuseMissed(editing, part.start, part.end);
  if (isFlow(node)) return [{ start: node.range?.[0] ?? part.start, end: part.end, text: inFlow(value) }];
  const indent = columnOf(editing.text, part.start);
  const text = linesText(editing, resourceLines(value, indent, editing.look)).trimStart();
  return [{ start: part.start, end: part.below, text }];
};

export interface ResourceList {
  /** The key `resources` with its value. */
  readonly part: Part;
  readonly wanted: readonly Wanted[];
  /** Places of resources whose fields change. */
  readonly changed: ReadonlySet<number>;
  /** The kind's fields, in the order they are written in. */
  readonly order: readonly string[];
}

const freshText = (editing: Editing, parts: readonly Part[], { value }: Wanted): string => {
  const indent = columnOf(editing.text, parts[0]?.start ?? 0);
  const isInBraces = parts.every(({ node }) => node !== null && isFlow(node));
  const lines = isInBraces ? [`${" ".repeat(indent)}- ${inFlow(value)}`] : resourceLines(value, indent, editing.look);
  return linesText(editing, lines);
};

/** An alias stays behind its anchor only when neither moves. */
const refuseMoved = (editing: Editing, parts: readonly Part[], moved: readonly number[]): void => {
  for (const index of moved) {
    const part = parts[index];
    if (part === undefined) continue;
    const isInside = ({ range }: Node): boolean => (range?.[0] ?? 0) >= part.start && (range?.[1] ?? 0) <= part.end;
    for (const { anchor, node, users } of editing.shared) {
      const inside = [node, ...users].filter(isInside);
      if (inside.length > 0 && inside.length <= users.length) editing.refuse(inside[0] ?? node, anchor);
    }
  }
};

/** The list anew from the text of its resources, as one piece. */
const arrangeBlock = (editing: Editing, list: ResourceList, parts: readonly Part[]): Splice => {
  const { text, eol } = editing;
  const from = nextLine(text, list.part.behind);
  const blocks = blocksOf(text, parts, from);
  const places = list.wanted.flatMap(({ from: place }) => place ?? []);
  const stay = isSorted(places) ? new Set(places) : staying(places);
  refuseMoved(
    editing,
    parts,
    places.filter((place) => !stay.has(place)),
  );
  const slots = list.wanted.map((wanted) => {
    const { from: place } = wanted;
    const [part, block] = [parts[place ?? -1], blocks[place ?? -1]];
    if (place === undefined || part === undefined || block === undefined)
      return { text: freshText(editing, parts, wanted) };
    const splices = list.changed.has(place) ? changeResource(editing, part, wanted.value, list.order) : [];
    const own = spliced(text, splices, block.start, block.end);
    return stay.has(place) ? { text: own, stays: place } : { text: own };
  });
  for (const [index, part] of parts.entries()) {
    if (!places.includes(index)) refuseMissed(editing, part.start, part.end);
  }
  const arranged: Arranged = { text, blocks, from, slots, eol };
  return { start: from, end: blocks.at(-1)?.end ?? from, text: arrangedText(arranged) };
};

/** A list that has nothing in it yet, or nothing any more. */
const replaceList = (editing: Editing, { part, wanted }: ResourceList): Splice => {
  const { text, eol } = editing;
  refuseMissed(editing, part.start, part.below);
  const isInline = part.node === null || isEmptyNode(part.node) || isFlow(part.node);
  const tail = isInline ? text.slice(part.end, part.below) : text.slice(part.behind, nextLine(text, part.behind));
  const lines = wanted.flatMap(({ value }, index) => [
    ...(index === 0 ? [] : [""]),
    ...resourceLines(value, columnOf(text, part.start) + editing.look.listIndent, editing.look),
  ]);
  const head = wanted.length === 0 ? " []" : "";
  return {
    start: part.behind,
    end: part.below,
    text: head + (tail.endsWith("\n") ? tail : tail + eol) + linesText(editing, lines),
  };
};

/** The edits that make the list of resources the wanted one. */
export const changeResources = (editing: Editing, list: ResourceList): readonly Splice[] => {
  const { node } = list.part;
  const parts = node !== null && isSeq(node) ? partsOf(node, editing.text) : [];
  if (parts.length === 0 || list.wanted.length === 0) return [replaceList(editing, list)];
  if (node === null || !isFlow(node)) {
    const isSame = list.wanted.length === parts.length && list.wanted.every(({ from }, index) => from === index);
    if (!isSame) return [arrangeBlock(editing, list, parts)];
    return [...list.changed].flatMap((index) => {
      const part = parts[index];
      return part === undefined ? [] : changeResource(editing, part, list.wanted[index]?.value ?? {}, list.order);
    });
  }
  return (
    changeList(
      editing,
      node,
      list.wanted.map(({ value }) => value),
    ) ?? [replaceList(editing, list)]
  );
};

/** Where the resources of a document stand. */
export const resourcesPart = (root: YAMLMap, text: string): Part | undefined =>
  partsOf(root, text).find(({ key }) => key === "resources");

/** The indent of lists below their key, as this document has it; two when it has none to go by. */
export const listIndentOf = (text: string, part: Part | undefined): number => {
  if (part?.node == null || !isSeq(part.node) || isFlow(part.node)) return 2;
  const first = partsOf(part.node, text)[0];
  return first === undefined ? 2 : columnOf(text, first.start) - columnOf(text, part.start);
};
