/** What takes the place of `{{word}}` inside a line, and of a line that says only `# {{block}}`. */
export interface Filling {
  readonly words: Readonly<Record<string, string>>;
  /** Lines, which get the indentation of the place; none takes the line out. */
  readonly blocks: Readonly<Record<string, readonly string[]>>;
}

const blockLine = /^( *)# \{\{([a-z ]+)\}\}$/;
/** GitHub's own expressions begin with a dollar sign, so they stay. */
const word = /(?<!\$)\{\{([a-z]+)\}\}/g;

const known = <T>(table: Readonly<Record<string, T>>, name: string): T => {
  const found = table[name];
  if (found === undefined) throw new Error(`a template asks for {{${name}}}, which nobody gives`);
  return found;
};

const indented =
  (indentation: string) =>
  (line: string): string =>
    line === "" ? "" : `${indentation}${line}`;

/** A template with everything filled in. */
export const render = (template: string, { words, blocks }: Filling): string =>
  template
    .split("\n")
    .flatMap((line) => {
      const [, indentation = "", name] = blockLine.exec(line) ?? [];
      return name === undefined ? [line] : known(blocks, name).map(indented(indentation));
    })
    .map((line) => line.replace(word, (_, name: string) => known(words, name)))
    .join("\n");
