import { posix } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { RuleKind } from "../model/domain.ts";
import type { Configuration } from "./configuration.ts";
import type { Document } from "./loaded.ts";
import { mistake } from "./mistake.ts";
import type { Path } from "./places.ts";
import { quote } from "./words.ts";

/** What one order or one entry comes to, with what is wrong with it. */
export interface Found<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading the order takes to know besides the documents. */
export interface Setting {
  readonly order: Configuration["order"];
  readonly folder: string;
  /** All files that hold a document, sorted. */
  readonly files: readonly string[];
  readonly at: (path: Path) => Source | undefined;
}

const isBelow = (folder: string, file: string): boolean => folder !== "" && file.startsWith(`${folder}/`);

/** How a file is written in `order:`: its base name when that is unique, else relative to the policies folder. */
const entryFor = (file: string, { folder, files }: Setting): string => {
  const name = posix.basename(file);
  if (files.filter((other) => posix.basename(other) === name).length === 1) return name;
  return isBelow(folder, file) ? file.slice(folder.length + 1) : file;
};

/** The file an entry means: relative to the policies folder first, then by a path end that only one file has. */
const fileFor = (entry: string, { folder, files }: Setting): string | readonly string[] => {
  const wanted = posix.normalize(entry);
  const exact = files.find((file) => file === posix.join(folder, wanted) || file === wanted);
  if (exact !== undefined) return exact;
  const ends = files.filter((file) => file.endsWith(`/${wanted}`));
  return ends.length === 1 ? (ends[0] as string) : ends;
};

const entryProblem = (
  kind: string,
  entry: string,
  matches: readonly string[],
  index: number,
  setting: Setting,
): Diagnostic => {
  const source = setting.at(["order", kind, index]);
  if (matches.length > 1) {
    const relative = matches.map((file) =>
      isBelow(setting.folder, file) ? file.slice(setting.folder.length + 1) : file,
    );
    return mistake(
      "invalid-configuration",
      `${quote(entry)} in the order of ${kind} means several files`,
      source,
      `write one of ${relative.join(", ")}`,
    );
  }
  const near = didYouMean(
    entry,
    setting.files.map((file) => entryFor(file, setting)),
  );
  const hint = near ?? "remove the entry, or correct its path (relative to the policies folder)";
  return mistake(
    "invalid-configuration",
    `the order of ${kind} names ${quote(entry)}, which is no file with documents`,
    source,
    hint,
  );
};

/** The files of a kind in their declared order. */
const listedFiles = (kind: string, setting: Setting): Found<readonly string[]> => {
  const value: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, entry] of (setting.order[kind] ?? []).entries()) {
    const file = fileFor(entry, setting);
    if (typeof file !== "string") diagnostics.push(entryProblem(kind, entry, file, index, setting));
    else if (!value.includes(file)) value.push(file);
    else {
      const message = `the order of ${kind} lists ${quote(entry)} twice`;
      diagnostics.push(mistake("invalid-configuration", message, setting.at(["order", kind, index]), "remove one"));
    }
  }
  return { value, diagnostics };
};

/** The line that settles the order, ready to be copied. */
export const orderLine = (kind: string, files: readonly string[], setting: Setting): string => {
  const entries = files.map((file) => entryFor(file, setting)).join(", ");
  return Object.keys(setting.order).length === 0 ? `order: {${kind}: [${entries}]}` : `${kind}: [${entries}]`;
};

const unlisted = (
  kind: string,
  documents: readonly Document[],
  listed: readonly string[],
  setting: Setting,
): readonly Diagnostic[] => {
  const missing = documents.filter(
    ({ file }, index) => !listed.includes(file) && documents.findIndex((other) => other.file === file) === index,
  );
  return missing.map(({ file, source }) => {
    const hint = `add ${entryFor(file, setting)} to ${kind} below \`order:\` in zerodrift.yaml, where it belongs`;
    return mistake("ambiguous-order", `${file} holds rules of ${kind} but is not in its order`, source, hint);
  });
};

export const filesOf = (documents: readonly Document[]): readonly string[] => [
  ...new Set(documents.map(({ file }) => file)),
];

/** A file that declares no rule any more has no place in the order. */
export const filledFiles = (documents: readonly Document[]): readonly string[] =>
  filesOf(documents.filter(({ resources }) => resources.length > 0));

/** A kind with the files that its rules stand in, in their order as far as that is settled. */
export interface Listed {
  readonly name: RuleKind["name"];
  readonly documents: readonly Document[];
  readonly files: readonly string[];
  /** Whether the configuration says the order of the files. */
  readonly isSettled: boolean;
}

const inOrderOf = (files: readonly string[], documents: readonly Document[]): readonly Document[] =>
  files.flatMap((file) => documents.filter((document) => document.file === file));

/** The documents of one kind, those in listed files first. */
export const listKind = ({ name }: RuleKind, documents: readonly Document[], setting: Setting): Found<Listed> => {
  const own = documents.filter(({ kind }) => kind === name);
  const found = filesOf(own);
  if (setting.order[name] === undefined)
    return {
      value: { name, documents: inOrderOf(found, own), files: filledFiles(own), isSettled: false },
      diagnostics: [],
    };
  const { value: listed, diagnostics } = listedFiles(name, setting);
  const files = [...new Set([...listed, ...found])];
  return {
    value: { name, documents: inOrderOf(files, own), files, isSettled: true },
    // A file that is misspelt in the list would be reported twice.
    diagnostics: diagnostics.length > 0 ? diagnostics : unlisted(name, own, listed, setting),
  };
};
