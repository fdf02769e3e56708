import { checks } from "../github/names.ts";
import { type Finding, findingsIn } from "./finding.ts";
import type { Known } from "./known.ts";

/** What rulesets, or classic protection, ask of the default branch. */
export interface BranchRules {
  readonly pullRequest: {
    readonly approvals: number;
    readonly dismissesStale: boolean;
    readonly lastPush: boolean;
  } | null;
  readonly requiresReady: boolean;
  /** Of the rule that requires `zerodrift/ready`. */
  readonly upToDate: boolean;
  readonly blocksForcePush: boolean;
  readonly blocksDeletion: boolean;
  readonly mergeQueue: boolean;
}

export interface BranchFacts {
  readonly name: string;
  readonly rulesets: Known<BranchRules>;
  /** Null: there is none. Only administrators may read it. */
  readonly classic: Known<BranchRules | null>;
  /** `approvals.required` of the configuration. */
  readonly required: number;
}

const { ok, warning, error, unknown } = findingsIn("pipeline");

/** Nothing is asked. */
export const noRules: BranchRules = {
  pullRequest: null,
  requiresReady: false,
  upToDate: false,
  blocksForcePush: false,
  blocksDeletion: false,
  mergeQueue: false,
};

const pullRequests = (a: BranchRules["pullRequest"], b: BranchRules["pullRequest"]): BranchRules["pullRequest"] =>
  a === null || b === null
    ? (a ?? b)
    : {
        approvals: Math.max(a.approvals, b.approvals),
        dismissesStale: a.dismissesStale || b.dismissesStale,
        lastPush: a.lastPush || b.lastPush,
      };

/** Where several rules speak of one thing, the strictest counts. */
export const mergeRules = (a: BranchRules, b: BranchRules): BranchRules => ({
  pullRequest: pullRequests(a.pullRequest, b.pullRequest),
  requiresReady: a.requiresReady || b.requiresReady,
  upToDate: a.upToDate || b.upToDate,
  blocksForcePush: a.blocksForcePush || b.blocksForcePush,
  blocksDeletion: a.blocksDeletion || b.blocksDeletion,
  mergeQueue: a.mergeQueue || b.mergeQueue,
});

interface Rule {
  readonly subject: string;
  readonly weight: typeof warning;
  readonly isMet: (rules: BranchRules, required: number) => boolean;
  readonly met: string;
  readonly unmet: string;
  /** What to tick in the ruleset. */
  readonly tick: string;
}

const rules: readonly Rule[] = [
  {
    subject: "pull request required",
    weight: error,
    isMet: ({ pullRequest }) => pullRequest !== null,
    met: "changes come through pull requests",
    unmet: "anybody with write can push past review; apply refuses such a commit, and it stays unapplied",
    tick: '"Require a pull request before merging"',
  },
  {
    subject: "approvals required",
    weight: warning,
    isMet: ({ pullRequest }, required) => (pullRequest?.approvals ?? 0) >= required,
    met: "as many as the configuration asks for",
    unmet: "fewer than approvals.required of zerodrift.yaml, so that GitHub and zerodrift say different things",
    tick: '"Require a pull request before merging" → "Required approvals", with the number of approvals.required',
  },
  {
    subject: "stale approvals",
    weight: warning,
    isMet: ({ pullRequest }) => pullRequest !== null && (pullRequest.dismissesStale || pullRequest.lastPush),
    met: "a push after an approval asks for a new one",
    unmet: "GitHub keeps an approval after a later push; apply does not count it",
    tick: '"Require a pull request before merging" → "Dismiss stale pull request approvals when new commits are pushed"',
  },
  {
    subject: `${checks.ready} required`,
    weight: error,
    isMet: ({ requiresReady }) => requiresReady,
    met: "nothing is merged that apply would refuse",
    unmet: "a pull request can be merged although apply will refuse it",
    tick: `"Require status checks to pass" → "Add checks" → ${checks.ready}`,
  },
  {
    subject: "branches up to date",
    weight: error,
    isMet: ({ upToDate }) => upToDate,
    met: "what is merged was planned on top of the newest commit",
    unmet: `a pull request can be merged on top of commits it was not planned with; apply then refuses it`,
    tick: `"Require status checks to pass", where ${checks.ready} stands → "Require branches to be up to date before merging"`,
  },
  {
    subject: "force pushes",
    weight: error,
    isMet: ({ blocksForcePush }) => blocksForcePush,
    met: "blocked",
    unmet: "history can be rewritten; what was applied is then no longer found in it",
    tick: '"Block force pushes"',
  },
  {
    subject: "deletion",
    weight: warning,
    isMet: ({ blocksDeletion }) => blocksDeletion,
    met: "the branch cannot be deleted",
    unmet: "the branch can be deleted, and its history with it",
    tick: '"Restrict deletions"',
  },
];

const judgeRule = (rule: Rule, { name, classic, required }: BranchFacts, read: BranchRules): Finding => {
  const subject = `${name}: ${rule.subject}`;
  const whole = "value" in classic && classic.value !== null ? mergeRules(read, classic.value) : read;
  if (rule.isMet(whole, required)) return ok(subject, rule.met);
  if ("unknown" in classic)
    return unknown(
      subject,
      "no ruleset asks for it; classic branch protection may, and only an administrator's token can read that",
      `Settings → Rules → Rulesets → ruleset of ${name}: tick ${rule.tick}; or run this with an administrator's token`,
    );
  return rule.weight(subject, rule.unmet, `Settings → Rules → Rulesets → ruleset of ${name}: tick ${rule.tick}`);
};

const judgeQueue = (name: string, read: BranchRules): Finding =>
  read.mergeQueue
    ? error(
        `${name}: merge queue`,
        "the queue merges commits that nobody planned; apply refuses them",
        `Settings → Rules → Rulesets → ruleset of ${name}: untick "Require merge queue"`,
      )
    : ok(`${name}: merge queue`, "off, as far as rulesets tell");

/** Whether the default branch is as protected as the flow needs it. */
export const judgeBranch = (facts: BranchFacts): readonly Finding[] => {
  const { name, rulesets, required } = facts;
  if ("unknown" in rulesets)
    return [
      unknown(
        `${name}: rules`,
        rulesets.unknown,
        "run again with a token that may read this repository's metadata: `gh auth token` gives one",
      ),
    ];
  const nobody =
    required === 0
      ? [
          warning(
            "approvals.required",
            "is 0: a plan is applied although nobody but its author has seen it",
            "set approvals.required in zerodrift.yaml to 1 or more",
          ),
        ]
      : [];
  return [...rules.map((rule) => judgeRule(rule, facts, rulesets.value)), judgeQueue(name, rulesets.value), ...nobody];
};
