import { type Checked, checked, type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import type { Edit } from "../documents/edit/edit.ts";
import { editFile } from "../documents/edit/edit-file.ts";
import { spotsIn } from "../documents/edit/spots.ts";
import type { FileSource } from "../documents/files.ts";
import { formatText } from "../documents/format/format.ts";
import { decodeFile, largestFile, linked, submodule, tooLarge } from "../documents/text.ts";
import { findKind } from "../kinds/find.ts";
import { kindSchemas } from "../kinds/kind-schemas.ts";
import type { Acknowledgement } from "../model/acknowledgement.ts";
import { count } from "../plan/render/words.ts";
import { countedEntries } from "../scope/acknowledged.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { openPast } from "./past.ts";
import { patchOf, shownPatch } from "./patch.ts";
import { failed, showDiagnostics } from "./show.ts";
import { openPolicies, openWorkspace } from "./workspace.ts";
import { type FileWrite, readWhole, writeFiles } from "./write-files.ts";

export interface FmtOptions extends CommonOptions {
  /** Writes nothing, and tells which files differ. */
  readonly check: boolean;
  /** The commit that was applied last: acknowledgements that are as old are spent. */
  readonly base?: string;
}

/** A file before anything is done to it. */
interface Given {
  readonly path: string;
  readonly text: string;
}

interface Read {
  readonly files: readonly Given[];
  readonly diagnostics: readonly Diagnostic[];
}

const readAll = async (root: string, source: FileSource): Promise<Read> => {
  const files: Given[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { path, symlink, submodule: isOther, size } of await source.list()) {
    if (symlink) diagnostics.push(linked(path));
    else if (isOther) diagnostics.push(submodule(path));
    else if (size > largestFile) diagnostics.push(tooLarge(path, size));
    else {
      const { diagnostic } = decodeFile(await source.read(path), path);
      if (diagnostic !== undefined) diagnostics.push(diagnostic);
      else files.push({ path, text: readWhole(root, path) ?? "" });
    }
  }
  return { files, diagnostics };
};

/** Acknowledgements that do not count any more: as old as the base, or older than what they are about. */
const spentEntries = async (
  base: string,
  options: FmtOptions,
  environment: Environment,
): Promise<Checked<readonly Acknowledgement[]>> => {
  const workspace = await openWorkspace(options, environment);
  if (!workspace.ok) return workspace;
  const { desired, loaded, configuration } = workspace.value;
  // The base is given, so nothing is asked that depends on the tenant.
  const past = await openPast(workspace.value, { name: configuration.tenant, cloud: "", customerId: "" }, base);
  if (!past.ok) return past;
  const counted = new Set(countedEntries(past.value, desired, loaded.acknowledgements, findKind));
  return checked(
    loaded.acknowledgements.filter((entry) => !counted.has(entry)),
    [],
  );
};

const removals = ({ path, text }: Given, spent: readonly Acknowledgement[]): readonly Edit[] => {
  const spotOf = spotsIn(text);
  return spent
    .filter(({ source }) => source.file === path)
    .flatMap(({ source }) => {
      const at = spotOf(source);
      return at === undefined ? [] : [{ do: "remove", at } as const];
    });
};

interface Formatted {
  readonly files: readonly FileWrite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Files that are to be other than they are; one with mistakes does not keep the others from it. */
const formatAll = (given: readonly Given[], spent: readonly Acknowledgement[]): Formatted => {
  const files: FileWrite[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const one of given) {
    const edited = editFile(one.path, one.text, removals(one, spent), kindSchemas);
    const formatted = edited.text === undefined ? edited : formatText(one.path, edited.text);
    if (formatted.text === undefined) diagnostics.push(...formatted.diagnostics);
    else if (formatted.text !== one.text) files.push({ path: one.path, before: one.text, after: formatted.text });
  }
  return { files, diagnostics };
};

interface Told {
  readonly files: readonly FileWrite[];
  readonly spent: readonly Acknowledgement[];
  /** Of how many files it can be said. */
  readonly number: number;
  /** Files with mistakes. */
  readonly broken: number;
}

const headline = ({ files, number, broken }: Told, { check }: FmtOptions): string => {
  const left = broken === 0 ? "" : `; ${count(broken, "file")} with mistakes left as before`;
  if (files.length === 0) return `${count(number, "file")}, all formatted${left}`;
  const rest = `of ${count(number, "file")}`;
  const done = check ? `not formatted; zerodrift fmt does it` : "formatted";
  return `${files.length} ${rest} ${done}${left}`;
};

const spentRow = ({ change, allows, source }: Acknowledgement): string =>
  `  - ${visible(change)} (${allows}) ${visible(source.file)}:${source.line}`;

const render = (told: Told, options: FmtOptions, environment: Environment): string => {
  const { files, spent } = told;
  if (options.format === "json") {
    const summary = { formatVersion: 1, written: !options.check && files.length > 0 };
    const removed = spent.map(({ change, allows, source }) => ({ change, allows, source }));
    return `${JSON.stringify({ ...summary, files: files.map(({ path }) => path), removed }, null, 2)}\n`;
  }
  const patches = options.check ? files.map((file) => shownPatch(patchOf(file, 1), environment.color.out)) : [];
  const names = options.check ? [] : files.map(({ path }) => `  ~ ${visible(path)}`);
  const words = options.check ? "spent acknowledgements to be removed" : "spent acknowledgements removed";
  const blocks = [
    [headline(told, options), ...names].join("\n"),
    ...(spent.length === 0 ? [] : [[`${words}:`, ...spent.map(spentRow)].join("\n")]),
    ...patches,
  ];
  return `${blocks.join("\n\n")}\n`;
};

/** Gives every policy file its one form. Files with mistakes stay as they are. */
export const fmt = async (options: FmtOptions, environment: Environment): Promise<CommandResult> => {
  const opened = openPolicies(options, environment);
  if (!opened.ok) return failed(opened.diagnostics, environment, options.format);
  const { root, source } = opened.value;
  const read = await readAll(root, source);
  const spent = options.base === undefined ? checked([], []) : await spentEntries(options.base, options, environment);
  const entries = spent.ok ? spent.value : [];
  const { files, diagnostics } = formatAll(read.files, entries);
  const unwritten = options.check ? [] : writeFiles(root, files);
  // What one file has against being read is told once.
  const own = spent.ok ? [...read.diagnostics, ...diagnostics] : spent.diagnostics;
  const found = [...own, ...unwritten];
  const texts = new Map(read.files.map(({ path, text }) => [path, text]));
  const broken = new Set([...read.diagnostics, ...diagnostics].filter(isError).map(({ source }) => source?.file)).size;
  const number = read.files.filter(({ path }) => !own.some((one) => isError(one) && one.source?.file === path)).length;
  const told: Told = { files: unwritten.length === 0 ? files : [], spent: entries, number, broken };
  const isWrong = found.some(isError) || (options.check && files.length > 0);
  return {
    exitCode: isWrong ? 1 : 0,
    output: render(told, options, environment),
    notes: showDiagnostics(found, environment, texts),
  };
};
