import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type Checked, checked, type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import type { Configuration } from "../documents/configuration.ts";
import { loadConfiguration } from "../documents/configuration.ts";
import { workingTree } from "../documents/files.ts";
import { type KindSchemas, type Loaded, loadDocuments } from "../documents/load.ts";
import { orderDocuments } from "../documents/order.ts";
import { findKind } from "../kinds/find.ts";
import { kinds } from "../kinds/registry.ts";
import { resourceSchema } from "../kinds/schema.ts";
import { type KindName, productOf } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { hashOf } from "../model/hash.ts";
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
}

const schemas = new Map<string, object | undefined>();
const kindSchemas: KindSchemas = {
  names: kinds.map(({ name }) => name),
  schemaOf(name) {
    if (!schemas.has(name)) {
      const kind = findKind(name as KindName);
      schemas.set(name, kind === undefined ? undefined : resourceSchema(kind));
    }
    return schemas.get(name);
  },
  isLookup: (name) => findKind(name as KindName)?.writable === false,
  isReserved: (name, own) => findKind(name as KindName)?.reserved.includes(own) ?? false,
};

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
  return { text: "", checked: loadConfiguration("tenant: tenant\n", file) };
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

/** Words of the contract that this version reads but cannot follow yet: ignoring them would do something else than was asked for. */
const notYet = (loaded: Loaded, configuration: Configuration): readonly Diagnostic[] => {
  const error = (what: string, source: Source | undefined, hint: string): Diagnostic => ({
    severity: "error",
    code: "not-supported",
    message: `${what} is not supported in this version`,
    ...(source === undefined ? {} : { source }),
    hint,
  });
  const resources = loaded.documents.flatMap((document) => document.resources);
  return [
    ...resources.flatMap(({ lifecycle, source }) =>
      (["renamedFrom", "additive", "unmanaged"] as const).flatMap((word) =>
        lifecycle[word] === undefined
          ? []
          : [error(`lifecycle.${word}`, source, "see docs/limits.md for what to do instead")],
      ),
    ),
    ...(configuration.authoritative.length === 0
      ? []
      : [error("authoritative:", configuration.at?.(["authoritative"]), "leave the list empty")]),
  ];
};

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
  const ordered = orderDocuments(
    loaded.value.documents,
    configuration.order,
    kinds.filter(({ order }) => order !== undefined).map(({ name }) => name),
    { policies, at: configuration.at },
  );
  const diagnostics = [
    ...found.diagnostics,
    ...loaded.diagnostics,
    ...ordered.diagnostics,
    ...outsideProducts(loaded.value, configuration),
    ...checkValues(loaded.value.documents.flatMap((document) => document.resources)),
    ...notYet(loaded.value, configuration),
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
  };
  return checked(workspace, diagnostics);
};
