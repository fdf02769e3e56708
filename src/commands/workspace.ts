import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { type Checked, checked, type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../documents/configuration.ts";
import { defaultConfiguration, loadConfiguration } from "../documents/configuration.ts";
import { type FileSource, workingTree } from "../documents/files.ts";
import { type Loaded, loadDocuments } from "../documents/load.ts";
import { orderDocuments } from "../documents/order.ts";
import { decodeFile } from "../documents/text.ts";
import { openCommit } from "../history/commit-files.ts";
import type { Place } from "../history/paths.ts";
import { realmOf } from "../history/snapshots.ts";
import { findKind } from "../kinds/find.ts";
import { kindSchemas, orderedKinds } from "../kinds/kind-schemas.ts";
import { productOf } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { hashOf } from "../model/hash.ts";
import type { Realm } from "../model/history.ts";
import type { Resource } from "../model/resource.ts";
import type { CommonOptions, Environment } from "./outcome.ts";

/** What stands in the repository: configuration and documents, checked. */
export interface Workspace {
  readonly root: string;
  readonly configFile: string;
  readonly configuration: Configuration;
  readonly loaded: Loaded;
  readonly desired: DesiredState;
  /** Hash of everything read. */
  readonly tree: string;
  readonly texts: ReadonlyMap<string, string>;
  /** What the repository is about, with the folder that was read. */
  readonly realm: Realm;
  /** `--policies`, relative to the root; counts for commits as well. */
  readonly policiesGiven?: string;
  /**
   * The commit it was read from, and what that is called in a plan: the planned merge of a pull request goes by the name
   * of its head. Absent: the working tree.
   */
  readonly at?: { readonly commit: string; readonly head: string };
}

const defaultFile = "zerodrift.yaml";

const missing = (file: string): Diagnostic => ({
  severity: "error",
  code: "invalid-configuration",
  message: `${file} does not exist`,
  hint: "give the configuration with --config, or run from the folder that holds zerodrift.yaml",
});

const readConfiguration = (
  path: string,
  file: string,
  isGiven: boolean,
): { readonly text: string; readonly checked: Checked<Configuration> } => {
  if (existsSync(path)) {
    const text = readFileSync(path, "utf8");
    return { text, checked: loadConfiguration(text, file) };
  }
  if (isGiven) return { text: "", checked: { ok: false, diagnostics: [missing(file)] } };
  return { text: "", checked: checked(defaultConfiguration, []) };
};

const outsideProducts = (loaded: Loaded, configuration: Configuration): readonly Diagnostic[] =>
  loaded.documents
    .filter(({ kind }) => !configuration.products.includes(productOf(kind)))
    .map(({ kind, source }) => ({
      severity: "error",
      code: "wrong-product",
      message: `"${kind}" is declared, but ${productOf(kind)} is not among the products of the configuration`,
      source,
      hint: `add ${productOf(kind)} to products:, or move the file out of the policies folder`,
    }));

/** What schemas cannot say. */
const checkValues = (resources: readonly Resource[]): readonly Diagnostic[] =>
  resources.flatMap((resource) =>
    Object.entries(resource.spec).flatMap(([name, value]) =>
      (value === null ? [] : (findKind(resource.kind)?.fields[name]?.check?.(value) ?? [])).map(
        ({ path, message }): Diagnostic => ({
          severity: "error",
          code: "invalid-value",
          message,
          source: resource.at([name, ...path]),
        }),
      ),
    ),
  );

/** Where a repository is read from: the working tree, or a commit. */
interface Origin {
  readonly root: string;
  /** The configuration, relative to the root. */
  readonly file: string;
  readonly text: string;
  readonly configuration: Checked<Configuration>;
  policies(folder: string): Promise<Checked<FileSource>>;
}

const readOrigin = async (
  { root, file, text, configuration: found, policies: open }: Origin,
  policiesGiven: string | undefined,
  at?: Workspace["at"],
): Promise<Checked<Workspace>> => {
  if (!found.ok) return found;
  const configuration = found.value;
  const policies = policiesGiven ?? configuration.policies;
  const source = await open(policies);
  if (!source.ok) return source;
  const loaded = await loadDocuments(source.value, kindSchemas);
  if (!loaded.ok) return { ok: false, diagnostics: [...found.diagnostics, ...loaded.diagnostics] };
  const ordered = orderDocuments(loaded.value.documents, configuration.order, orderedKinds, {
    policies,
    at: configuration.at,
  });
  const diagnostics = [
    ...found.diagnostics,
    ...loaded.diagnostics,
    ...ordered.diagnostics,
    ...outsideProducts(loaded.value, configuration),
    ...checkValues(loaded.value.documents.flatMap((document) => document.resources)),
  ];
  if (!ordered.ok || diagnostics.some(isError)) return { ok: false, diagnostics };
  const resources = loaded.value.documents.flatMap((document) => document.resources);
  const workspace: Workspace = {
    root,
    configFile: resolve(root, file),
    configuration,
    loaded: loaded.value,
    desired: { resources, ...ordered.value },
    tree: hashOf([loaded.value.tree, text]),
    texts: new Map([...loaded.value.texts, [file, text]]),
    realm: realmOf(configuration, policies),
    ...(policiesGiven === undefined ? {} : { policiesGiven }),
    ...(at === undefined ? {} : { at }),
  };
  return checked(workspace, diagnostics);
};

/** Where the configuration lies that the options name. */
export const placeIn = (options: CommonOptions, cwd: string): Place => {
  const path = resolve(cwd, options.config ?? defaultFile);
  return { root: dirname(path), file: basename(path) };
};

const policiesGivenIn = (options: CommonOptions, root: string, cwd: string): string | undefined =>
  options.policies === undefined ? undefined : relative(root, resolve(cwd, options.policies));

/** Where the policy files lie, whatever is in them. */
export const openPolicies = (
  options: CommonOptions,
  environment: Environment,
): Checked<{ readonly root: string; readonly source: FileSource }> => {
  const { root, file } = placeIn(options, environment.cwd);
  const { checked: configuration } = readConfiguration(resolve(root, file), file, options.config !== undefined);
  if (!configuration.ok) return configuration;
  const folder = policiesGivenIn(options, root, environment.cwd) ?? configuration.value.policies;
  return checked({ root, source: workingTree(root, folder) }, configuration.diagnostics);
};

/**
 * Reads and checks the repository; all mistakes at once.
 *
 * @param instead makes another source of what lies on disk: files as they are about to be written
 */
export const openWorkspace = (
  options: CommonOptions,
  environment: Environment,
  instead: (source: FileSource) => FileSource = (source) => source,
): Promise<Checked<Workspace>> => {
  const { root, file } = placeIn(options, environment.cwd);
  const { text, checked: configuration } = readConfiguration(resolve(root, file), file, options.config !== undefined);
  const policies = async (folder: string) => checked(instead(workingTree(root, folder)), []);
  const given = policiesGivenIn(options, root, environment.cwd);
  return readOrigin({ root, file, text, configuration, policies }, given);
};

/**
 * Reads and checks a commit, as data: nothing of it is checked out or run.
 *
 * @param ruling the configuration whose guardrails, findings, approvals and connection count, instead of the commit's own
 */
export const openWorkspaceAt = async (
  options: CommonOptions,
  environment: Environment,
  at: NonNullable<Workspace["at"]>,
  ruling: Configuration,
): Promise<Checked<Workspace>> => {
  const { root, file } = placeIn(options, environment.cwd);
  const files = await openCommit({ root, file }, at.commit);
  if (!files.ok) return files;
  const { text, checked: found } = configurationIn(files.value.configuration, file);
  const configuration = found.ok ? governed(found.value, ruling, found.diagnostics) : found;
  const given = policiesGivenIn(options, root, environment.cwd);
  return readOrigin({ root, file, text, configuration, policies: files.value.policies }, given, at);
};

const configurationIn = (
  bytes: Uint8Array | undefined,
  file: string,
): { readonly text: string; readonly checked: Checked<Configuration> } => {
  if (bytes === undefined) return { text: "", checked: { ok: false, diagnostics: [missing(file)] } };
  const { text = "", diagnostic } = decodeFile(bytes, file);
  if (diagnostic !== undefined) return { text, checked: { ok: false, diagnostics: [diagnostic] } };
  return { text, checked: loadConfiguration(text, file) };
};

/** A pull request proposes policies; what it may do with them it does not say. */
const governed = (
  own: Configuration,
  ruling: Configuration,
  diagnostics: readonly Diagnostic[],
): Checked<Configuration> => {
  if (own.tenant !== ruling.tenant) {
    const message = `the tenant is called "${own.tenant}" here and "${ruling.tenant}" on the default branch`;
    const hint = "one repository keeps one tenant; its name does not change in a pull request";
    return { ok: false, diagnostics: [{ severity: "error", code: "invalid-configuration", message, hint }] };
  }
  const { connection: _own, ...rest } = own;
  const { guardrails, analysis, approvals, connection } = ruling;
  const configuration = {
    ...rest,
    guardrails,
    analysis,
    approvals,
    ...(connection === undefined ? {} : { connection }),
  };
  return checked(configuration, diagnostics);
};

/** The configuration of a commit, alone. */
export const configurationAt = async (place: Place, commit: string): Promise<Checked<Configuration>> => {
  const files = await openCommit(place, commit);
  return files.ok ? configurationIn(files.value.configuration, place.file).checked : files;
};
