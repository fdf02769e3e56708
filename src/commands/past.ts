import { basename } from "node:path";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { resolveBase } from "../history/base.ts";
import { readCheckout } from "../history/checkout.ts";
import { readHistory } from "../history/history.ts";
import type { Place } from "../history/paths.ts";
import type { History } from "../model/history.ts";
import type { TenantName } from "../model/plan.ts";
import type { Workspace } from "./workspace.ts";

/** Where the configuration lies in the repository. */
export const placeOf = ({ root, configFile }: Workspace): Place => ({ root, file: basename(configFile) });

/**
 * What Git said from the last complete apply on.
 *
 * @param given `--base`; without one, the commit this clone has seen applied last, if any
 */
export const openHistory = async (
  workspace: Workspace,
  { cloud, customerId }: TenantName,
  given: string | undefined,
): Promise<Checked<History | undefined>> => {
  const { root, realm, policiesGiven } = workspace;
  const base = await resolveBase({ root, given, cloud, customerId });
  if (!base.ok) return base;
  if (base.value === undefined) return checked(undefined, base.diagnostics);
  const place = placeOf(workspace);
  const { dirty } = await readCheckout(place, realm.policies);
  return readHistory({
    place,
    base: base.value.commit,
    isDirty: dirty,
    ...(policiesGiven === undefined ? {} : { policies: policiesGiven }),
  });
};
