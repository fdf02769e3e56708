/**
 * Reads the plain part of YAML that nearly every policy file consists of: block mappings and lists, values on one line,
 * `#` comments. The full parser takes about a second for ten thousand resources, and a run with a base reads many
 * commits; this takes a tenth of it. It decides nothing: whatever is not plainly the same in YAML 1.2 makes it give up,
 * and the full parser reads the text (quick.test.ts holds the two against each other).
 */

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A document as a plain value, with the few places that are asked for when nothing is wrong. */
export interface QuickDocument {
  readonly value: Readonly<Record<string, unknown>>;
  readonly range: Range;
  /** Top-level values that stand on the line of their key. */
  readonly values: ReadonlyMap<string, Range>;
  /** Entries of top-level block lists. */
  readonly items: ReadonlyMap<string, readonly Range[]>;
}

/** Not an error: the text needs the full parser. */
class Unusual extends Error {}
const unusual = new Unusual("needs the full parser");
const giveUp = (): never => {
  throw unusual;
};

interface Line {
  indent: number;
  /** Offset of the first character after the indent, and of the line's end. */
  start: number;
  readonly end: number;
}

interface Reader {
  readonly text: string;
  readonly lines: readonly Line[];
  at: number;
  /** Where the last value ended. */
  end: number;
  /** Where the first entry of the last block mapping ended. */
  face: number;
}

const deepest = 20;
const space = 32;
const hash = 35;

/** Lines that hold something; comments and blank lines have no meaning between values on one line. */
const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    let start = from;
    while (start < end && text.charCodeAt(start) === space) start++;
    if (start < end && text.charCodeAt(start) !== hash) lines.push({ indent: start - from, start, end });
    from = end + 1;
  }
  return lines;
};

const keyPattern = /([A-Za-z_][A-Za-z0-9_./-]{0,99}):(?: +|$)/my;
const flowKeyPattern = /([A-Za-z_][A-Za-z0-9_./-]{0,99}): +/y;
const quotedPattern = /"([^"\\\n]*)"|'([^'\n]*)'(?!')/y;
const flowTextPattern = /[^,[\]{}\n]+/y;
const restPattern = /(?: +(?:#.*)?)?$/my;
const commentPattern = / +#/;
const separatorPattern = /---(?: +(?:#.*)?)?$/my;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const firstOfText = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-[A-Za-z0-9])/;
const integer = /^[-+]?[0-9]{1,15}$/;
const otherNumber =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const constants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["null", "Null", "NULL", "~"].map((word) => [word, null] as const),
]);

/** A plain scalar by the core schema of YAML 1.2. */
const readPlain = (text: string): unknown => {
  if (!firstOfText.test(text)) return giveUp();
  const first = text.charCodeAt(0);
  if (first > 57 || first === 47) return constants.has(text) ? constants.get(text) : text;
  if (integer.test(text)) return Number(text);
  return otherNumber.test(text) ? giveUp() : text;
};

/** A colon that could begin a value. */
const ambiguousColon = /:(?: |$)/;

const readFlowText = (reader: Reader): unknown => {
  const match = matchAt(flowTextPattern, reader.text, reader.end);
  const text = match?.[0].replace(/ +$/, "") ?? "";
  if (text === "" || ambiguousColon.test(text) || commentPattern.test(text)) return giveUp();
  reader.end += text.length;
  return readPlain(text);
};

const skipSpaces = (reader: Reader): void => {
  while (reader.text.charCodeAt(reader.end) === space) reader.end++;
};

const readQuoted = (reader: Reader): string => {
  const match = matchAt(quotedPattern, reader.text, reader.end);
  if (match === null) return giveUp();
  reader.end += match[0].length;
  return match[1] ?? match[2] ?? "";
};

/** Entries up to the closing bracket, each read by the caller. */
const readEntries = (reader: Reader, close: string, readEntry: () => void): void => {
  reader.end++;
  skipSpaces(reader);
  while (reader.text[reader.end] !== close) {
    readEntry();
    skipSpaces(reader);
    if (reader.text[reader.end] === close) break;
    if (reader.text[reader.end] !== ",") giveUp();
    reader.end++;
    skipSpaces(reader);
    if (reader.text[reader.end] === close) giveUp();
  }
  reader.end++;
};

const setKey = (target: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === "__proto__" || Object.hasOwn(target, key)) giveUp();
  target[key] = value;
};

const readFlowMap = (reader: Reader, depth: number): Record<string, unknown> => {
  const value: Record<string, unknown> = {};
  readEntries(reader, "}", () => {
    const key = matchAt(flowKeyPattern, reader.text, reader.end) ?? giveUp();
    reader.end += key[0].length;
    setKey(value, key[1] ?? "", readFlow(reader, depth + 1));
  });
  return value;
};

const readFlowList = (reader: Reader, depth: number): unknown[] => {
  const value: unknown[] = [];
  readEntries(reader, "]", () => value.push(readFlow(reader, depth + 1)));
  return value;
};

/** A value inside brackets. */
const readFlow = (reader: Reader, depth: number): unknown => {
  if (depth > deepest) giveUp();
  const first = reader.text[reader.end];
  if (first === "[") return readFlowList(reader, depth);
  if (first === "{") return readFlowMap(reader, depth);
  return first === '"' || first === "'" ? readQuoted(reader) : readFlowText(reader);
};

const readBlockText = (reader: Reader, end: number): unknown => {
  const line = reader.text.slice(reader.end, end);
  const comment = commentPattern.exec(line);
  const text = (comment === null ? line : line.slice(0, comment.index)).replace(/ +$/, "");
  if (text === "" || ambiguousColon.test(text)) return giveUp();
  reader.end += text.length;
  return readPlain(text);
};

const brackets = new Set(["[", "{", '"', "'"]);

/** The value on the rest of the current line; a longer line below it would go on with it. */
const readInline = (reader: Reader, line: Line, indent: number, depth: number): unknown => {
  const isBracketed = brackets.has(reader.text[reader.end] ?? "");
  const value = isBracketed ? readFlow(reader, depth) : readBlockText(reader, line.end);
  if (isBracketed && matchAt(restPattern, reader.text, reader.end) === null) giveUp();
  reader.at++;
  const next = reader.lines[reader.at];
  if (next !== undefined && next.indent > indent) giveUp();
  return value;
};

const isItem = ({ text }: Reader, { start, end }: Line): boolean =>
  text[start] === "-" && (start + 1 === end || text[start + 1] === " ");

const isSeparator = ({ text }: Reader, { start, indent }: Line): boolean =>
  indent === 0 && matchAt(separatorPattern, text, start) !== null;

/** Whether a line goes on with the collection that began at the indent. */
const isNext = (reader: Reader, indent: number): Line | undefined => {
  const line = reader.lines[reader.at];
  if (line === undefined || line.indent < indent || isSeparator(reader, line)) return undefined;
  return line.indent > indent ? giveUp() : line;
};

/** What is told of the places of top-level values. */
interface Marks {
  readonly values: Map<string, Range>;
  readonly items: Map<string, readonly Range[]>;
}

const readBelow = (reader: Reader, indent: number, depth: number, ranges?: Range[]): unknown => {
  reader.at++;
  const next = reader.lines[reader.at];
  if (next === undefined || isSeparator(reader, next)) return giveUp();
  if (isItem(reader, next) && next.indent >= indent) return readList(reader, next.indent, depth + 1, ranges);
  return next.indent > indent ? readMap(reader, next.indent, depth + 1) : giveUp();
};

const readMap = (reader: Reader, indent: number, depth: number, marks?: Marks): Record<string, unknown> => {
  if (depth > deepest) giveUp();
  const value: Record<string, unknown> = {};
  let face: number | undefined;
  for (let line = isNext(reader, indent); line !== undefined; line = isNext(reader, indent)) {
    if (isItem(reader, line)) break;
    const match = matchAt(keyPattern, reader.text, line.start) ?? giveUp();
    const key = match[1] ?? "";
    const start = line.start + match[0].length;
    if (start >= line.end || reader.text.charCodeAt(start) === hash) {
      face ??= line.start + key.length;
      const ranges: Range[] | undefined = marks && [];
      setKey(value, key, readBelow(reader, indent, depth, ranges));
      if (ranges !== undefined) marks?.items.set(key, ranges);
    } else {
      reader.end = start;
      setKey(value, key, readInline(reader, line, indent, depth));
      marks?.values.set(key, { start, end: reader.end });
      face ??= reader.end;
    }
  }
  reader.face = face ?? reader.end;
  return value;
};

const readItem = (reader: Reader, line: Line, indent: number, depth: number, ranges?: Range[]): unknown => {
  reader.end = line.start + 1;
  skipSpaces(reader);
  const start = reader.end;
  if (start >= line.end || reader.text.charCodeAt(start) === hash) return giveUp();
  if (matchAt(keyPattern, reader.text, start) === null) {
    const value = readInline(reader, line, indent, depth);
    ranges?.push({ start, end: reader.end });
    return value;
  }
  // A mapping that begins behind the dash is indented as far as its first key.
  line.indent += start - line.start;
  line.start = start;
  const value = readMap(reader, line.indent, depth + 1);
  ranges?.push({ start, end: reader.face });
  return value;
};

const readList = (reader: Reader, indent: number, depth: number, ranges?: Range[]): unknown[] => {
  if (depth > deepest) giveUp();
  const value: unknown[] = [];
  for (let line = isNext(reader, indent); line !== undefined; line = isNext(reader, indent)) {
    if (!isItem(reader, line)) break;
    value.push(readItem(reader, line, indent, depth, ranges));
  }
  return value;
};

const readDocuments = (reader: Reader): readonly QuickDocument[] => {
  const documents: QuickDocument[] = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] as Line;
    if (isSeparator(reader, line)) {
      reader.at++;
      continue;
    }
    if (line.indent > 0) giveUp();
    const marks: Marks = { values: new Map(), items: new Map() };
    const value = readMap(reader, 0, 1, marks);
    const next = reader.lines[reader.at];
    if (next !== undefined && !isSeparator(reader, next)) giveUp();
    documents.push({ value, range: { start: line.start, end: reader.face }, ...marks });
  }
  return documents;
};

/** Tabs, carriage returns and marks have rules of their own. */
const special = /(?!\n)\p{Cc}|[\ufeff\u2028\u2029]/u;

/** The documents of a text, or undefined when it takes the full parser to read it. */
export const readQuickly = (text: string): readonly QuickDocument[] | undefined => {
  if (special.test(text)) return undefined;
  try {
    return readDocuments({ text, lines: linesOf(text), at: 0, end: 0, face: 0 });
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
};
