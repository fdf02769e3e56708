import { type Adoption, adoptionOf } from "../adopt/adoption.ts";
import type { Adopted } from "../adopt/input.ts";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { isRefusal } from "../diagnostics/guardrails.ts";
import type { Edit, Spot } from "../documents/edit/edit.ts";
import { editFile } from "../documents/edit/edit-file.ts";
import { spotsIn } from "../documents/edit/spots.ts";
import { withTexts } from "../documents/files.ts";
import { findKind } from "../kinds/find.ts";
import { kindSchemas } from "../kinds/kind-schemas.ts";
import { createSpecs } from "../kinds/specs.ts";
import { type DomainName, kindOfDomain, orderAddress } from "../model/domain.ts";
import type { Plan } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";
import { buildScope } from "../scope/scope.ts";
import { type AdoptOutcome, renderAdopted } from "./adopt-text.ts";
import { compare, type Ground } from "./compare.ts";
import type { DriftOptions } from "./drift.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { prepare } from "./prepare.ts";
import { showDiagnostics } from "./show.ts";
import type { Tenant } from "./tenant.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import { type FileWrite, fileChanged, readWhole, writeFiles } from "./write-files.ts";

export interface AdoptOptions extends DriftOptions {
  /** Shows the edits and writes nothing. */
  readonly dryRun: boolean;
}

const spotsOf = ({ loaded }: Workspace): ((resource: Resource) => Spot) => {
  const known = new Map<string, ReturnType<typeof spotsIn>>();
  return ({ address, source }) => {
    const spots = known.get(source.file) ?? spotsIn(loaded.texts.get(source.file) ?? "");
    known.set(source.file, spots);
    const spot = spots(source);
    if (spot === undefined) throw new Error(`${address} is not found in ${source.file}`);
    return spot;
  };
};

const adoptionFrom = (plan: Plan, { workspace, past, prepared }: Ground): Adoption =>
  adoptionOf({
    plan,
    head: workspace.desired,
    scope: buildScope(past, workspace.desired, findKind),
    live: prepared.live,
    find: prepared.names.find,
    specs: createSpecs(prepared.names.nameOf),
    kindOf: findKind,
    spotOf: spotsOf(workspace),
  });

interface Revision {
  readonly files: readonly FileWrite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The files as they are to be. */
const revise = ({ root, loaded }: Workspace, edits: ReadonlyMap<string, readonly Edit[]>): Revision => {
  const files: FileWrite[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [path, own] of edits) {
    const before = readWhole(root, path);
    if (before === undefined || before.replace(/^\ufeff/, "") !== loaded.texts.get(path)) {
      diagnostics.push(fileChanged(path, "was changed meanwhile"));
      continue;
    }
    const edited = editFile(path, before, own, kindSchemas);
    if (edited.text === undefined) diagnostics.push(...edited.diagnostics);
    else files.push({ path, before, after: edited.text });
  }
  return { files, diagnostics };
};

/** What a plan over the edited files would still do to what was adopted. */
const remaining = (plan: Plan, adopted: readonly Adopted[]): readonly Diagnostic[] => {
  const wanted = new Set<string>(adopted.map(({ address }) => address));
  const still = [
    ...plan.changes.filter(({ address }) => wanted.has(address)).map(({ address, fields }) => ({ address, fields })),
    ...plan.notTouched.filter(({ address }) => wanted.has(address)),
    ...Object.keys(plan.orders).flatMap((domain) => {
      const address = orderAddress(domain as DomainName);
      return wanted.has(address) ? [{ address, fields: [] }] : [];
    }),
  ];
  return still.map(({ address, fields }) => ({
    severity: "error",
    code: "not-adopted",
    message: `${address} would still differ from the tenant after the edit${fields.length === 0 ? "" : `: ${fields.map(({ path }) => path).join(", ")}`}`,
    hint: "a position of its document or the tenant's own order may be in the way; make the change by hand",
  }));
};

/** The kind of a resource or of the rules of an order. */
const kindIn = (address: string): string => kindOfDomain(address.slice(0, address.indexOf(":")) as DomainName);

/** Plans from the edited files before they are written: what was adopted must be in no plan any more. */
const verify = async (
  files: readonly FileWrite[],
  adopted: readonly Adopted[],
  { past }: Ground,
  tenant: Tenant,
  options: AdoptOptions,
  environment: Environment,
): Promise<readonly Diagnostic[]> => {
  const texts = new Map(files.map(({ path, after }) => [path, after]));
  const workspace = await openWorkspace(options, environment, (source) => withTexts(source, texts));
  if (!workspace.ok) return workspace.diagnostics;
  const kinds = [...new Set(adopted.map(({ address }) => kindIn(address)))];
  const zmsSchema = options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema };
  const planned = await prepare(workspace.value, tenant, environment, { kinds, past, ...zmsSchema });
  return planned.ok ? remaining(planned.value.plan, adopted) : planned.diagnostics;
};

/** Nothing is written unless everything that can be adopted can be written, and a plan has nothing left to do about it. */
const adoptAll = async (
  plan: Plan,
  tenant: Tenant,
  ground: Ground,
  options: AdoptOptions,
  environment: Environment,
): Promise<AdoptOutcome> => {
  const adoption = adoptionFrom(plan, ground);
  const { files, diagnostics } = revise(ground.workspace, adoption.edits);
  const told = [...plan.diagnostics.filter((one) => !isRefusal(one)), ...adoption.left];
  const refused = [...adoption.refused, ...diagnostics];
  const stop = (more: readonly Diagnostic[]): AdoptOutcome => ({
    adoption,
    files: [],
    diagnostics: [...told, ...more],
    isWritten: false,
  });
  if (refused.length > 0) return stop(refused);
  if (files.length === 0) return { adoption, files, diagnostics: told, isWritten: false };
  const wrong = await verify(files, adoption.adopted, ground, tenant, options, environment);
  if (wrong.some(isError)) return stop(wrong);
  const unwritten = options.dryRun ? [] : writeFiles(ground.workspace.root, files);
  if (unwritten.length > 0) return stop(unwritten);
  return { adoption, files, diagnostics: told, isWritten: !options.dryRun };
};

/** Writes what changed in the tenant behind Git's back into the lines it comes from. Never writes to the tenant. */
export const adopt = (options: AdoptOptions, environment: Environment): Promise<CommandResult> =>
  compare(options, environment, "drift", async (plan, tenant, ground) => {
    const outcome = await adoptAll(plan, tenant, ground, options, environment);
    const { texts } = ground.workspace;
    const isRefused = outcome.diagnostics.some(isError);
    const isDrifted = outcome.adoption.adopted.length + outcome.adoption.left.length > 0;
    return {
      exitCode: isRefused ? 1 : options.detailedExitcode && isDrifted ? 2 : 0,
      output: renderAdopted(outcome, options, ground.workspace.configuration.tenant, environment),
      notes: options.format === "json" ? "" : showDiagnostics(outcome.diagnostics, environment, texts),
    };
  });
