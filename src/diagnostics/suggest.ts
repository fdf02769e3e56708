import { distance } from "fastest-levenshtein";

/** Case, blanks and separators are what people get wrong most; they do not count. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, "");

/** How many edits two names of this length may be apart and still be taken for one another. */
const threshold = (length: number): number => {
  if (length <= 2) return 1;
  return length <= 6 ? 2 : Math.floor(length / 3);
};

const commonPrefix = (a: string, b: string): number => {
  const end = Math.min(a.length, b.length, 4);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
};

/** Names people shorten: `block` for `block-gambling`. */
const continues = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));

/** How far two names are apart; undefined when too far to be worth a hint. */
const farness = (wanted: string, candidate: string): number | undefined => {
  const limit = threshold(Math.max(wanted.length, candidate.length));
  const bonus = commonPrefix(wanted, candidate) / 8;
  if (Math.abs(wanted.length - candidate.length) <= limit) {
    const edits = distance(wanted, candidate);
    if (edits <= limit) return edits - bonus;
  }
  return continues(wanted, candidate) ? limit + 1 - bonus : undefined;
};

/** The names that were probably meant, best first; never the name itself. */
export const nearest = (name: string, candidates: Iterable<string>, limit = 3): string[] => {
  const wanted = plain(name.slice(0, 200));
  if (wanted === "") return [];
  const found: { readonly candidate: string; readonly far: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const far = farness(wanted, plain(candidate));
    if (far !== undefined) found.push({ candidate, far });
  }
  return found
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
};

/** `did you mean "a" or "b"?`, or undefined when nothing is near. */
export const didYouMean = (name: string, candidates: Iterable<string>): string | undefined => {
  const names = nearest(name, candidates).map((near) => `"${near}"`);
  if (names.length === 0) return undefined;
  const last = names.pop() ?? "";
  return names.length === 0 ? `did you mean ${last}?` : `did you mean ${names.join(", ")} or ${last}?`;
};
