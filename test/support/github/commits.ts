import { type Body, commitUrl, node, page, repoApi, simpleUser } from "./objects.ts";
import type { User, World } from "./world.ts";

export interface CommitFacts {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
  readonly message: string;
}

const format = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x01";

const utc = (text: string): string => new Date(text).toISOString().replace(/\.\d+Z$/, "Z");

/** Facts about commits, newest first unless the arguments say otherwise. */
export const readCommits = (world: World, ...args: readonly string[]): readonly CommitFacts[] =>
  world.store
    .git("log", `--format=${format}`, ...args, "--")
    .split("\0\u0001")
    .map((entry) => entry.replace(/^\n/, ""))
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [sha = "", tree = "", parents = "", an = "", ae = "", ad = "", cn = "", ce = "", cd = "", body = ""] =
        entry.split("\0");
      return {
        sha,
        tree,
        parents: parents === "" ? [] : parents.split(" "),
        author: { name: an, email: ae, date: utc(ad) },
        committer: { name: cn, email: ce, date: utc(cd) },
        message: body.replace(/\n+$/, ""),
      };
    });

const known = new WeakMap<World, Map<string, CommitFacts>>();

/** Facts about one commit, read once. */
export const readCommit = (world: World, sha: string): CommitFacts => {
  const ofWorld = known.get(world) ?? new Map<string, CommitFacts>();
  known.set(world, ofWorld);
  const facts = ofWorld.get(sha) ?? readCommits(world, "-1", sha)[0]!;
  ofWorld.set(sha, facts);
  return facts;
};

/** Accounts are found by address: every user has one, also GitHub's form of it that hides the real one. */
const accountOf = (world: World, email: string): User | null => {
  if (email === "noreply@github.com") return world.users.get("web-flow") ?? null;
  const login = email.replace(/@.*$/, "").replace(/^\d+\+/, "");
  const isTheirs = /@(?:users\.noreply\.github\.com|example\.com)$/.test(email);
  return isTheirs ? (world.users.get(login.toLowerCase()) ?? null) : null;
};

const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

export const commitBody = (world: World, facts: CommitFacts): Body => {
  const account = (email: string): Body | null => {
    const user = accountOf(world, email);
    return user === null ? null : simpleUser(world, user);
  };
  const { sha, tree, parents, author, committer, message } = facts;
  return {
    sha,
    node_id: node("Commit", sha),
    commit: {
      author,
      committer,
      message,
      tree: { sha: tree, url: `${repoApi(world)}/git/trees/${tree}` },
      url: `${repoApi(world)}/git/commits/${sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: commitUrl(world, sha),
    html_url: `${page(world)}/commit/${sha}`,
    comments_url: `${commitUrl(world, sha)}/comments`,
    author: account(author.email),
    committer: account(committer.email),
    parents: parents.map((parent) => ({
      sha: parent,
      url: commitUrl(world, parent),
      html_url: `${page(world)}/commit/${parent}`,
    })),
  };
};

export const gitCommitBody = (world: World, { sha, tree, parents, author, committer, message }: CommitFacts): Body => ({
  sha,
  node_id: node("Commit", sha),
  url: `${repoApi(world)}/git/commits/${sha}`,
  html_url: `${page(world)}/commit/${sha}`,
  author,
  committer,
  message,
  tree: { sha: tree, url: `${repoApi(world)}/git/trees/${tree}` },
  parents: parents.map((parent) => ({
    sha: parent,
    url: `${repoApi(world)}/git/commits/${parent}`,
    html_url: `${page(world)}/commit/${parent}`,
  })),
  verification: unsigned,
});

const words = { A: "added", D: "removed", M: "modified", T: "changed", R: "renamed" } as const;

/** What differs between two trees, as GitHub lists files; without patches. */
export const diffBodies = (world: World, from: string, to: string): readonly Body[] => {
  const range = ["-z", "-M", from, to];
  const raw = world.store
    .raw("diff", "--raw", "--no-abbrev", ...range)
    .toString()
    .split("\0");
  const counts = world.store.raw("diff", "--numstat", "--no-renames", "-z", from, to).toString().split("\0");
  const numbers = new Map(
    counts.filter(Boolean).map((line) => {
      const [added = "0", removed = "0", name = ""] = line.split("\t");
      return [name, [Number(added) || 0, Number(removed) || 0] as const];
    }),
  );
  const found: Body[] = [];
  for (let at = 0; at < raw.length - 1; ) {
    const [, , , sha = "", letter = ""] = raw[at]!.split(" ");
    const isMoved = letter.startsWith("R");
    const name = raw[at + (isMoved ? 2 : 1)]!;
    const [additions, deletions] = isMoved ? [0, 0] : (numbers.get(name) ?? [0, 0]);
    found.push({
      sha: /^0+$/.test(sha) ? null : sha,
      filename: name,
      status: words[letter[0] as keyof typeof words] ?? "changed",
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${page(world)}/blob/${to}/${encodeURI(name)}`,
      raw_url: `${page(world)}/raw/${to}/${encodeURI(name)}`,
      contents_url: `${repoApi(world)}/contents/${encodeURI(name)}?ref=${to}`,
      ...(isMoved ? { previous_filename: raw[at + 1]! } : {}),
    });
    at += isMoved ? 3 : 2;
  }
  return found;
};
