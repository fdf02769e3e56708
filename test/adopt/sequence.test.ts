import { describe, expect, test } from "vitest";
import { type Entry, inLiveOrder, insert, isInLiveOrder, type Lists } from "../../src/adopt/sequence.ts";

/** Live rules are small letters and digits, two orders of their own; capitals are declared and not live. */
const standingOf = (id: string) => ({ domain: /\d/.test(id) ? "digits" : "letters", rank: id.charCodeAt(0) });
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
    ["of another order, beside their own", ["ac13"], "b2", ["abc123"]],
    ["of an order of which nothing stands there, last", ["ab"], "1", ["ab1"]],
    ["right behind it, before what is not live", ["aXc"], "b", ["abXc"]],
  ])("%s", (_, documents, added, expected) => {
    const fresh = [...added].map((id) => ({ fresh: id, id }));
    const filled = insert(lists(...documents), fresh, standingOf);
    expect(filled.map((list, at) => told(list, documents[at] ?? ""))).toEqual(expected);
  });
});

describe("the order of the tenant", () => {
  test.each([
    ["moves what stands elsewhere", "cab", "abc"],
    ["leaves what is right", "abc", "abc"],
    ["keeps what is not live behind what it stood behind", "bXa", "abX"],
    ["moves each of two orders among itself", "b2a1", "a1b2"],
    ["keeps it first where it stood first", "Xba", "Xab"],
  ])("%s", (_, letters, expected) => {
    expect(told(inLiveOrder(entries(letters), standingOf), letters)).toBe(expected);
  });

  test("is one for each order", () => {
    expect(isInLiveOrder(lists("3", "ab"), standingOf)).toBe(true);
    expect(isInLiveOrder(lists("3a", "1b"), standingOf)).toBe(false);
  });

  test("of two documents that interleave cannot be had by sorting each", () => {
    expect(isInLiveOrder(lists("ac", "bd"), standingOf)).toBe(false);
    expect(isInLiveOrder(lists("ab", "cd"), standingOf)).toBe(true);
  });
});
