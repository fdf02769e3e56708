import { isRecord } from "../problems.ts";
import { blockLines, type Surroundings, writtenScalar, writtenText } from "./scalar.ts";

/** A value as text: what stands on the line where it begins, and the lines below, which carry their indent. */
export interface Written {
  /** Empty when everything stands below. */
  readonly head: string;
  readonly below: readonly string[];
}

export interface Look {
  /** How far a list stands in from the key it belongs to. */
  readonly listIndent: number;
}

/** Longer lines are for lists of one entry a line. */
export const widest = 100;
const step = 2;

const isScalar = (value: unknown): boolean => !Array.isArray(value) && !isRecord(value);
const isFlat = (value: unknown): boolean => isScalar(value) || (Array.isArray(value) && value.every(isScalar));
const keysOf = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(value).filter((key) => value[key] !== undefined);

/** A key as text. */
export const writtenKey = (key: string): string => writtenText(key, "flow");

/** A value on one line, in brackets where it has parts. */
export const inFlow = (value: unknown, around: Surroundings = "flow"): string => {
  if (Array.isArray(value)) return `[${value.map((entry) => inFlow(entry)).join(", ")}]`;
  if (!isRecord(value)) return writtenScalar(value, around);
  return `{${keysOf(value)
    .map((key) => `${writtenKey(key)}: ${inFlow(value[key])}`)
    .join(", ")}}`;
};

/** What reads well between brackets: a few words, or a small mapping of such. */
const isCompact = (value: unknown): boolean => {
  if (isFlat(value)) return true;
  if (isRecord(value)) return Object.values(value).every(isFlat);
  return Array.isArray(value) && value.length === 1 && isSmallEntry(value[0]);
};

/** An entry of a list that stands in braces: `{idp: Okta, group: Finance}`, but `APP: [ERP]` over its lines. */
const isSmallEntry = (value: unknown): boolean =>
  isRecord(value) &&
  Object.values(value).every(isFlat) &&
  (keysOf(value).length > 1 || Object.values(value).every(isScalar));

const hasLines = (value: unknown): boolean =>
  typeof value === "string" ? blockLines(value) !== undefined : Object.values(value ?? {}).some(hasLines);

const fits = (value: unknown, column: number): boolean => !hasLines(value) && column + inFlow(value).length <= widest;

const indented = (indent: number, lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line));

const textBelow = (value: string, indent: number): Written => {
  const block = blockLines(value);
  if (block === undefined) return { head: writtenText(value, "block"), below: [] };
  return { head: block.head, below: indented(indent, block.lines) };
};

/** The lines of an entry of a list whose dashes stand at the indent. */
export const entryLines = (value: unknown, indent: number, look: Look): readonly string[] => {
  const margin = " ".repeat(indent);
  if (isRecord(value) && keysOf(value).length > 0 && !(isSmallEntry(value) && fits(value, indent + step))) {
    const [first = "", ...rest] = fieldsLines(value, indent + step, look);
    return [`${margin}- ${first.trimStart()}`, ...rest];
  }
  if (Array.isArray(value) || isRecord(value)) return [`${margin}- ${inFlow(value)}`];
  const { head, below } = typeof value === "string" ? textBelow(value, indent + step) : inlined(value);
  return [`${margin}- ${head}`, ...below];
};

const inlined = (value: unknown): Written => ({ head: inFlow(value, "block"), below: [] });

/** A list with one entry a line. */
const inBlock = (list: readonly unknown[], keyIndent: number, look: Look): Written =>
  list.length === 0
    ? { head: "[]", below: [] }
    : { head: "", below: list.flatMap((entry) => entryLines(entry, keyIndent + look.listIndent, look)) };

/** The value of a key that stands at the indent; the column is where its text would begin. */
export const writtenValue = (value: unknown, keyIndent: number, column: number, look: Look): Written => {
  if (typeof value === "string") return textBelow(value, keyIndent + step);
  if (isScalar(value) || (isCompact(value) && fits(value, column))) return inlined(value);
  if (Array.isArray(value)) return inBlock(value, keyIndent, look);
  return { head: "", below: fieldsLines(value as Readonly<Record<string, unknown>>, keyIndent + step, look) };
};

/** The lines of one field. */
export const fieldLines = (key: string, value: unknown, indent: number, look: Look): readonly string[] => {
  const start = `${" ".repeat(indent)}${writtenKey(key)}:`;
  const { head, below } = writtenValue(value, indent, start.length + 1, look);
  return [head === "" ? start : `${start} ${head}`, ...below];
};

/** The lines of a mapping. */
const fieldsLines = (fields: Readonly<Record<string, unknown>>, indent: number, look: Look): readonly string[] =>
  keysOf(fields).flatMap((key) => fieldLines(key, fields[key], indent, look));

/** The lines of a resource: always over several lines, however short it is. */
export const resourceLines = (
  fields: Readonly<Record<string, unknown>>,
  indent: number,
  look: Look,
): readonly string[] => {
  const [first = "{}", ...rest] = fieldsLines(fields, indent + step, look);
  return [`${" ".repeat(indent)}- ${first.trimStart()}`, ...rest];
};
