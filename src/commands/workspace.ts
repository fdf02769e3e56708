import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type Checked, checked, type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../documents/configuration.ts";
import { defaultConfiguration, loadConfiguration } from "../documents/configuration.ts";
import { workingTree } from "../documents/files.ts";
import { type Loaded, loadDocuments } from "../documents/load.ts";
import { orderDocuments } from "../documents/order.ts";
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

/** Reads and checks the repository; all mistakes at once. */
export const openWorkspace = async (options: CommonOptions, environment: Environment): Promise<Checked<Workspace>> => {
  const path = resolve(environment.cwd, options.config ?? defaultFile);
  const root = dirname(path);
  const file = relative(root, path);
  const { text, checked: found } = readConfiguration(path, file, options.config !== undefined);
  if (!found.ok) return found;
  const configuration = found.value;
  const policies =
    options.policies === undefined
      ? configuration.policies
      : relative(root, resolve(environment.cwd, options.policies));
  const loaded = await loadDocuments(workingTree(root, policies), kindSchemas);
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
    configFile: path,
    configuration,
    loaded: loaded.value,
    desired: { resources, ...ordered.value },
    tree: hashOf([loaded.value.tree, text]),
    texts: new Map([...loaded.value.texts, [file, text]]),
    realm: realmOf(configuration, policies),
    ...(options.policies === undefined ? {} : { policiesGiven: policies }),
  };
  return checked(workspace, diagnostics);
};
