import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { defaultConfiguration, readConfiguration } from "../documents/configuration.ts";
import { decodeFile } from "../documents/text.ts";
import { sha256Of } from "../model/hash.ts";
import { readBlobs } from "./blobs.ts";
import { readTree } from "./commits.ts";
import { git } from "./git.ts";
import { isOf } from "./moments.ts";
import { inRepository, type Place } from "./paths.ts";
import { unreadableHistory } from "./problems.ts";
import { type Entry, isSubmodule } from "./tree.ts";

/** Everything a plan reads of a commit: path from the top of the repository → mode and hash of the content. */
export type Manifest = Readonly<Record<string, { readonly mode: string; readonly sha256: string }>>;

const policiesIn = (bytes: Uint8Array | undefined, file: string): string => {
  const text = bytes === undefined ? undefined : decodeFile(bytes, file).text;
  const configuration = text === undefined ? undefined : readConfiguration(text, file).configuration;
  return (configuration ?? defaultConfiguration).policies;
};

/**
 * The configuration and the policies folder of a commit or tree. The hashes are our own: Git's names of contents may be
 * SHA-1. Content too large to be read, and submodules, are told by Git's name.
 */
export const readManifest = async ({ root, file }: Place, name: string): Promise<Checked<Manifest>> => {
  const [read, where] = await Promise.all([readTree(root, name), git(root, ["rev-parse", "--show-prefix"])]);
  if (!read.ok) return read;
  const prefix = where.ok ? where.output.replace(/\n$/, "") : "";
  const tree = read.value;
  const path = inRepository(prefix, file) ?? file;
  const entry = tree.get(path);
  const own = await readBlobs(root, new Set(entry === undefined || isSubmodule(entry) ? [] : [entry.oid]));
  if (!own.ok) return own;
  const folder = inRepository(prefix, policiesIn(own.value.get(entry?.oid ?? "")?.bytes, file)) ?? "";
  const files = [...tree].filter(([one, of]) => one === path || isOf(folder, one, of));
  const blobs = await readBlobs(root, new Set(files.filter(([, of]) => !isSubmodule(of)).map(([, { oid }]) => oid)));
  if (!blobs.ok) return blobs;
  const shaOf = ({ oid }: Entry): string => sha256Of(blobs.value.get(oid)?.bytes ?? Buffer.from(oid));
  return checked(
    Object.fromEntries(
      files.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([one, of]) => [one, { mode: of.mode, sha256: shaOf(of) }]),
    ),
    [],
  );
};

/** Paths that two commits or trees hold differently. */
export const changedPaths = async (root: string, from: string, to: string): Promise<Checked<readonly string[]>> => {
  const answer = await git(root, ["diff-tree", "-r", "-z", "--no-renames", "--name-only", "--no-commit-id", from, to]);
  return answer.ok
    ? checked(
        answer.output.split("\0").filter((path) => path !== ""),
        [],
      )
    : unreadableHistory(answer.reason);
};
