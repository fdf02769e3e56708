import { visible } from "../../diagnostics/visible.ts";

/**
 * Text from the tenant, from YAML or from the audit log inside Markdown that GitHub shows. GitHub looks for mentions,
 * references, links and emoji after Markdown has been read, so escaping punctuation does not stop it; it leaves code
 * alone. So whatever is not plainly harmless becomes code.
 */

/** A comment marker is found by its text, also inside code: what looks like one is broken, visibly. */
const withoutComments = (text: string): string => text.replaceAll("<!--", "< !--").replaceAll("-->", "-- >");

const oneLine = (text: string): string => withoutComments(visible(text));

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** As inline code, whatever it contains. */
export const code = (text: string): string => {
  const shown = oneLine(text);
  if (shown.trim() === "") return shown === "" ? "`(empty)`" : "`(blank)`";
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
};

/** As the text of an HTML element; for `<summary>`, in which GitHub reads no Markdown. */
export const html = (text: string): string =>
  oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

/** Words that no Markdown or GitHub rule takes for anything else: no dots, digits or signs inside a word. */
const harmless = /^(?:[—–→&]|\d{1,5}-\d{1,5}|["']?(?:\p{L}+(?:['’-]\p{L}+)*|\d{1,6})["']?)$/u;
/** GitHub takes these for a commit. */
const commit = /^[0-9a-f]{7,}$/i;

const isHarmless = (word: string): boolean => harmless.test(word) && !commit.test(word);

/** What our own sentences mark as a value: "quoted", {in braces} or `in ticks`; else a word. Then punctuation. */
const values = /"[^"]*"|\{.*\}|`[^`]+`/.source;
const wordPattern = (name: string): RegExp => {
  const known = name === "" ? "" : `${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}|`;
  return new RegExp(String.raw`(\(?)(${known}${values}|\S+?)([,;:.?)]*)(?=\s|$)`, "g");
};

const isTicked = (core: string): boolean => /^`[^`]+`$/.test(core);

/**
 * A sentence with foreign words in it: the foreign ones become code.
 * @param name an address or name that the sentence may hold, so that it stays in one piece
 */
export const prose = (text: string, name = ""): string => {
  const parts: { readonly isCode: boolean; readonly lead: string; core: string; tail: string }[] = [];
  for (const [, lead = "", core = "", tail = ""] of oneLine(text).matchAll(wordPattern(oneLine(name)))) {
    const isCode = !isHarmless(core);
    const last = parts.at(-1);
    const joins =
      isCode && last?.isCode === true && last.tail === "" && lead === "" && !isTicked(core) && !isTicked(last.core);
    if (joins) {
      last.core += ` ${core}`;
      last.tail = tail;
    } else parts.push({ isCode, lead, core, tail });
  }
  return parts
    .map(({ isCode, lead, core, tail }) => {
      const shown = isCode ? code(isTicked(core) ? core.slice(1, -1) : core) : core;
      return `${lead}${shown}${tail}`;
    })
    .join(" ");
};

/** A fenced block that its content cannot close. */
export const fenced = (language: string, lines: readonly string[]): string => {
  const content = withoutComments(lines.join("\n"));
  const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
};
