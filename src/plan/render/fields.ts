import { structuredPatch } from "diff";
import { visible } from "../../diagnostics/visible.ts";
import type { FieldChange } from "../../model/change.ts";
import { type Detail, type Line, partOf, type Sign } from "./line.ts";
import { type ListChange, listChange, type Pair, pairUp, without } from "./lists.ts";
import { clip, entry, inline, isAbbreviated, isAbsent, isRecord, item, quoted } from "./value.ts";
import { count } from "./words.ts";

const lineAt = (depth: number, sign: Sign | undefined, text: string, tone?: Line["tone"]): Line => ({
  depth,
  text,
  ...(sign === undefined ? {} : { sign }),
  ...(tone === undefined ? {} : { tone }),
});

/** Two texts further apart than this are shown as two texts. */
const mostEdits = 2_000;

const hidden = (
  depth: number,
  sign: Sign | undefined,
  number: number,
  [one, many]: readonly [string, string],
): readonly Line[] =>
  number === 0 ? [] : [lineAt(depth, sign, `… ${count(number, `more ${one}`, `more ${many}`)}`, "dim")];

const entryWords = ["entry", "entries"] as const;
const lineWords = ["line", "lines"] as const;

const entryLines = (
  sign: Sign | undefined,
  entries: readonly unknown[],
  depth: number,
  detail: Detail,
): readonly Line[] => {
  const part = partOf(entries, detail.entries);
  return [
    ...part.shown.map((one) => lineAt(depth, sign, clip(entry(one), detail.characters))),
    ...hidden(depth, sign, part.hidden, entryWords),
  ];
};

const isLong = (value: unknown): value is string =>
  typeof value === "string" && (value.includes("\n") || value.length > 72);

const textLines = (sign: Sign | undefined, text: string, depth: number, detail: Detail): readonly Line[] => {
  const part = partOf(text.replace(/\n$/, "").split("\n"), detail.rows);
  return [
    ...part.shown.map((line) => lineAt(depth, sign, clip(visible(line), detail.characters))),
    ...hidden(depth, sign, part.hidden, lineWords),
  ];
};

const hunkSign = (line: string): Sign => (line.startsWith("+") ? "+" : line.startsWith("-") ? "-" : " ");

const patchLines = (before: string, after: string, depth: number, detail: Detail): readonly Line[] => {
  const patch = structuredPatch("", "", before, after, "", "", { context: detail.context, maxEditLength: mostEdits });
  if (patch === undefined) return [...textLines("-", before, depth, detail), ...textLines("+", after, depth, detail)];
  const lines = patch.hunks.flatMap(({ lines: hunk, newStart }, index): readonly Line[] => [
    ...(index === 0 ? [] : [{ depth, sign: " ", text: `… line ${newStart}`, tone: "dim" } as const]),
    ...hunk
      .filter((line) => !line.startsWith("\\"))
      .map((line): Line => ({ depth, sign: hunkSign(line), text: clip(visible(line.slice(1)), detail.characters) })),
  ]);
  const part = partOf(lines, detail.rows);
  return [...part.shown, ...hidden(depth, " ", part.hidden, lineWords)];
};

const pairLines = ({ before, after, shape }: Pair, depth: number, detail: Detail): readonly Line[] =>
  shape.lists.flatMap((name) => {
    const [old, now] = [before[name] as readonly unknown[], after[name] as readonly unknown[]];
    const [came, went] = [without(now, old), without(old, now)];
    if (came.length + went.length === 0) return [];
    const rest = Object.keys(shape.rest).length === 0 ? "" : `${inline(shape.rest)} `;
    return [
      { depth, sign: "~" as const, text: `${rest}${visible(name)}:` },
      ...entryLines("+", came, depth + 1, detail),
      ...entryLines("-", went, depth + 1, detail),
    ];
  });

const listNote = ({ added, removed, size }: ListChange, limit: number): string => {
  const isCut = added.length > limit || removed.length > limit;
  const counts = [
    ...(isCut ? [`${added.length} added`, `${removed.length} removed`, `${size} now`] : []),
    ...(size === 0 && removed.length > 0 ? ["empty now"] : []),
  ];
  return counts.length === 0 ? "" : ` ${counts.join(", ")}`;
};

const updateListLines = (field: FieldChange, list: ListChange, depth: number, detail: Detail): readonly Line[] => {
  const name = visible(field.path);
  if (list.added.length + list.removed.length === 0) {
    const sides = `${inline(field.before)} → ${inline(field.after)}`;
    return [{ depth, text: clip(`${name}: ${sides}`, detail.characters) }];
  }
  const { pairs, added, removed } = pairUp(list);
  return [
    { depth, text: `${name}:${listNote(list, detail.entries)}` },
    ...pairs.flatMap((pair) => pairLines(pair, depth + 1, detail)),
    ...entryLines("+", added, depth + 1, detail),
    ...entryLines("-", removed, depth + 1, detail),
  ];
};

/** `after "Allow HR"`, `first`, or that it has no place. */
const placeOf = (value: unknown): string => {
  if (!isRecord(value) || !("after" in value)) return isAbsent(value) ? "(none)" : inline(value);
  return value.after === null ? "first" : `after ${quoted(String(value.after))}`;
};

/** Rules that move together keep their predecessor: `after "A" → after "A"` would read as if nothing moved. */
export const positionText = ({ before, after }: FieldChange): string => {
  const [old, now] = [placeOf(before), placeOf(after)];
  if (isAbsent(before)) return now;
  return old === now ? `still ${now}, elsewhere in the list` : `${old} → ${now}`;
};

export const scalarText = ({ before, after }: FieldChange): string => {
  const [old, now] = [inline(before), inline(after)];
  if (old.startsWith("(secret) ") && now.startsWith("(secret) "))
    return `${old} → ${now.slice("(secret) version ".length)}`;
  return `${isAbsent(before) ? "(none)" : old} → ${isAbsent(after) ? "(cleared)" : now}`;
};

const updateLines = (field: FieldChange, depth: number, detail: Detail): readonly Line[] => {
  const name = visible(field.path);
  if (field.path === "position") return [{ depth, text: `${name}: ${positionText(field)}` }];
  const list = listChange(field);
  if (list !== undefined) return updateListLines(field, list, depth, detail);
  const { before, after } = field;
  if (!isLong(before) && !isLong(after))
    return [{ depth, text: `${name}: ${clip(scalarText(field), detail.characters)}` }];
  const [old, now] = [String(before ?? ""), String(after ?? "")];
  return [{ depth, text: `${name}:${now === "" ? " cleared" : ""}` }, ...patchLines(old, now, depth + 1, detail)];
};

const wholeListText = (list: readonly unknown[], limit: number): string => {
  const part = partOf(list, limit);
  const more = part.hidden === 0 ? [] : [`… ${part.hidden} more`];
  return `[${[...part.shown.map(item), ...more].join(", ")}]`;
};

/** A value without another side: all of a new object, or what a deleted one was. */
const wholeLines = (path: string, value: unknown, depth: number, detail: Detail): readonly Line[] => {
  const name = visible(path);
  if (path === "position") return [{ depth, text: `${name}: ${placeOf(value)}` }];
  if (typeof value === "string" && value.includes("\n"))
    return [{ depth, text: `${name}: |` }, ...textLines(undefined, value, depth + 1, detail)];
  if (Array.isArray(value) && value.some(isRecord))
    return [{ depth, text: `${name}:` }, ...entryLines(undefined, value, depth + 1, detail)];
  const text = Array.isArray(value) ? wholeListText(value, detail.entries) : inline(value);
  return [{ depth, text: `${name}: ${clip(text, detail.characters)}` }];
};

/** All fields of a change, each as briefly as it can be told without loss. */
export const fieldLines = (
  { action, fields }: { readonly action: "create" | "update" | "delete"; readonly fields: readonly FieldChange[] },
  depth: number,
  detail: Detail,
): readonly Line[] => {
  switch (action) {
    case "create":
      return fields.flatMap((field) =>
        wholeLines(field.path, isAbbreviated(field.after) ? (field.added ?? field.after) : field.after, depth, detail),
      );
    case "delete":
      return fields.flatMap((field) =>
        wholeLines(
          field.path,
          isAbbreviated(field.before) ? (field.removed ?? field.before) : field.before,
          depth,
          detail,
        ),
      );
    case "update":
      return fields.flatMap((field) => updateLines(field, depth, detail));
  }
};
