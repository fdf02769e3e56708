import { commitOf, git, isAncestor, isObjectName } from "./git.ts";

/** A tenant, as refs are named after it. */
export interface TenantName {
  readonly cloud: string;
  readonly customerId: string;
}

/** Where this clone keeps the last commit completely applied; undefined for names no ref can have. */
export const appliedRef = ({ cloud, customerId }: TenantName): string | undefined =>
  /^[A-Za-z0-9_-]+$/.test(cloud) && /^[0-9]+$/.test(customerId)
    ? `refs/zerodrift/${cloud}/${customerId}/applied`
    : undefined;

/** What this clone has seen applied last; undefined: nothing. */
export const appliedCommit = async (root: string, tenant: TenantName): Promise<string | undefined> => {
  const ref = appliedRef(tenant);
  return ref === undefined ? undefined : commitOf(root, ref);
};

/** A plan by the commits it lies between; a base of null is none. */
export interface Span {
  readonly base: string | null;
  readonly head: string;
}

/**
 * Whether a plan executes everything between the commit applied last and its head. One that began later leaves out the
 * commits before: what they change or drop would never be planned again. Where history was rewritten, `--base` is the
 * word of whoever knows better.
 */
export const leavesNothingOut = async (root: string, applied: string, { base, head }: Span): Promise<boolean> => {
  if (base === null) return false;
  return (await isAncestor(root, base, applied)) || !(await isAncestor(root, applied, head));
};

/** Whether the ref stands where it should now, and if not, why. */
export type Recorded = { readonly ok: true; readonly ref: string } | { readonly ok: false; readonly reason: string };

/** Remembers a commit as completely applied. The apply is done by then, so a failure is told and not thrown. */
export const recordApplied = async (query: TenantName & { root: string; commit: string }): Promise<Recorded> => {
  const ref = appliedRef(query);
  if (ref === undefined) return { ok: false, reason: "the names of cloud and customer make no ref" };
  if (!isObjectName(query.commit)) return { ok: false, reason: "there is no commit to remember" };
  const answer = await git(query.root, ["update-ref", "--no-deref", ref, query.commit]);
  return answer.ok ? { ok: true, ref } : { ok: false, reason: answer.reason };
};
