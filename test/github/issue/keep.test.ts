import { expect, test } from "vitest";
import { type DriftIssue, type Keeping, keepIssue } from "../../../src/github/issue/keep.ts";
import type { Scan } from "../../../src/github/scan.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const now = Date.parse("2026-11-20T02:17:00Z");
const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();

const scan = (state: Scan["state"], more: Partial<Scan> = {}): Scan => ({
  version: 1,
  state,
  tenant: "acme",
  digest: state === "drift" ? digest("a") : null,
  risk: 1,
  headline: "1 drifted",
  at: "2026-11-20T02:17:00Z",
  base: null,
  ...more,
});

const issue = (more: Partial<DriftIssue> = {}): DriftIssue => ({
  number: 5,
  isOpen: true,
  closedAt: null,
  body: "as it was",
  marker: { tenant: "acme", digest: digest("a"), risk: 1 },
  ...more,
});

const closed = (days: number): DriftIssue => issue({ isOpen: false, closedAt: daysAgo(days) });

test.each<[string, DriftIssue | undefined, Scan, Keeping]>([
  ["drift and no issue: a new one", undefined, scan("drift"), { do: "create" }],
  [
    "the same drift, told in other words: rewritten, nobody is called",
    issue(),
    scan("drift"),
    { do: "update", number: 5 },
  ],
  [
    "the same drift in the same words: nothing",
    issue({ body: "new\r\n" }),
    scan("drift"),
    { do: "nothing", because: "equal" },
  ],
  [
    "other drift: a comment",
    issue(),
    scan("drift", { digest: digest("b") }),
    { do: "comment-and-update", number: 5, isWorse: false },
  ],
  [
    "worse drift: a comment that says so",
    issue(),
    scan("drift", { risk: 2 }),
    { do: "comment-and-update", number: 5, isWorse: true },
  ],
  ["less risk with the same digest calls nobody", issue(), scan("drift", { risk: 0 }), { do: "update", number: 5 }],
  ["no drift any more: closed", issue(), scan("clean"), { do: "close", number: 5 }],
  ["a skipped scan never closes", issue(), scan("skipped"), { do: "nothing", because: "no-scan" }],
  ["a void scan never closes", issue(), scan("void"), { do: "nothing", because: "no-scan" }],
  ["no drift and no issue: silence", undefined, scan("clean"), { do: "nothing", because: "clean" }],
  ["no drift and a closed issue: silence", closed(3), scan("clean"), { do: "nothing", because: "clean" }],
  ["drift within 30 days: opened again", closed(30), scan("drift"), { do: "reopen", number: 5 }],
  ["drift later: a new one with a link back", closed(31), scan("drift"), { do: "create", before: 5 }],
])("%s", (_, found, one, expected) => {
  expect(keepIssue(found, one, "new", now)).toEqual(expected);
});
