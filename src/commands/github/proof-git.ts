import type { Checked } from "../../diagnostics/diagnostic.ts";
import type { ApprovalRules, MergedCommit, TreeFacts } from "../../github/proof/facts.ts";
import { known, type Read, unknown } from "../../github/proof/read.ts";
import type { ProofSources, Subject } from "../../github/proof/sources.ts";
import { gitLine, shortName } from "../../history/git.ts";
import { changedPaths, type Manifest, readManifest } from "../../history/manifest.ts";
import { mergeTree } from "../../history/merge.ts";
import { configurationAt } from "../workspace.ts";
import type { Clone } from "./clone.ts";
import { sideBefore } from "./merged.ts";

const readOf = <T>(found: Checked<T>): Read<T> =>
  found.ok ? known(found.value) : unknown(found.diagnostics[0]?.message ?? "Git does not say");

/** What runs here and decides how: changed together with policies, the plan would be made and executed by two tools. */
const isTool = (path: string): boolean =>
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|\.npmrc|\.github\/workflows\/.+)$/.test(path);

const commitFacts = async ({ root, tip, firstParents }: Clone, sha: string): Promise<Read<MergedCommit>> => {
  const line = await gitLine(root, "rev-list", "--parents", "-n", "1", sha);
  if (line === undefined) return unknown(`commit ${shortName(sha)} is not in this clone`);
  const parents = line.split(" ").slice(1);
  return known({ sha, parents, isOnChain: (await firstParents(tip)).includes(sha) });
};

interface Sides {
  /** A tree or commit with the pull request; undefined: it conflicts. */
  readonly after: string | undefined;
  readonly before: string;
}

const sidesOf = async (clone: Clone, { pull, commit }: Subject): Promise<Read<Sides>> => {
  const fetched = await clone.fetch([pull.head]);
  if (!fetched.ok) return readOf(fetched);
  if (commit !== undefined) {
    const before = readOf(await sideBefore(clone, commit.sha, pull.head));
    return before.ok ? known({ after: commit.sha, before: before.value }) : before;
  }
  const merge = readOf(await mergeTree(clone.root, clone.tip, pull.head));
  if (!merge.ok) return merge;
  return known({ after: merge.value.isClean ? merge.value.tree : undefined, before: clone.tip });
};

const manifestOf = async (clone: Clone, name: string): Promise<Read<Manifest>> =>
  readOf(await readManifest(clone, name));

const treeFacts = async (clone: Clone, sides: Sides): Promise<Read<TreeFacts>> => {
  const before = await manifestOf(clone, sides.before);
  if (!before.ok) return before;
  const asManifest = (files: Manifest) => ({ version: 1 as const, files });
  if (sides.after === undefined) return known({ planned: "conflict", before: asManifest(before.value), tool: [] });
  const [planned, changed] = await Promise.all([
    manifestOf(clone, sides.after),
    changedPaths(clone.root, sides.before, sides.after),
  ]);
  if (!planned.ok) return planned;
  if (!changed.ok) return readOf(changed);
  return known({
    planned: asManifest(planned.value),
    before: asManifest(before.value),
    tool: changed.value.filter(isTool),
  });
};

/** What the configuration of a commit asks of approvals. */
export const rulesAt = async (clone: Clone, commit: string): Promise<Read<ApprovalRules>> => {
  const found = readOf(await configurationAt(clone, commit));
  return found.ok ? known(found.value.approvals) : found;
};

/** Whether a merge holds nothing but what Git makes of its parents, the second of which was on the default branch. */
const isPureUpdate = async (
  clone: Clone,
  { sha, parents }: { readonly sha: string; readonly parents: readonly string[] },
  before: string,
): Promise<boolean> => {
  const [own, other, ...more] = parents;
  if (own === undefined || other === undefined || more.length > 0) return false;
  if (!(await clone.firstParents(before)).includes(other)) return false;
  const [merge, tree] = await Promise.all([
    mergeTree(clone.root, own, other),
    gitLine(clone.root, "rev-parse", "--verify", "--quiet", `${sha}^{tree}`),
  ]);
  return merge.ok && merge.value.isClean && merge.value.tree === tree;
};

/** The part of the proof's sources that the local clone answers. */
export const gitSources = (clone: Clone): Pick<ProofSources, "commit" | "trees" | "approvals" | "isUpdate"> => {
  const known = new Map<string, Promise<Read<Sides>>>();
  const sides = (subject: Subject): Promise<Read<Sides>> => {
    const key = `${subject.pull.head} ${subject.commit?.sha ?? ""}`;
    const asked = known.get(key) ?? sidesOf(clone, subject);
    known.set(key, asked);
    return asked;
  };
  return {
    commit: (sha) => commitFacts(clone, sha),
    async trees(subject) {
      const found = await sides(subject);
      return found.ok ? treeFacts(clone, found.value) : found;
    },
    async approvals(subject) {
      const found = await sides(subject);
      return found.ok ? rulesAt(clone, found.value.before) : found;
    },
    async isUpdate(commit, subject) {
      const found = await sides(subject);
      return found.ok && isPureUpdate(clone, commit, found.value.before);
    },
  };
};
