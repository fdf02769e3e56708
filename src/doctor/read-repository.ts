import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { workflows } from "../github/names.ts";
import { gitLine } from "../history/git.ts";
import type { RepositoryFacts } from "./repository.ts";

/** What Git says of itself and of the folder. */
export const readGit = async (root: string): Promise<Pick<RepositoryFacts, "git" | "isRepository" | "isShallow">> => {
  const [git, inside, shallow] = await Promise.all([
    gitLine(root, "--version"),
    gitLine(root, "rev-parse", "--is-inside-work-tree"),
    gitLine(root, "rev-parse", "--is-shallow-repository"),
  ]);
  return { git, isRepository: inside === "true", isShallow: shallow === "true" };
};

const folder = posix.dirname(workflows.plan);

/** The workflow files of the checkout, by their path from its top; none where there is no such folder. */
export const readWorkflowFiles = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const top = (await gitLine(root, "rev-parse", "--show-toplevel")) ?? root;
  try {
    const names = readdirSync(join(top, folder)).filter((name) => /\.ya?ml$/.test(name));
    return new Map(
      names.sort().map((name) => [posix.join(folder, name), readFileSync(join(top, folder, name), "utf8")]),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
};
