import type { Commits } from "./commits.ts";
import type { ConfigurationAt } from "./configurations.ts";
import { isFolderOf, isPolicyOf } from "./paths.ts";
import { type Entry, isSubmodule, isSymlink, type Tree, type TreeChange } from "./tree.ts";

/** A file that belongs to what a commit declares. */
export interface MomentFile extends Entry {
  /** From the top of the repository. */
  readonly path: string;
}

/** A commit that is worth a snapshot, before anything it declares is read. */
export interface Moment extends ConfigurationAt {
  readonly commit: string;
  /** The policies folder as the commit, or the command line, names it. */
  readonly policies: string;
  /** Sorted by path. */
  readonly files: readonly MomentFile[];
}

/** Where in the repository to look. */
export interface Scope {
  /** Of the configuration's folder, from the top of the repository, as Git spells it. */
  readonly prefix: string;
  /** The configuration, from the top of the repository. */
  readonly configuration: string;
  /** `--policies`: counts for every commit. */
  readonly policies: string | undefined;
  /** A policies folder from the top of the repository. */
  folderOf(policies: string): string;
}

/** The configuration file of the base and of each commit after it. */
export const configurationEntries = (
  { baseTree, start, after }: Commits,
  path: string,
): readonly (Entry | undefined)[] => {
  let current = start.get(path);
  const later = after.map(({ changes }) => {
    const change = changes.find((one) => one.path === path);
    if (change !== undefined) current = change.entry;
    return current;
  });
  return [baseTree.get(path), ...later];
};

/** Whether a path of a commit is read as a document, or stands where documents would be. */
export const isOf = (folder: string, path: string, entry: Entry): boolean =>
  isPolicyOf(folder, path) ||
  (isSubmodule(entry) && isFolderOf(folder, path)) ||
  ((isSubmodule(entry) || isSymlink(entry)) && `${folder}/`.startsWith(`${path}/`));

const filesOf = (tree: Tree, folder: string): readonly MomentFile[] =>
  [...tree]
    .filter(([path, entry]) => isOf(folder, path, entry))
    .map(([path, entry]) => ({ path, ...entry }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

const apply = (tree: Map<string, Entry>, changes: readonly TreeChange[], folders: readonly string[]): void => {
  for (const { path, entry } of changes) {
    if (entry !== undefined && folders.some((folder) => isOf(folder, path, entry))) tree.set(path, entry);
    else tree.delete(path);
  }
};

/** The base and those commits after it that change the configuration or a file of their policies folder. */
export const momentsOf = (
  commits: Commits,
  configurations: readonly ConfigurationAt[],
  scope: Scope,
): { readonly base: Moment; readonly after: readonly Moment[] } => {
  const policiesOf = ({ configuration }: ConfigurationAt): string => scope.policies ?? configuration.policies;
  const folderOf = (at: ConfigurationAt): string => scope.folderOf(policiesOf(at));
  const momentOf = (commit: string, tree: Tree, at: ConfigurationAt): Moment => ({
    ...at,
    commit,
    policies: policiesOf(at),
    files: filesOf(tree, folderOf(at)),
  });
  const [first, ...later] = configurations as readonly [ConfigurationAt, ...ConfigurationAt[]];
  const folders = [...new Set(configurations.map(folderOf))];
  const tree = new Map([...commits.start].filter(([path, entry]) => folders.some((one) => isOf(one, path, entry))));
  const after = commits.after.flatMap(({ commit, changes }, index): readonly Moment[] => {
    const at = later[index] as ConfigurationAt;
    const isRead = (path: string, entry: Entry | undefined): boolean =>
      entry !== undefined && isOf(folderOf(at), path, entry);
    const isTouched = changes.some(
      ({ path, entry }) => path === scope.configuration || isRead(path, tree.get(path)) || isRead(path, entry),
    );
    apply(tree, changes, folders);
    return isTouched ? [momentOf(commit, tree, at)] : [];
  });
  return { base: momentOf(commits.base, commits.baseTree, first), after };
};
