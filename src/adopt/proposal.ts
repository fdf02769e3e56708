import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Edit, setEdits } from "../documents/edit/edit.ts";
import { editFile } from "../documents/edit/edit-file.ts";
import { renderDocument } from "../documents/edit/new-document.ts";
import type { Document } from "../documents/loaded.ts";
import { largestFile, tooLarge } from "../documents/text.ts";
import { kindSchemas } from "../kinds/kind-schemas.ts";
import type { KindName } from "../model/address.ts";
import type { KindProposal } from "./kind-proposal.ts";
import type { Fresh } from "./placing.ts";
import { schemaFolder, schemaPath } from "./schema-path.ts";

/** A file as it is and as it is to be. */
export interface FileProposal {
  readonly file: string;
  /** Absent: the file is new. */
  readonly before?: string;
  readonly text: string;
  readonly added: number;
  readonly changed: number;
  /** Resources that only change their place count as moved. */
  readonly isReordered: boolean;
}

/** All files that change, or what keeps one of them from being written. */
export interface Proposal {
  readonly files: readonly FileProposal[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Work {
  readonly edits: Edit[];
  readonly fresh: { readonly kind: KindName; readonly resources: readonly Fresh[] }[];
  added: number;
  changed: number;
}

const corrections = ({ corrections, kind }: KindProposal, documents: readonly Document[]) =>
  corrections.flatMap(({ resource, set }) => {
    const document = documents.find((one) => one.kind === kind.name && one.resources.includes(resource));
    if (document === undefined) return [];
    const at = { document: document.index, resource: document.resources.indexOf(resource) };
    return [{ file: document.file, edits: setEdits(at, set) }];
  });

/** What is to be done, file by file. On most disks two paths that differ in case are one file. */
const workOf = (
  proposals: readonly KindProposal[],
  documents: readonly Document[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, Work> => {
  const known = new Map([...texts.keys()].map((file) => [file.toLowerCase(), file]));
  const work = new Map<string, Work>();
  const at = (path: string): Work => {
    const file = known.get(path.toLowerCase()) ?? path;
    const own = work.get(file) ?? { edits: [], fresh: [], added: 0, changed: 0 };
    work.set(file, own);
    return own;
  };
  for (const proposal of proposals) {
    for (const { file, edits } of corrections(proposal, documents)) {
      at(file).edits.push(...edits);
      at(file).changed += 1;
    }
    for (const [document, edits] of proposal.edits) {
      if (edits.length === 0) continue;
      at(document.file).edits.push(...edits);
      at(document.file).added += edits.filter((edit) => edit.do === "add").length;
    }
    for (const [file, resources] of proposal.fresh) {
      at(file).fresh.push({ kind: proposal.kind.name, resources });
      at(file).added += resources.length;
    }
  }
  return work;
};

const closed = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Whether more than comments stands there. */
const saysSomething = (text: string): boolean => /^(?!\s*(?:#|$))/m.test(text);

/** New documents stand below those that are there; only the first of a file tells editors its schema. */
const appended = (file: string, text: string, { fresh }: Work, schemas: string): string => {
  let whole = closed(text);
  for (const { kind, resources } of fresh) {
    const document = {
      kind,
      ...(whole === "" ? { schema: schemaPath(file, kind, schemas) } : {}),
      resources: resources.map(({ fields }) => fields),
    };
    whole += `${saysSomething(whole) ? "---\n" : ""}${renderDocument(document)}`;
  }
  return whole;
};

/** The files that import writes. Nothing is written where one of them cannot be. */
export const propose = (
  proposals: readonly KindProposal[],
  documents: readonly Document[],
  texts: ReadonlyMap<string, string>,
): Proposal => {
  const schemas = schemaFolder(texts);
  const files: FileProposal[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [file, work] of [...workOf(proposals, documents, texts)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = texts.get(file);
    const edited = editFile(file, before ?? "", work.edits, kindSchemas);
    if (edited.text === undefined) {
      diagnostics.push(...edited.diagnostics);
      continue;
    }
    const text = work.fresh.length === 0 ? edited.text : appended(file, edited.text, work, schemas);
    const size = Buffer.byteLength(text);
    if (size > largestFile) diagnostics.push(tooLarge(file, size));
    const { added, changed } = work;
    const isReordered = work.edits.some((edit) => edit.do === "order");
    files.push({ file, ...(before === undefined ? {} : { before }), text, added, changed, isReordered });
  }
  return { files: files.filter(({ before, text }) => before !== text), diagnostics };
};
