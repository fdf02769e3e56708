import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type KindProposal, proposeKind } from "../adopt/kind-proposal.ts";
import { type FileProposal, propose } from "../adopt/proposal.ts";
import { renderImportJson } from "../adopt/render/json.ts";
import { renderImportText } from "../adopt/render/text.ts";
import { type ImportReport, told } from "../adopt/report.ts";
import { readSchema } from "../clients/graphql.ts";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { withTexts } from "../documents/files.ts";
import type { Document } from "../documents/load.ts";
import type { Kind } from "../kinds/kind.ts";
import { productOf } from "../model/address.ts";
import { assertNever } from "../model/never.ts";
import { fenced } from "../plan/render/safe.ts";
import { buildNames } from "../state/names.ts";
import { withNewNames } from "../state/renamed.ts";
import type { CompareOptions } from "./compare.ts";
import { planAfter } from "./import-plan.ts";
import { type Selection, selectionOf, unmatched } from "./import-selection.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { patchOf, shownPatch } from "./patch.ts";
import type { PrepareOptions } from "./prepare.ts";
import { readDeclarable } from "./read-declarable.ts";
import type { TenantState } from "./reading.ts";
import { failed, showDiagnostics } from "./show.ts";
import { openTenant, type Tenant } from "./tenant.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import { type FileWrite, readWhole, writeFiles } from "./write-files.ts";

export interface ImportOptions extends CompareOptions {
  /** Only objects of these names; globs. */
  readonly name: readonly string[];
  readonly dryRun: boolean;
}

/** A folder elsewhere belongs to somebody else. */
const checkFolder = ({ realm }: Workspace): readonly Diagnostic[] =>
  realm.policies === ".." || realm.policies.startsWith("../") || realm.policies.startsWith("/")
    ? [
        {
          severity: "error",
          code: "invalid-configuration",
          message: `the policies folder "${realm.policies}" is not below the configuration`,
          hint: "import writes only below the folder that holds zerodrift.yaml",
        },
      ]
    : [];

const isOf = (kinds: readonly Kind[], product: string): boolean =>
  kinds.some(({ name }) => productOf(name) === product);

/** The tenant as far as it is to be imported; a list is read once, for this and for the plan at the end. */
const read = async (
  options: ImportOptions,
  { kinds, isNamed }: Selection,
  tenant: Tenant,
  environment: Environment,
): Promise<NonNullable<PrepareOptions["known"]>> => {
  const given =
    options.zmsSchema === undefined ? undefined : readFileSync(resolve(environment.cwd, options.zmsSchema), "utf8");
  const schema = isOf(kinds, "zms") ? await readSchema(tenant.api, given) : undefined;
  const state = await readDeclarable({ tenant, schema, environment }, kinds, ({ name }) => isNamed(name));
  return { state, schema };
};

/** The documents of a kind in the order in which they hold its rules. */
const inDomainOrder = ({ loaded, desired }: Workspace): readonly Document[] => {
  const places = new Map([...desired.order.values()].flatMap((rules) => rules.map((rule, at) => [rule, at] as const)));
  const placeOf = ({ resources: [first] }: Document): number => (first === undefined ? 0 : (places.get(first) ?? 0));
  return loaded.documents.toSorted((a, b) => placeOf(a) - placeOf(b));
};

const proposeAll = (
  workspace: Workspace,
  { kinds, isNamed }: Selection,
  state: TenantState,
): readonly KindProposal[] => {
  const live = withNewNames(state.live, workspace.desired.resources);
  const given = {
    ...{ state: live, names: buildNames(live), documents: inDomainOrder(workspace) },
    ...{ folder: workspace.realm.policies, isNamed },
  };
  return kinds.flatMap((kind) => proposeKind(kind, given) ?? []);
};

const unreadIn = ({ kinds }: Selection, { live }: TenantState): ImportReport["unread"] =>
  kinds.flatMap(({ name }) => {
    const reason = live.unreadable.get(name);
    return reason === undefined ? [] : [{ kind: name, reason }];
  });

/** What there is of the selected kinds, live or declared. */
const namesIn = ({ kinds }: Selection, { live }: TenantState, { desired }: Workspace): readonly string[] =>
  kinds.flatMap((kind) => [
    ...(live.listings.get(kind.name)?.objects ?? []).map(({ name }) => name),
    ...desired.resources.filter((one) => one.kind === kind.name).map(({ name }) => name),
  ]);

const nothingRead = (unread: ImportReport["unread"]): Diagnostic[] =>
  unread.map(({ kind, reason }) => ({
    severity: "error",
    code: "unreadable-kind",
    message: `${kind} could not be read: ${reason}`,
    hint: "check the API client's role and the tenant's licences",
  }));

const writeOf = ({ file, before, text }: FileProposal): FileWrite => ({ path: file, before, after: text });

/** What would be written. */
const patches = ({ dryRun, files }: ImportReport, color: boolean): string =>
  dryRun ? files.map((file) => `${shownPatch(patchOf(writeOf(file), 3), color)}\n`).join("") : "";

const render = (report: ImportReport, options: CommonOptions, environment: Environment): string => {
  const plain = (color: boolean): string =>
    `${patches(report, color)}${renderImportText(report, { color, verbose: options.verbose })}`;
  switch (options.format) {
    case "json":
      return renderImportJson(report);
    case "text":
      return plain(environment.color.out);
    case "markdown":
    case "github":
      return `${fenced("text", plain(false).trimEnd().split("\n"))}\n`;
    default:
      return assertNever(options.format);
  }
};

/** The mark that some editors put at the start is no part of what was read, and stays. */
const withMark = (root: string, write: FileWrite): FileWrite => {
  const { path, before, after } = write;
  const whole = before === undefined ? undefined : readWhole(root, path);
  const isMarked = whole?.startsWith("\ufeff") === true && whole.slice(1) === before;
  return isMarked ? { path, before: whole, after: `\ufeff${after}` } : write;
};

const importAll = async (
  options: ImportOptions,
  environment: Environment,
  workspace: Workspace,
  selection: Selection,
  tenant: Tenant,
): Promise<Checked<ImportReport>> => {
  const known = await read(options, selection, tenant, environment);
  const unread = unreadIn(selection, known.state);
  if (unread.length === selection.kinds.length) return { ok: false, diagnostics: nothingRead(unread) };
  const idle = options.name.length === 0 ? [] : unmatched(options.name, namesIn(selection, known.state, workspace));
  if (idle.length > 0) return { ok: false, diagnostics: idle };
  const proposals = proposeAll(workspace, selection, known.state);
  const { files, diagnostics } = propose(proposals, workspace.loaded.documents, workspace.loaded.texts);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  const { root } = workspace;
  const unwritten = options.dryRun
    ? []
    : writeFiles(
        root,
        files.map((file) => withMark(root, writeOf(file))),
      );
  if (unwritten.length > 0) return { ok: false, diagnostics: unwritten };
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const asked = { options, environment, tenant, known, isNamed: selection.isNamed };
  const plan = await planAfter(asked, options.dryRun ? (source) => withTexts(source, texts) : undefined);
  const { configuration } = workspace;
  return checked({ tenant: configuration.tenant, dryRun: options.dryRun, files, unread, ...told(proposals), plan }, []);
};

/** Writes documents for what the tenant has and Git does not say, and plans at the end. */
export const importTenant = async (options: ImportOptions, environment: Environment): Promise<CommandResult> => {
  const workspace = await openWorkspace(options, environment, (source) => ({ ...source, mayBeEmpty: true }));
  if (!workspace.ok) return failed(workspace.diagnostics, environment, options.format);
  const { configuration, root, texts } = workspace.value;
  const selection = selectionOf(options, configuration.products);
  const wrong = [...checkFolder(workspace.value), ...selection.diagnostics];
  if (!selection.ok || wrong.length > 0) return failed(wrong, environment, options.format);
  const tenant = await openTenant(configuration, root, environment);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, options.format, texts);
  try {
    const report = await importAll(options, environment, workspace.value, selection.value, tenant.value);
    if (!report.ok) return failed(report.diagnostics, environment, options.format, texts);
    const { plan } = report.value;
    return {
      exitCode: plan.isEmpty ? 0 : 1,
      output: render(report.value, options, environment),
      ...(plan.diagnostics.length === 0 ? {} : { notes: showDiagnostics(plan.diagnostics, environment, texts) }),
    };
  } finally {
    await tenant.value.close();
  }
};
