import { type Block, fitBlocks } from "./fit.ts";
import type { Line, Sign } from "./line.ts";
import { code, fenced, html } from "./safe.ts";
import { grouped } from "./words.ts";

/** GitHub's limit is 65,536 characters by its error message; the rest is for the marker and for surprises. */
export const usualLimit = 60_000;

/** What GitHub colours in a `diff` block: `!` is a change that is neither. */
const diffSigns: Readonly<Record<Sign, string>> = {
  "+": "+ ",
  "-": "- ",
  "~": "! ",
  "↕": "! ↕ ",
  "→": "! → ",
  " ": "  ",
};

const diffLine = ({ depth, sign, text, alarm, note }: Line, least: number): string =>
  [
    `${sign === undefined ? "  " : diffSigns[sign]}${"  ".repeat(depth - least)}${text}`,
    ...(alarm === undefined ? [] : [alarm]),
    ...(note === undefined ? [] : [`(${note})`]),
  ]
    .join("  ")
    .trimEnd();

/** Lines as a block in which GitHub colours what comes and goes. */
export const diffBlock = (lines: readonly Line[]): string => {
  const least = Math.min(...lines.map(({ depth }) => depth));
  return fenced(
    "diff",
    lines.map((line) => diffLine(line, least)),
  );
};

/** Whether a reader has to unfold a part to see it. */
export type Fold = "folded" | "open";

/** What is so short that folding it would only hide it. */
const shortest = 10;

/** How parts of a page about so many objects are shown where there is room. */
export const foldFor = (objects: number): Fold => (objects <= shortest ? "open" : "folded");

/** What can be folded away. The title is `code` and words of our own. */
export const details = (
  title: { readonly code?: string; readonly words: string },
  body: string,
  fold: Fold = "folded",
): string => {
  const name = title.code === undefined ? "" : `<code>${html(title.code)}</code> `;
  return `<details${fold === "open" ? " open" : ""}><summary>${name}${html(title.words)}</summary>\n\n${body}\n\n</details>`;
};

/** A tenant's name is short and plain, or it is code. */
export const tenantName = (name: string): string =>
  /^[A-Za-z][A-Za-z -]{0,60}$/.test(name) ? name : code(name.length > 80 ? `${name.slice(0, 80)}…` : name);

const mostNamed = 8;

const lostText = (lost: readonly string[], limit: number, whole: string): string => {
  const named = lost.slice(0, mostNamed);
  const more = lost.length > named.length ? [`${lost.length - named.length} more`] : [];
  return `**Left out** to stay below ${grouped(limit)} characters: ${[...named, ...more].join("; ")}. ${whole}`;
};

/** A page below the limit; what had to go is said before the last part. */
export const composePage = (blocks: readonly Block[], last: string, limit: number, whole: string): string => {
  let room = limit - last.length;
  while (room > 0) {
    const { texts, lost } = fitBlocks(blocks, room);
    const note = lost.length === 0 ? [] : [lostText(lost, limit, whole)];
    const page = `${[...texts, ...note, last].join("\n\n")}\n`;
    if (page.length <= limit) return page;
    room -= page.length - limit;
  }
  // A limit that leaves no room for a list: the first line says the most.
  const [first = ""] = fitBlocks(blocks, 0).texts;
  return first.length < limit ? `${first}\n` : "";
};

/** Ever fewer rows of a list that no shorter words can save. */
export const shares = (size: number): readonly number[] => [800, 400, 200, 100, 50, 20].filter((share) => share < size);

export const firstRows = (rows: readonly string[], share: number, what: string): string =>
  [...rows.slice(0, share), `- … and ${grouped(rows.length - share)} more ${what}`].join("\n");
