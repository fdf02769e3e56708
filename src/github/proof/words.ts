/** A commit as people name it; in quotes, so that a renderer takes it for a value. */
export const short = (sha: string): string => `"${sha.slice(0, 7)}"`;

/** Logins in a sentence: `"ann", "bob" and "cem"`. */
export const names = (logins: readonly string[]): string => {
  const quoted = logins.map((login) => `"${login}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
};
