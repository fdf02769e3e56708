import { posix } from "node:path";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import type { Anchor } from "../model/position.ts";
import type { Configuration } from "./configuration.ts";
import type { Document } from "./loaded.ts";
import type { Path } from "./places.ts";
import { quote } from "./words.ts";

export interface OrderOptions {
  /** Folder the entries of `order:` are relative to. */
  readonly policies?: string;
  /** Where a part of the configuration stands; see `Configuration.at`. */
  readonly at?: (path: Path) => Source;
}

/** What one ordering domain or one entry comes to, with what is wrong with it. */
export interface Found<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

interface Setting {
  readonly order: Configuration["order"];
  readonly folder: string;
  /** All files that hold a document, sorted. */
  readonly files: readonly string[];
  readonly at: (path: Path) => Source | undefined;
}

const problem = (
  code: Diagnostic["code"],
  message: string,
  source: Source | undefined,
  hint: string | undefined,
): Diagnostic => ({
  severity: "error",
  code,
  message,
  ...(source === undefined ? {} : { source }),
  ...(hint === undefined ? {} : { hint }),
});

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
    return problem(
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
  return problem(
    "invalid-configuration",
    `the order of ${kind} names ${quote(entry)}, which is no file with documents`,
    source,
    hint,
  );
};

/** The files of a domain in their declared order. */
const listedFiles = (kind: string, setting: Setting): Found<readonly string[]> => {
  const value: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, entry] of (setting.order[kind] ?? []).entries()) {
    const file = fileFor(entry, setting);
    if (typeof file !== "string") diagnostics.push(entryProblem(kind, entry, file, index, setting));
    else if (!value.includes(file)) value.push(file);
    else {
      const message = `the order of ${kind} lists ${quote(entry)} twice`;
      diagnostics.push(problem("invalid-configuration", message, setting.at(["order", kind, index]), "remove one"));
    }
  }
  return { value, diagnostics };
};

/** The line that settles the order, ready to be copied. */
const orderLine = (kind: string, files: readonly string[], setting: Setting): string => {
  const entries = files.map((file) => entryFor(file, setting)).join(", ");
  return Object.keys(setting.order).length === 0 ? `order: {${kind}: [${entries}]}` : `${kind}: [${entries}]`;
};

const ambiguous = (
  kind: string,
  documents: readonly Document[],
  files: readonly string[],
  setting: Setting,
): Diagnostic => {
  const second = documents.find(({ file }) => file === files[1]);
  const where = Object.keys(setting.order).length === 0 ? "to zerodrift.yaml" : "below `order:` in zerodrift.yaml";
  const hint = `add ${where}, in the order you mean: ${orderLine(kind, files, setting)}`;
  return problem(
    "ambiguous-order",
    `the rules of ${kind} stand in several files: ${files.join(", ")}`,
    second?.source,
    hint,
  );
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
    return problem("ambiguous-order", `${file} holds rules of ${kind} but is not in its order`, source, hint);
  });
};

const inOrderOf = (files: readonly string[], documents: readonly Document[]): readonly Document[] =>
  files.flatMap((file) => documents.filter((document) => document.file === file));

/** The documents of one domain in their order. */
const orderDomain = (kind: KindName, documents: readonly Document[], setting: Setting): Found<readonly Document[]> => {
  const files = [...new Set(documents.map(({ file }) => file))];
  if (setting.order[kind] !== undefined) {
    const { value: listed, diagnostics } = listedFiles(kind, setting);
    return {
      value: inOrderOf([...new Set([...listed, ...files])], documents),
      // A file that is misspelt in the list would be reported twice.
      diagnostics: diagnostics.length > 0 ? diagnostics : unlisted(kind, documents, listed, setting),
    };
  }
  // A file that declares no rule any more has no place in the order.
  const filled = files.filter((file) => documents.some((one) => one.file === file && one.resources.length > 0));
  const diagnostics = filled.length > 1 ? [ambiguous(kind, documents, filled, setting)] : [];
  return { value: inOrderOf(files, documents), diagnostics };
};

const strayKinds = (orderedKinds: readonly KindName[], setting: Setting): readonly Diagnostic[] =>
  Object.keys(setting.order)
    .filter((kind) => !orderedKinds.includes(kind as KindName))
    .map((kind) => {
      const hint = didYouMean(kind, orderedKinds) ?? `kinds with an order: ${orderedKinds.join(", ")}`;
      return problem(
        "invalid-configuration",
        `\`order:\` names ${quote(kind)}, which has no order`,
        setting.at(["order", kind]),
        hint,
      );
    });

const strayPositions = (documents: readonly Document[], orderedKinds: readonly KindName[]): readonly Diagnostic[] =>
  documents
    .filter(({ kind, position }) => position !== undefined && !orderedKinds.includes(kind))
    .map(({ kind, positionSource, source }) =>
      problem(
        "invalid-document",
        `${kind} has no order, so its documents have no position`,
        positionSource ?? source,
        "remove `position:`",
      ),
    );

const anchorsIn = (documents: readonly Document[]): readonly Anchor[] => {
  let first = 0;
  return documents.flatMap(({ position, positionSource, source, resources }) => {
    const at = first;
    first += resources.length;
    return position === undefined
      ? []
      : [{ position, first: at, count: resources.length, source: positionSource ?? source }];
  });
};

/** What the documents say about order. */
export type Ordered = Pick<DesiredState, "order" | "anchors">;

/** The declared sequence of every ordered kind beside what is wrong with it; what has no place comes last, by path. */
export const readOrder = (
  documents: readonly Document[],
  order: Configuration["order"],
  orderedKinds: readonly KindName[],
  options: OrderOptions = {},
): Found<Ordered> => {
  const setting: Setting = {
    order,
    folder: options.policies ?? "policies",
    files: [...new Set(documents.map(({ file }) => file))].sort(),
    at: (path) => options.at?.(path),
  };
  const domains = orderedKinds.map((kind) => {
    const own = documents.filter((document) => document.kind === kind);
    return { kind, ...orderDomain(kind, own, setting) };
  });
  return {
    value: {
      order: new Map(domains.map(({ kind, value }) => [kind, value.flatMap(({ resources }) => resources)])),
      anchors: new Map(domains.map(({ kind, value }) => [kind, anchorsIn(value)])),
    },
    diagnostics: [
      ...strayKinds(orderedKinds, setting),
      ...strayPositions(documents, orderedKinds),
      ...domains.flatMap(({ diagnostics }) => diagnostics),
    ],
  };
};

/** The declared sequence of every ordered kind: documents in order, resources as listed, with the documents' positions. */
export const orderDocuments = (
  documents: readonly Document[],
  order: Configuration["order"],
  orderedKinds: readonly KindName[],
  options: OrderOptions = {},
): Checked<Ordered> => {
  const { value, diagnostics } = readOrder(documents, order, orderedKinds, options);
  return checked(value, diagnostics);
};
