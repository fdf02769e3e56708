/** A file of a commit: its mode and the name of its content. */
export interface Entry {
  readonly mode: string;
  readonly oid: string;
}

/** Files of a commit by their path from the top of the repository. */
export type Tree = ReadonlyMap<string, Entry>;

/** What became of one path; without an entry it is gone. */
export interface TreeChange {
  readonly path: string;
  readonly entry?: Entry;
}

const symlinkMode = "120000";
const submoduleMode = "160000";

/** A pointer to content that stands elsewhere. */
export const isSymlink = ({ mode }: Entry): boolean => mode === symlinkMode;
/** Another repository's commit. */
export const isSubmodule = ({ mode }: Entry): boolean => mode === submoduleMode;

const fieldsOf = (output: string): readonly string[] => output.split("\0").slice(0, -1);

/** `ls-tree -r -z`: mode, type, name and, behind a tab, the path. */
export const parseTree = (output: string): Tree =>
  new Map(
    fieldsOf(output).map((line) => {
      const tab = line.indexOf("\t");
      const [mode = "", , oid = ""] = line.slice(0, tab).split(" ");
      return [line.slice(tab + 1), { mode, oid }];
    }),
  );

/** `diff-tree --stdin --raw -z`: a commit, then for each change a line of modes and names, and a path. */
export const parseChanges = (output: string): ReadonlyMap<string, readonly TreeChange[]> => {
  const changes = new Map<string, TreeChange[]>();
  let current: TreeChange[] = [];
  const fields = fieldsOf(output);
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? "";
    if (!field.startsWith(":")) {
      current = [];
      changes.set(field, current);
      continue;
    }
    const [, mode = "", , oid = "", status] = field.split(" ");
    const path = fields[++at] ?? "";
    current.push(status === "D" ? { path } : { path, entry: { mode, oid } });
  }
  return changes;
};
