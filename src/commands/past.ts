import { basename } from "node:path";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { resolveBase } from "../history/base.ts";
import { type Checkout, readCheckout } from "../history/checkout.ts";
import { firstCommit } from "../history/git.ts";
import { readHistory } from "../history/history.ts";
import type { Place } from "../history/paths.ts";
import { type Past, pastOf } from "../model/history.ts";
import type { TenantName } from "../model/plan.ts";
import type { Workspace } from "./workspace.ts";

/** Where the configuration lies in the repository. */
export const placeOf = ({ root, configFile }: Workspace): Place => ({ root, file: basename(configFile) });

/** The commit that is planned, and whether the files that were read are those of this commit. */
export const checkoutOf = async (workspace: Workspace): Promise<Checkout> =>
  workspace.at === undefined
    ? readCheckout(placeOf(workspace), workspace.realm.policies)
    : { head: workspace.at.head, dirty: false };

/**
 * What Git said before head.
 *
 * @param given `--base`; undefined: the commit this clone has seen applied last, if any; null: no base, whatever this
 * clone has seen
 */
export const openPast = async (
  workspace: Workspace,
  { cloud, customerId }: TenantName,
  given: string | null | undefined,
): Promise<Checked<Past>> => {
  const { root, policiesGiven, loaded, at } = workspace;
  const head = at === undefined ? {} : { head: at.commit };
  const query = { root, given: given ?? undefined, cloud, customerId, ...head };
  const base = given === null ? checked(undefined, []) : await resolveBase(query);
  if (!base.ok) return base;
  // Without a base, earlier moments only tell how fresh acknowledgements are.
  const from =
    base.value?.commit ?? (loaded.acknowledgements.length === 0 ? undefined : await firstCommit(root, at?.commit));
  if (from === undefined) return checked({ moments: [] }, base.diagnostics);
  const { dirty } = await checkoutOf(workspace);
  const read = await readHistory({
    place: placeOf(workspace),
    base: from,
    isDirty: dirty,
    ...head,
    ...(policiesGiven === undefined ? {} : { policies: policiesGiven }),
  });
  if (!read.ok) return read;
  const past = pastOf(read.value);
  return base.value === undefined ? checked({ moments: past.moments }, []) : checked(past, read.diagnostics);
};
