import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import { appliedRef, type TenantName } from "./applied.ts";
import { commitOf, git, gitLine, isAncestor, shortName } from "./git.ts";
import { type Refusal, refuse, shallowHistory } from "./problems.ts";

/** The commit a plan starts from, and who says so. */
export interface Base {
  /** Full SHA. */
  readonly commit: string;
  readonly from: "given" | "ref";
}

export interface BaseQuery extends TenantName {
  /** A folder of the repository. */
  readonly root: string;
  /** The commit that is planned; HEAD when absent. */
  readonly head?: string;
  /** `--base`: anything Git takes for a commit. */
  readonly given: string | undefined;
}

interface Clone {
  readonly root: string;
  readonly head: string;
  readonly isShallow: boolean;
}

const chooseHint = "give a commit, tag or branch that the checked-out commit descends from";

const openClone = async (root: string, name = "HEAD"): Promise<Clone | { readonly reason: string }> => {
  const [shallow, head] = await Promise.all([
    git(root, ["rev-parse", "--is-shallow-repository"]),
    commitOf(root, name),
  ]);
  if (!shallow.ok) return { reason: shallow.reason };
  if (head === undefined) return { reason: "the repository has no commit yet" };
  return { root, head, isShallow: shallow.output.trim() === "true" };
};

/** What a base is called in messages. */
const called = ({ commit, from }: Base): string =>
  from === "given" ? `the base ${shortName(commit)}` : `the commit applied last (${shortName(commit)})`;

const strangerHint: Readonly<Record<Base["from"], string>> = {
  given: chooseHint,
  ref: "check out a branch that holds it, or name the commit to start from with --base",
};

const mustBeAncestor = async ({ root, head, isShallow }: Clone, base: Base): Promise<Checked<Base>> => {
  if (await isAncestor(root, base.commit, head)) return checked(base, []);
  if (isShallow) return shallowHistory(`the clone is shallow and does not reach from HEAD to ${called(base)}`);
  return refuse(
    "base-not-ancestor",
    `${called(base)} is no ancestor of HEAD (${shortName(head)})`,
    strangerHint[base.from],
  );
};

const isOption = (given: string): boolean => given.startsWith("-");

const notACommit = (given: string): Refusal =>
  refuse(
    "unknown-base",
    `"${visible(given)}" is ${isOption(given) ? "an option, not" : "not"} a commit of this repository`,
    chooseHint,
  );

const resolveGiven = async (clone: Clone, given: string): Promise<Checked<Base>> => {
  if (isOption(given) || given.includes("\0")) return notACommit(given);
  const commit = await commitOf(clone.root, given);
  if (commit !== undefined) return mustBeAncestor(clone, { commit, from: "given" });
  return clone.isShallow
    ? shallowHistory(`the clone is shallow and does not hold the base "${visible(given)}"`)
    : notACommit(given);
};

const resolveRef = async (clone: Clone, ref: string): Promise<Checked<Base | undefined>> => {
  const object = await gitLine(clone.root, "rev-parse", "--verify", "--quiet", ref);
  if (object === undefined) return checked(undefined, []);
  const commit = await commitOf(clone.root, object);
  if (commit !== undefined) return mustBeAncestor(clone, { commit, from: "ref" });
  const what = called({ commit: object, from: "ref" });
  return clone.isShallow
    ? shallowHistory(`${what} is not in this shallow clone`)
    : refuse("unknown-base", `${what} is not in this repository`, strangerHint.ref);
};

/** The base of a plan: what was given, else what this clone remembers of the tenant, else none. */
export const resolveBase = async (query: BaseQuery): Promise<Checked<Base | undefined>> => {
  const clone = await openClone(query.root, query.head);
  if ("reason" in clone) {
    if (query.given === undefined) return checked(undefined, []);
    const hint = "run zerodrift in a clone of the policy repository, or leave --base out";
    return refuse("no-repository", `there is no history to find a base in: ${clone.reason}`, hint);
  }
  if (query.given !== undefined) return resolveGiven(clone, query.given);
  const ref = appliedRef(query);
  return ref === undefined ? checked(undefined, []) : resolveRef(clone, ref);
};
