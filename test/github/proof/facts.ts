import type { Manifest } from "../../../src/github/bundle.ts";
import type {
  Account,
  ApprovalRules,
  BranchRule,
  CommitFacts,
  Facts,
  LedgerFacts,
  MergedCommit,
  PlanFacts,
  PullFacts,
  Push,
  Review,
  TreeFacts,
} from "../../../src/github/proof/facts.ts";
import { known } from "../../../src/github/proof/read.ts";

/** A commit id made of one digit. */
export const sha = (digit: string): string => digit.repeat(40);
export const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const head = sha("a");
export const first = sha("9");
export const tip = sha("b");
export const base = sha("c");
export const merge = sha("d");

export const author: Account = { id: 1, login: "author", type: "User" };
export const ann: Account = { id: 2, login: "ann", type: "User" };
export const bob: Account = { id: 3, login: "bob", type: "User" };
export const webFlow: Account = { id: 19864447, login: "web-flow", type: "User" };
export const bot: Account = { id: 41898282, login: "github-actions[bot]", type: "Bot" };

export const manifest = (digit: string, path = "policies/zia/url.yaml"): Manifest => ({
  version: 1,
  files: { "zerodrift.yaml": { mode: "100644", sha256: hash("0") }, [path]: { mode: "100644", sha256: hash(digit) } },
});

export const pull = (given: Partial<PullFacts> = {}): PullFacts => ({
  number: 12,
  title: "Block gambling",
  state: "open",
  author,
  head,
  headBranch: "gambling",
  headRepository: { id: 7, owner: "acme", name: "policy" },
  baseBranch: "main",
  baseRepositoryId: 7,
  mergedAt: null,
  mergeCommit: null,
  ...given,
});

export const commit = (given: Partial<CommitFacts> = {}): CommitFacts => ({
  sha: head,
  parents: [first],
  author,
  committer: author,
  coAuthors: [],
  isUpdate: false,
  ...given,
});

export const push = (given: Partial<Push> = {}): Push => ({ before: first, after: head, actor: author, ...given });

export const approval = (given: Partial<Review> = {}): Review => ({
  id: 100,
  account: ann,
  state: "APPROVED",
  commit: head,
  at: "2026-03-02T12:00:00Z",
  ...given,
});

export const plan = (given: Partial<PlanFacts> = {}, binding: Partial<PlanFacts["binding"]> = {}): PlanFacts => ({
  artifact: { id: 500, runId: 600 },
  createdAt: "2026-03-02T11:00:00Z",
  publishedAt: "2026-03-02T11:00:00Z",
  binding: {
    version: 1,
    tool: "0.1.0",
    repositoryId: 7,
    pull: 12,
    head,
    tip,
    base,
    tenant: { name: "acme", cloud: "production", customerId: "1" },
    plan: hash("1"),
    manifest: hash("2"),
    digest: hash("3"),
    verdict: "accepted",
    counts: { changes: 1, deletes: 0, opens: 0, unknown: 0, requests: 2, seconds: 12 },
    headline: "acme: 1 change",
    ...binding,
  },
  found: { plan: hash("1"), manifest: hash("2"), digest: hash("3") },
  manifest: manifest("5"),
  ...given,
});

export const ledger = (given: Partial<LedgerFacts> = {}): LedgerFacts => ({
  base,
  relation: null,
  running: [],
  unfinished: null,
  warnings: [],
  ...given,
});

export const trees = (given: Partial<TreeFacts> = {}): TreeFacts => ({
  planned: manifest("5"),
  before: manifest("4"),
  tool: [],
  ...given,
});

export const approvals = (given: Partial<ApprovalRules> = {}): ApprovalRules => ({
  required: 1,
  teams: [],
  maxPlanAge: "7d",
  ...given,
});

export const goodRules: readonly BranchRule[] = [
  { type: "pull_request", parameters: { dismiss_stale_reviews_on_push: true } },
  {
    type: "required_status_checks",
    parameters: {
      strict_required_status_checks_policy: true,
      required_status_checks: [{ context: "zerodrift/ready" }],
    },
  },
  { type: "non_fast_forward", parameters: {} },
];

/** A pull request that is ready: one change, planned at 11, approved by ann at 12, looked at at 13. */
export const ready = (given: Partial<Facts> = {}): Facts => ({
  when: "before-merge",
  now: Date.parse("2026-03-02T13:00:00Z"),
  repository: { id: 7, defaultBranch: "main", ownerType: "Organization" },
  commit: null,
  pulls: known([pull()]),
  trees: known(trees()),
  ledger: known(ledger()),
  plan: known({ chosen: plan(), rejected: [] }),
  tool: "0.1.0",
  maxWaitSeconds: 900,
  approvals: known(approvals()),
  commits: known({ list: [commit()], total: 1 }),
  pushes: known([push()]),
  reviews: known([approval()]),
  permissions: { [ann.id]: known("write"), [bob.id]: known("write"), [author.id]: known("admin") },
  teams: {},
  rules: known(goodRules),
  ...given,
});

export const mergedPull = (given: Partial<PullFacts> = {}): PullFacts =>
  pull({ state: "closed", mergedAt: "2026-03-02T12:30:00Z", mergeCommit: merge, ...given });

export const mergeCommit = (given: Partial<MergedCommit> = {}): MergedCommit => ({
  sha: merge,
  parents: [tip, head],
  isOnChain: true,
  ...given,
});

/** The same pull request, merged at half past twelve. */
export const merged = (given: Partial<Facts> = {}): Facts =>
  ready({
    when: "after-merge",
    commit: known(mergeCommit()),
    pulls: known([mergedPull()]),
    ledger: known(ledger({ relation: "after" })),
    ...given,
  });
