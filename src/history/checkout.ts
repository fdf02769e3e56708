import { git, gitLine } from "./git.ts";
import { inRepository, isFolderOf, isPolicyOf, type Place } from "./paths.ts";

/** The commit that is checked out, and whether the files a plan is made from are those of this commit. */
export interface Checkout {
  /** Null without a repository or without a commit. */
  readonly head: string | null;
  readonly dirty: boolean;
}

/** What a status line is about; a nested repository is listed as a folder, with a slash at its end. */
const pathsIn = (status: string): readonly string[] =>
  status
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.slice(3));

const isRead = (path: string, file: string | undefined, folder: string): boolean =>
  path === file || isPolicyOf(folder, path) || (path.endsWith("/") && isFolderOf(folder, path.slice(0, -1)));

/** Dirty looks only at what a plan is made from: the configuration and policy files, those Git ignores included. */
export const readCheckout = async (place: Place, policies: string): Promise<Checkout> => {
  const options = ["--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional"];
  const [head, prefix, status] = await Promise.all([
    gitLine(place.root, "rev-parse", "--verify", "--quiet", "HEAD"),
    git(place.root, ["rev-parse", "--show-prefix"]),
    git(place.root, ["status", ...options, "--", place.file, policies]),
  ]);
  if (!prefix.ok) return { head: null, dirty: false };
  const top = prefix.output.replace(/\n$/, "");
  const folder = inRepository(top, policies);
  // Policies that no commit can hold, or a status that cannot be read: nobody can say that this is the commit.
  const isUnknown = folder === undefined || !status.ok;
  const dirty = isUnknown || pathsIn(status.output).some((path) => isRead(path, inRepository(top, place.file), folder));
  return { head: head ?? null, dirty };
};
