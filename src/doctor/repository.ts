import { count } from "../plan/render/words.ts";
import { type Finding, findingsIn } from "./finding.ts";

/** The checkout, and the programs that work on it. */
export interface RepositoryFacts {
  /** What configuration and documents have wrong, counted; undefined: nothing. */
  readonly mistakes: string | undefined;
  readonly resources: number;
  /** Of the running Node, and the oldest that this version runs on. */
  readonly node: { readonly version: string; readonly oldest: string };
  /** `git --version`; undefined: there is no Git. */
  readonly git: string | undefined;
  readonly isRepository: boolean;
  readonly isShallow: boolean;
}

const { ok, warning, error, unknown } = findingsIn("repository");

/** The first with `git merge-tree --write-tree`, which plans of pull requests are made with. */
const oldestGit = "2.38";

const numbersIn = (version: string): readonly number[] => version.split(".").map((part) => Number.parseInt(part, 10));

/** Whether one dotted version is the other or newer; parts that are not there are zero. */
export const isAtLeast = (version: string, oldest: string): boolean => {
  const [have, need] = [numbersIn(version), numbersIn(oldest)];
  for (const [index, part] of need.entries()) {
    const own = have[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
};

const judgeDocuments = ({ mistakes, resources }: RepositoryFacts): Finding =>
  mistakes === undefined
    ? ok("configuration and policies", `valid: ${count(resources, "resource")}`)
    : error("configuration and policies", mistakes, "`zerodrift validate` shows each with its line");

const judgeNode = ({ node: { version, oldest } }: RepositoryFacts): Finding =>
  isAtLeast(version, oldest)
    ? ok("Node", version)
    : error("Node", `${version} is too old`, `install Node ${oldest} or newer from https://nodejs.org`);

const judgeGit = ({ git }: RepositoryFacts): Finding => {
  if (git === undefined)
    return error("Git", "is not installed, or not on the PATH", `install Git ${oldestGit} or newer`);
  const version = /\d+\.\d+(?:\.\d+)?/.exec(git)?.[0];
  if (version === undefined) return unknown("Git", `its version "${git}" is not understood`, "`git --version`");
  return isAtLeast(version, oldestGit)
    ? ok("Git", version)
    : error(
        "Git",
        `${version} is too old for \`git merge-tree --write-tree\`, which plans of pull requests need`,
        `install Git ${oldestGit} or newer`,
      );
};

const judgeClone = ({ git, isRepository, isShallow }: RepositoryFacts): readonly Finding[] => {
  if (git === undefined) return [];
  if (!isRepository)
    return [
      warning(
        "clone",
        "this folder is in no Git repository: nothing can be deleted, because nobody knows what was declared before",
        "`git init`, then commit",
      ),
    ];
  return isShallow
    ? [
        error(
          "clone",
          "shallow: the commit applied last may be missing",
          "`git fetch --unshallow`; in a workflow: `fetch-depth: 0` for actions/checkout",
        ),
      ]
    : [ok("clone", "whole")];
};

/** Whether this checkout can be planned from. */
export const judgeRepository = (facts: RepositoryFacts): readonly Finding[] => [
  judgeDocuments(facts),
  judgeNode(facts),
  judgeGit(facts),
  ...judgeClone(facts),
];
