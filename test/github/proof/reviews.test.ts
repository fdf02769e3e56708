import { describe, expect, test } from "vitest";
import type { Facts } from "../../../src/github/proof/facts.ts";
import { judge } from "../../../src/github/proof/judge.ts";
import { known, unknown } from "../../../src/github/proof/read.ts";
import { accountsToAsk } from "../../../src/github/proof/reviews/approvals.ts";
import {
  ann,
  approval,
  approvals,
  author,
  base,
  bob,
  bot,
  commit,
  first,
  head,
  merged,
  mergedPull,
  plan,
  pull,
  push,
  ready,
  tip,
  webFlow,
} from "./facts.ts";

const update = commit({ parents: [first, tip], author: ann, committer: webFlow, isUpdate: true });
const earlier = commit({ sha: first, parents: [base], author, committer: author });
const commits = (...list: readonly ReturnType<typeof commit>[]): Facts["commits"] =>
  known({ list, total: list.length });
const clickedUpdate = {
  commits: commits(earlier, update),
  pushes: known([push({ actor: ann }), push({ before: base, after: first })]),
};

/** Cases run before and after the merge: the same code judges both. */
const both = (given: Partial<Facts>): readonly Facts[] => {
  const { pulls } = given;
  const after =
    pulls?.ok === true ? { pulls: known(pulls.value.map(({ author: opener }) => mergedPull({ author: opener }))) } : {};
  return [ready(given), merged({ ...given, ...after })];
};
const reviews = (...list: readonly Partial<ReturnType<typeof approval>>[]): Partial<Facts> => ({
  reviews: known(list.map((one, at) => approval({ id: 100 + at, at: `2026-03-02T12:0${at}:00Z`, ...one }))),
});

const counted: readonly (readonly [string, Partial<Facts>])[] = [
  ["an approval of the head, after the plan, by a person with write", {}],
  ["an administrator's", { permissions: { [ann.id]: known("admin") } }],
  ["an approval, then a comment", reviews({}, { state: "COMMENTED" })],
  ["an approval, then a draft", reviews({}, { state: "PENDING", at: null })],
  ["approve, request changes, approve again", reviews({}, { state: "CHANGES_REQUESTED" }, {})],
  [
    "the same, told in another order",
    {
      reviews: known([
        approval({ id: 3, at: "2026-03-02T12:03:00Z" }),
        approval({ id: 1 }),
        approval({ id: 2, state: "CHANGES_REQUESTED", at: "2026-03-02T12:02:00Z" }),
      ]),
    },
  ],
  ["approved an older head, then this one", reviews({ commit: first }, {})],
  ["approved before the plan, then after it", reviews({ at: "2026-03-02T10:00:00Z" }, {})],
  [
    "an equal plan again: the publication of its digest counts",
    { plan: known({ chosen: plan({ createdAt: "2026-03-02T12:30:00Z" }), rejected: [] }) },
  ],
  [
    "changes requested by somebody who may only read",
    {
      ...reviews({}, { account: bob, state: "CHANGES_REQUESTED" }),
      permissions: { [ann.id]: known("write"), [bob.id]: known("read") },
    },
  ],
  ["changes requested by an account that is gone", reviews({}, { account: null, state: "CHANGES_REQUESTED" })],
  ["changes requested, then dismissed", reviews({}, { account: bob, state: "DISMISSED" })],
  ["the reviewer clicked Update branch", clickedUpdate],
  [
    "the author's pull request is a revert by a third",
    {
      pulls: known([pull({ author: bob })]),
      commits: commits(commit({ author: bob, committer: webFlow })),
      pushes: known([push({ actor: bob })]),
    },
  ],
  ["no approval is required", { approvals: known(approvals({ required: 0 })), reviews: known([]) }],
  [
    "two are required, and two approve",
    { approvals: known(approvals({ required: 2 })), ...reviews({}, { account: bob }) },
  ],
  ["a commit whose address belongs to no account", { commits: commits(commit({ author: null, committer: null })) }],
  [
    "a program pushed last, and one more approves",
    { pushes: known([push({ actor: bot })]), ...reviews({}, { account: bob }) },
  ],
];

const refused: readonly (readonly [string, Partial<Facts>, RegExp])[] = [
  ["nobody approved", reviews(), /0 of 1 approval$/],
  ["a comment only", reviews({ state: "COMMENTED" }), /0 of 1/],
  ["approved before the plan", reviews({ at: "2026-03-02T10:59:59Z" }), /before this plan was published/],
  [
    "approved in the very second of the plan",
    reviews({ at: "2026-03-02T11:00:00Z" }),
    /before this plan was published/,
  ],
  [
    "approved, then the plan changed",
    { plan: known({ chosen: plan({ publishedAt: "2026-03-02T12:30:00Z" }), rejected: [] }) },
    /before this plan/,
  ],
  [
    "a plan published at no time",
    { plan: known({ chosen: plan({ publishedAt: "" }), rejected: [] }) },
    /when the plan was published/,
  ],
  ["approved another head", reviews({ commit: first }), /approved "9999999", not the head/],
  ["approved a commit that a force push removed", reviews({ commit: null }), /a commit that is gone/],
  ["approval dismissed", reviews({ state: "DISMISSED" }), /0 of 1/],
  ["approve, approve again, the second dismissed", reviews({}, { state: "DISMISSED" }), /0 of 1/],
  ["approve, then request changes", reviews({}, { state: "CHANGES_REQUESTED" }), /"ann" asks for changes/],
  ["another asks for changes", reviews({}, { account: bob, state: "CHANGES_REQUESTED" }), /"bob" asks for changes/],
  [
    "another asked for changes to an older head",
    reviews({}, { account: bob, state: "CHANGES_REQUESTED", commit: first }),
    /"bob" asks/,
  ],
  [
    "changes requested by somebody whose rights cannot be read",
    {
      ...reviews({}, { account: bob, state: "CHANGES_REQUESTED" }),
      permissions: { [ann.id]: known("write"), [bob.id]: unknown("down") },
    },
    /"bob" asks/,
  ],
  [
    "changes requested, and no approval required",
    { approvals: known(approvals({ required: 0 })), ...reviews({ account: bob, state: "CHANGES_REQUESTED" }) },
    /"bob" asks/,
  ],
  ["the author approves", reviews({ account: author }), /"author" opened the pull request/],
  ["an author of a commit approves", { commits: commits(earlier, commit({ author: ann })) }, /"ann" wrote "aaaaaaa"/],
  ["a committer approves", { commits: commits(commit({ committer: ann })) }, /"ann" committed/],
  [
    "a co-author approves, by GitHub's address",
    { commits: commits(commit({ coAuthors: [{ name: "x", email: "2+old-name@users.noreply.github.com" }] })) },
    /"ann" is named as co-author/,
  ],
  [
    "a co-author approves, by GitHub's older address",
    { commits: commits(commit({ coAuthors: [{ name: "x", email: "Ann@users.noreply.github.com" }] })) },
    /"ann" is named as co-author/,
  ],
  [
    "a co-author approves, named by login",
    { commits: commits(commit({ coAuthors: [{ name: "ANN", email: "a@example.com" }] })) },
    /co-author/,
  ],
  [
    "the last pusher approves, under another's name in the commit",
    { pushes: known([push({ actor: ann })]) },
    /"ann" pushed last/,
  ],
  [
    "the pusher approves, behind somebody's update",
    {
      commits: commits(earlier, commit({ ...update, author: bob })),
      pushes: known([push({ actor: bob }), push({ before: base, after: first, actor: ann })]),
    },
    /"ann" pushed last/,
  ],
  [
    "a merge that smuggles something in makes its author a hand",
    { commits: commits(earlier, { ...update, isUpdate: false }), pushes: clickedUpdate.pushes },
    /"ann" wrote/,
  ],
  [
    "an update together with a commit of one's own, in one push",
    { commits: commits(earlier, update), pushes: known([push({ before: base, actor: ann })]) },
    /"ann" pushed last/,
  ],
  [
    "a renamed account is still the same",
    { pulls: known([pull({ author: { ...ann, login: "before" } })]) },
    /"ann" opened/,
  ],
  ["a program approves", reviews({ account: { ...bot, type: "Bot" } }), /is not a person/],
  ["an account that is gone approves", reviews({ account: null }), /0 of 1/],
  ["somebody who may only read", { permissions: { [ann.id]: known("read") } }, /"ann" has no write access/],
  ["somebody who left", { permissions: { [ann.id]: known("none") } }, /no write access/],
  [
    "a second account without rights",
    { ...reviews({ account: bob }), permissions: { [bob.id]: known("read") } },
    /no write access/,
  ],
  ["rights that cannot be read", { permissions: { [ann.id]: unknown("down") } }, /could not be read/],
  ["rights that nobody asked for", { permissions: {} }, /could not be read/],
  ["one of two approves", { approvals: known(approvals({ required: 2 })) }, /1 of 2 approvals/],
  [
    "one approves twice, and two are required",
    { approvals: known(approvals({ required: 2 })), ...reviews({}, {}) },
    /1 of 2 approvals/,
  ],
  [
    "a program pushed last, and one approves",
    { pushes: known([push({ actor: bot })]) },
    /1 of 2 approvals; one more than usual/,
  ],
  ["more commits than GitHub lists", { commits: known({ list: [commit()], total: 251 }) }, /251 commits/],
  ["commits without the head: it moved while they were read", { commits: commits(earlier) }, /head moved/],
  [
    "GitHub's log does not know the head, as with a fork that is gone",
    { pushes: known([]) },
    /does not say who pushed/,
  ],
  ["the pusher's account is gone", { pushes: known([push({ actor: null })]) }, /no longer exists/],
  [
    "the pushes before an update are not in the log",
    { ...clickedUpdate, pushes: known([push({ actor: ann })]) },
    /does not say who pushed "9999999"/,
  ],
  [
    "a log that goes round",
    {
      commits: commits(commit({ sha: first, parents: [head], isUpdate: true }), update),
      pushes: known([push(), push({ before: head, after: first })]),
    },
    /circle/,
  ],
];

describe("an approval counts", () => {
  test.each(counted)("%s", (_name, given) => {
    for (const facts of both(given)) {
      const verdict = judge(facts);
      expect(verdict.steps.filter(({ state }) => state === "unmet")).toEqual([]);
      expect(verdict.outcome).toBe("proven");
    }
  });
});

describe("no approval that counts", () => {
  test.each(refused)("%s", (_name, given, reason) => {
    for (const facts of both(given)) {
      const verdict = judge(facts);
      const [step, ...others] = verdict.steps.filter(({ state }) => state === "unmet");
      expect(others).toEqual([]);
      expect(step).toMatchObject({ number: 7, reason: expect.stringMatching(reason) });
      expect(verdict).toMatchObject({ outcome: "refused", approvers: [] });
    }
  });
});

describe("what cannot be decided", () => {
  test("an author's second account with write access looks like anybody else's", () => {
    expect(judge(ready(reviews({ account: { id: 99, login: "author-2", type: "User" } }))).steps[6]?.reason).toMatch(
      /rights that could not be read/,
    );
    const second = {
      ...reviews({ account: { id: 99, login: "author-2", type: "User" } }),
      permissions: { 99: known("write") },
    };
    expect(judge(ready(second)).outcome).toBe("proven");
  });

  test("a co-author with an address of their own is a warning", () => {
    const facts = ready({ commits: commits(commit({ coAuthors: [{ name: "Ann Smith", email: "a@example.com" }] })) });
    expect(judge(facts)).toMatchObject({ outcome: "proven", warnings: [expect.stringMatching(/"Ann Smith"/)] });
  });
});

describe("rights are asked for", () => {
  test("of those whose approval or request for changes would count, and of nobody else", () => {
    const facts = ready(
      reviews(
        { account: author },
        { account: bot },
        { account: { id: 50, login: "early", type: "User" }, at: "2026-03-02T10:00:00Z" },
        { account: { id: 51, login: "words", type: "User" }, state: "COMMENTED" },
        {},
        { account: bob, state: "CHANGES_REQUESTED" },
      ),
    );
    expect(accountsToAsk(facts).map(({ login }) => login)).toEqual(["ann", "bob"]);
  });

  test("once for forty reviews of one", () => {
    const list = Array.from({ length: 40 }, (_, at) =>
      approval({ id: at, at: `2026-03-02T12:${String(at).padStart(2, "0")}:00Z` }),
    );
    expect(accountsToAsk(ready({ reviews: known(list) }))).toEqual([ann]);
  });

  test("of nobody while there is no plan, except who asks for changes", () => {
    const facts = ready({
      plan: known({ chosen: null, rejected: [] }),
      ...reviews({}, { account: bob, state: "CHANGES_REQUESTED", commit: head }),
    });
    expect(accountsToAsk(facts)).toEqual([bob]);
  });
});
