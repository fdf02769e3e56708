import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** What the marks in the sources say about where a fact comes from. */
const marks = {
  recorded: "seen in public recordings of the live service",
  SDK: "the vendor's client libraries",
  provider: "the vendor's Terraform providers",
  "vendor help": "the vendor's help pages",
  INFERRED: "concluded, not seen on a live tenant",
  ASSUMED: "no public source; checked against the tenant before any write",
};

const isMarked = (text) => /\[[^\]]*(recorded|SDK|provider|vendor help)[^\]]*\]|\bINFERRED\b|\bASSUMED\b/.test(text);

const tidy = (text) =>
  text
    .replaceAll(/^\s*(\/\/|\*)\s?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();

const commentsIn = (text) => [
  ...[...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map((match) => ({ at: match.index, text: tidy(match[1]) })),
  ...[...text.matchAll(/(?:^[ \t]*\/\/[^\n]*\n)+/gm)].map((match) => ({ at: match.index, text: tidy(match[0]) })),
];

/** The kind's own file and those of its product it is made of. */
const filesOf = (path, found = new Set()) => {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  const text = readFileSync(path, "utf8");
  for (const [, from] of text.matchAll(/from "(\.\/[^"]+)"/g)) filesOf(posix.join(posix.dirname(path), from), found);
  return found;
};

/** Remarks in the sources that say where they come from, and the one above the kind itself. */
export const notesOf = (name) => {
  const own = `src/kinds/${name}.ts`;
  const notes = [...filesOf(own)].flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const kindAt = text.search(/^export const \w+ = define/m);
    const isAbove = ({ at, text: note }) =>
      path === own && /^\s*\*\/\n*$/.test(text.slice(at, kindAt).slice(-4)) && note !== "";
    return commentsIn(text)
      .filter((comment) => isMarked(comment.text) || isAbove(comment))
      .sort((a, b) => a.at - b.at)
      .map((comment) => comment.text);
  });
  return [...new Set(notes)];
};

/** A sentence that explains the marks the notes use. */
export const marksOf = (notes) => {
  const used = Object.entries(marks).filter(([mark]) => notes.some((note) => note.includes(mark)));
  if (used.length === 0) return "";
  return `Where this is known from: ${used.map(([mark, meaning]) => `_${mark}_: ${meaning}`).join("; ")}.`;
};
