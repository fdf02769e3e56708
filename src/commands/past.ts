import { basename } from "node:path";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { resolveBase } from "../history/base.ts";
import { readCheckout } from "../history/checkout.ts";
import { firstCommit } from "../history/git.ts";
import { readHistory } from "../history/history.ts";
import type { Place } from "../history/paths.ts";
import { type Past, pastOf } from "../model/history.ts";
import type { TenantName } from "../model/plan.ts";
import type { Workspace } from "./workspace.ts";

/** Where the configuration lies in the repository. */
export const placeOf = ({ root, configFile }: Workspace): Place => ({ root, file: basename(configFile) });

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
  const { root, realm, policiesGiven, loaded } = workspace;
  const base = given === null ? checked(undefined, []) : await resolveBase({ root, given, cloud, customerId });
  if (!base.ok) return base;
  // Without a base, earlier moments only tell how fresh acknowledgements are.
  const from = base.value?.commit ?? (loaded.acknowledgements.length === 0 ? undefined : await firstCommit(root));
  if (from === undefined) return checked({ moments: [] }, base.diagnostics);
  const place = placeOf(workspace);
  const { dirty } = await readCheckout(place, realm.policies);
  const read = await readHistory({
    place,
    base: from,
    isDirty: dirty,
    ...(policiesGiven === undefined ? {} : { policies: policiesGiven }),
  });
  if (!read.ok) return read;
  const past = pastOf(read.value);
  return base.value === undefined ? checked({ moments: past.moments }, []) : checked(past, read.diagnostics);
};
