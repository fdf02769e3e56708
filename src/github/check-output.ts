/** GitHub's limit is 65,535 characters for each of summary and text. */
const mostCharacters = 65_535;

const note = "\n\n(cut: too long for a check)";

const openFence = (lines: readonly string[]): string | undefined => {
  let open: string | undefined;
  for (const line of lines) {
    const fence = /^(`{3,})/.exec(line)?.[1];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.length >= open.length && line.trim() === fence) open = undefined;
  }
  return open;
};

/** The last resort for Markdown that does not fit: whole lines, no fence left open, and a word that it was cut. */
export const cutMarkdown = (text: string, most = mostCharacters): string => {
  if (text.length <= most) return text;
  // Room for the fence that may have to be closed.
  const room = most - note.length - 80;
  const lines: string[] = [];
  let length = 0;
  for (const line of text.split("\n")) {
    length += line.length + 1;
    if (length > room) break;
    lines.push(line);
  }
  const fence = openFence(lines);
  return `${lines.join("\n")}${fence === undefined ? "" : `\n${fence}`}${note}`;
};
