/** What GitHub would not take for code, and how well-formed the rest is. A reader of its own: it shares no code with what it checks. */
export interface Read {
  /** Everything outside fences, code spans and `<code>`. */
  readonly prose: string;
  /** Fences that were still open at the end. */
  readonly openFences: number;
  readonly details: number;
  readonly closedDetails: number;
}

const withoutFences = (markdown: string): { readonly text: string; readonly open: number } => {
  let fence: string | undefined;
  const kept = markdown.split("\n").filter((line) => {
    if (fence !== undefined) {
      const closing = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
      if (closing?.startsWith(fence.charAt(0)) && closing.length >= fence.length) fence = undefined;
      return false;
    }
    fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
    return fence === undefined;
  });
  return { text: kept.join("\n"), open: fence === undefined ? 0 : 1 };
};

const withoutSpans = (text: string): string => {
  const runs = [...text.matchAll(/`+/g)];
  let kept = "";
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index]!;
    const close = runs.slice(index + 1).find((run) => run[0].length === open[0].length);
    if (close === undefined) continue;
    kept += text.slice(at, open.index);
    at = close.index + close[0].length;
    index = runs.indexOf(close);
  }
  return kept + text.slice(at);
};

export const read = (markdown: string): Read => {
  const { text, open } = withoutFences(markdown);
  // Inside <summary> GitHub reads HTML only, so a backtick there means nothing.
  const prose = withoutSpans(text.replace(/<code>[^<]*<\/code>/g, ""));
  return {
    prose,
    openFences: open,
    details: prose.match(/<details(?: open)?>/g)?.length ?? 0,
    closedDetails: prose.match(/<\/details>/g)?.length ?? 0,
  };
};
