import type { Afterwards } from "../adopt/report.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { onlyErrors } from "../diagnostics/severities.ts";
import type { FileSource } from "../documents/files.ts";
import { ShapeError } from "../kinds/field.ts";
import { headline } from "../plan/render/headline.ts";
import { type CompareOptions, compareWith } from "./compare.ts";
import type { Environment } from "./outcome.ts";
import type { PrepareOptions } from "./prepare.ts";
import type { Tenant } from "./tenant.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

const none = (diagnostics: Afterwards["diagnostics"]): Afterwards => ({ isEmpty: false, changes: [], diagnostics });

/** Nothing is declared, and so there is nothing to plan. */
const nothingDeclared: Afterwards = { isEmpty: true, changes: [], diagnostics: [] };

interface Asked {
  readonly options: CompareOptions;
  readonly environment: Environment;
  readonly tenant: Tenant;
  /** What was read a moment ago: the tenant is not asked twice. */
  readonly known: NonNullable<PrepareOptions["known"]>;
  readonly isNamed: (name: string) => boolean;
}

/** What is odd about the policy is for `validate` and `plan` to tell; on a large one, looking for it takes longest. */
const withoutAdvice = (workspace: Workspace): Workspace => {
  const { configuration } = workspace;
  return { ...workspace, configuration: { ...configuration, analysis: onlyErrors(configuration.analysis) } };
};

const planned = async (
  { options, environment, tenant, known, isNamed }: Asked,
  instead: (source: FileSource) => FileSource,
): Promise<Afterwards> => {
  const workspace = await openWorkspace(options, environment, instead);
  if (!workspace.ok) {
    const isBare = workspace.diagnostics.every(({ code }) => code === "missing-policies");
    return isBare ? nothingDeclared : none(workspace.diagnostics);
  }
  const compared = await compareWith(withoutAdvice(workspace.value), tenant, options, environment, "plan", known);
  if (!compared.ok) return none(compared.diagnostics);
  const { plan } = compared.value;
  const changes = plan.changes.filter(({ name }) => isNamed(name)).map(({ address }) => address);
  return {
    headline: headline(plan),
    isEmpty: changes.length === 0,
    changes,
    diagnostics: changes.length === 0 ? [] : plan.diagnostics.filter(isError),
  };
};

/**
 * What a plan says of the files, the same way `plan` says it.
 *
 * @param instead the files as they are to be, where they are not written
 */
export const planAfter = async (
  asked: Asked,
  instead: (source: FileSource) => FileSource = (source) => source,
): Promise<Afterwards> => {
  try {
    return await planned(asked, instead);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const hint = "what cannot be read is never guessed; the files are as they should be, and no plan can be made";
    return none([{ severity: "error", code: "unconvertible-conditions", message: error.message, hint }]);
  }
};
