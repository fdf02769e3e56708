import { describe, expect, test } from "vitest";
import { type Entry, inLiveOrder, insert, isInLiveOrder, type Lists } from "../../src/adopt/sequence.ts";

/** Live rules are small letters and stand in the order of the alphabet; capitals are declared and not live. */
const rankOf = (id: string): number => id.charCodeAt(0);
const isLive = (letter: string): boolean => letter === letter.toLowerCase();
const entries = (letters: string): readonly Entry<string>[] =>
  [...letters].map((letter, place) => ({ place, id: isLive(letter) ? letter : undefined }));
const lists = (...documents: readonly string[]): Lists<string> => documents.map(entries);
const told = (list: readonly Entry<string>[], letters: string): string =>
  list.map((entry) => ("fresh" in entry ? entry.fresh : letters[entry.place])).join("");

describe("new rules", () => {
  test.each([
    ["stand behind their live predecessor", ["ace"], "bd", ["abcde"]],
    ["in the document that holds it", ["ab", "ef"], "cd", ["abcd", "ef"]],
    ["without one, before their successor", ["ce"], "ab", ["abce"]],
    ["beside nothing live, last", ["X"], "ab", ["Xab"]],
    ["of several in a row, one behind the other", ["a"], "bcd", ["abcd"]],
    ["right behind it, before what is not live", ["aXc"], "b", ["abXc"]],
  ])("%s", (_, documents, added, expected) => {
    const fresh = [...added].map((id) => ({ fresh: id, id }));
    const filled = insert(lists(...documents), fresh, rankOf);
    expect(filled.map((list, at) => told(list, documents[at] ?? ""))).toEqual(expected);
  });
});

describe("the order of the tenant", () => {
  test.each([
    ["moves what stands elsewhere", "cab", "abc"],
    ["leaves what is right", "abc", "abc"],
    ["keeps what is not live behind what it stood behind", "bXa", "abX"],
    ["keeps it first where it stood first", "Xba", "Xab"],
  ])("%s", (_, letters, expected) => {
    expect(told(inLiveOrder(entries(letters), rankOf), letters)).toBe(expected);
  });

  test("of two documents that interleave cannot be had by sorting each", () => {
    expect(isInLiveOrder(lists("ac", "bd"), rankOf)).toBe(false);
    expect(isInLiveOrder(lists("ab", "cd"), rankOf)).toBe(true);
  });
});
