import { isAlias, isMap, isSeq, type Node } from "yaml";
import { isRecord } from "../problems.ts";
import { keyOf } from "./align.ts";
import { type Editing, linesText, rangeOf, refuseMissed } from "./editing.ts";
import { isFlow, type Part, partsOf } from "./nodes.ts";
import { entryLines, fieldLines, inFlow, widest, writtenKey } from "./render.ts";
import { type Fresh, type Revision, reviseList, reviseMap } from "./revision.ts";
import { rewrite } from "./rewrite.ts";
import type { Surroundings } from "./scalar.ts";
import { beginsLine, columnOf, lineStart, nextLine, type Splice, spliced } from "./splice.ts";

/** Undefined: the parts cannot be changed one by one, the whole has to be written anew. */
type Splices = readonly Splice[] | undefined;

const plainValue = ({ document }: Editing, node: Node | null): unknown =>
  node === null ? null : node.toJS(document, { maxAliasCount: -1 });

const freshLines = (editing: Editing, { key, value }: Fresh, indent: number): readonly string[] =>
  key === undefined ? entryLines(value, indent, editing.look) : fieldLines(key, value, indent, editing.look);

const freshText = ({ key, value }: Fresh): string =>
  key === undefined ? inFlow(value) : `${writtenKey(key)}: ${inFlow(value)}`;

/** A part that shares its line with the dash before it: the next one that stays moves up. */
const pullUp = (parts: readonly Part[], { fates, fresh }: Revision, index: number): Splice | undefined => {
  const next = fates.findIndex((fate, at) => at > index && fate !== "goes");
  const isBare = [...fresh.keys()].every((after) => after < index || after >= next);
  const part = parts[index];
  const heir = parts[next];
  return part && heir && isBare ? { start: part.start, end: heir.start, text: "" } : undefined;
};

const reviseBlock = (editing: Editing, parts: readonly Part[], revision: Revision): Splices => {
  const { text } = editing;
  const splices: Splice[] = [];
  const indent = columnOf(text, parts[0]?.start ?? 0);
  let pulledTo = 0;
  for (const [index, part] of parts.entries()) {
    const fate = revision.fates[index];
    if (typeof fate === "object") splices.push(...changePart(editing, part, fate.becomes, "block"));
    if (fate !== "goes") continue;
    refuseMissed(editing, part.start, part.end);
    if (beginsLine(text, part.start)) {
      if (part.start >= pulledTo) splices.push({ start: lineStart(text, part.start), end: part.below, text: "" });
      continue;
    }
    const pulled = pullUp(parts, revision, index);
    if (pulled === undefined) return undefined;
    pulledTo = pulled.end;
    splices.push(pulled);
  }
  for (const [after, fresh] of revision.fresh) {
    const first = parts[0];
    if (after < 0 && (first === undefined || !beginsLine(text, first.start))) return undefined;
    const at = after < 0 ? lineStart(text, first?.start ?? 0) : (parts[after]?.below ?? 0);
    const lines = fresh.flatMap((one) => freshLines(editing, one, indent));
    splices.push({ start: at, end: at, text: linesText(editing, lines) });
  }
  return splices;
};

/** Whether an entry between brackets has its line for itself, up to its comma and comment. */
const isAlone = (text: string, part: Part): boolean =>
  beginsLine(text, part.start) &&
  /^[ \t]*,?[ \t]*(?:#.*)?\r?$/.test(text.slice(part.end, nextLine(text, part.end)).replace(/\n$/, ""));

const hasComma = (text: string, part: Part): boolean => /^[ \t]*,/.test(text.slice(part.end, nextLine(text, part.end)));

/** Brackets with one entry a line are changed line by line. */
const reviseColumn = (editing: Editing, parts: readonly Part[], revision: Revision): Splices => {
  const { text } = editing;
  const margin = " ".repeat(columnOf(text, parts[0]?.start ?? 0));
  const splices: Splice[] = [];
  for (const [index, part] of parts.entries()) {
    const fate = revision.fates[index];
    if (typeof fate === "object") splices.push(...changePart(editing, part, fate.becomes, "flow"));
    if (fate !== "goes") continue;
    refuseMissed(editing, part.start, part.end);
    splices.push({ start: lineStart(text, part.start), end: nextLine(text, part.end), text: "" });
  }
  for (const [after, fresh] of revision.fresh) {
    const last = parts[after];
    const at = last === undefined ? lineStart(text, parts[0]?.start ?? 0) : nextLine(text, last.end);
    if (last !== undefined && revision.fates[after] !== "goes" && !hasComma(text, last)) {
      splices.push({ start: last.end, end: last.end, text: "," });
    }
    const lines = fresh.map((one) => `${margin}${freshText(one)},`);
    splices.push({ start: at, end: at, text: linesText(editing, lines) });
  }
  return splices;
};

/** Brackets on one line: what stays keeps its text and, beside its old neighbour, the blanks between them. */
const reviseRow = (editing: Editing, parts: readonly Part[], { fates, fresh }: Revision): Splices => {
  const { text } = editing;
  const start = parts[0]?.start ?? 0;
  const end = parts.at(-1)?.end ?? start;
  if (/(?:^|\s)#/.test(text.slice(start, end))) return undefined;
  const written: { readonly text: string; readonly index?: number }[] = [];
  const addFresh = (after: number): void => {
    for (const one of fresh.get(after) ?? []) written.push({ text: freshText(one) });
  };
  addFresh(-1);
  for (const [index, part] of parts.entries()) {
    const fate = fates[index];
    if (fate === "goes") refuseMissed(editing, part.start, part.end);
    else {
      const inner = typeof fate === "object" ? changePart(editing, part, fate.becomes, "flow") : [];
      written.push({ text: spliced(text, inner, part.start, part.end), index });
    }
    addFresh(index);
  }
  const between = (at: number): string => {
    const [before, after] = [written[at - 1]?.index, written[at]?.index];
    const isNext = before !== undefined && after === before + 1;
    return isNext ? text.slice(parts[before]?.end, parts[after]?.start) : ", ";
  };
  const joined = written.map((one, at) => (at === 0 ? one.text : between(at) + one.text)).join("");
  return [{ start, end, text: joined }];
};

const revise = (editing: Editing, node: Node, parts: readonly Part[], revision: Revision): Splices => {
  if (!isFlow(node)) return reviseBlock(editing, parts, revision);
  const isColumn = parts.every((part) => isAlone(editing.text, part));
  return isColumn ? reviseColumn(editing, parts, revision) : reviseRow(editing, parts, revision);
};

/** Changes a mapping key by key; new keys go where the order of fields puts them. */
export const changeMap = (
  editing: Editing,
  node: Node,
  after: Readonly<Record<string, unknown>>,
  order: readonly string[],
): Splices => {
  const parts = partsOf(node, editing.text);
  const before = plainValue(editing, node) as Readonly<Record<string, unknown>>;
  const present = parts.map(({ key }) => key ?? "");
  const revision = reviseMap(before, present, after, order);
  return parts.length === 0 || revision.fates.every((fate) => fate === "goes")
    ? undefined
    : revise(editing, node, parts, revision);
};

/** Changes a list entry by entry. */
export const changeList = (editing: Editing, node: Node, after: readonly unknown[]): Splices => {
  const parts = partsOf(node, editing.text);
  if (parts.length === 0 || after.length === 0) return undefined;
  const revision = reviseList(plainValue(editing, node) as readonly unknown[], after);
  const isWholly = isFlow(node) && revision.fates.every((fate) => fate === "goes");
  return isWholly ? undefined : revise(editing, node, parts, revision);
};

const changeInside = (editing: Editing, node: Node | null, after: unknown): Splices => {
  if (isMap(node) && isRecord(after)) return changeMap(editing, node, after, []);
  return isSeq(node) && Array.isArray(after) ? changeList(editing, node, after) : undefined;
};

/** Brackets on one line that would grow past the width every file is formatted to. */
const isOutgrown = ({ text }: Editing, { node, end }: Part, splices: readonly Splice[]): boolean => {
  if (node === null || !isFlow(node)) return false;
  const [start] = rangeOf(node);
  const now = spliced(text, splices, start, end);
  const column = columnOf(text, start);
  return !now.includes("\n") && column + end - start <= widest && column + now.length > widest;
};

/** The edits that give a part another value and leave alone whatever stays the same in it. */
const changePart = (editing: Editing, part: Part, after: unknown, around: Surroundings): readonly Splice[] => {
  const { node } = part;
  if (keyOf(plainValue(editing, node)) === keyOf(after)) return [];
  if (node !== null && isAlias(node)) {
    editing.refuse(node, node.source);
    return [];
  }
  const shared = editing.shared.find((one) => one.node === node);
  if (shared !== undefined) {
    editing.refuse(shared.node, shared.anchor);
    return [];
  }
  const inside = changeInside(editing, node, after);
  const isFine = inside !== undefined && (around === "flow" || !isOutgrown(editing, part, inside));
  return isFine ? inside : [rewrite(editing, part, after, around)];
};
