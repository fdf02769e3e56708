import { visible } from "../../diagnostics/visible.ts";
import { GitHubError } from "../../github/failure.ts";

/** What several things said to GitHub came to. */
export interface PartResult {
  /** One sentence for each that failed. */
  readonly problems: readonly string[];
}

const told = ({ message, facts }: GitHubError): string =>
  `${visible(message)}${facts.hint === undefined ? "" : `\n  hint: ${facts.hint}`}`;

/** Says one thing after another; one that GitHub refuses does not keep the others from being said. */
export const sayAll = async (parts: readonly (() => Promise<unknown>)[]): Promise<PartResult> => {
  const problems: string[] = [];
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      problems.push(told(error));
    }
  }
  return { problems };
};

/** The notes of a step: what failed, for the log. */
export const problemNotes = (problems: readonly string[]): string =>
  problems.map((problem) => `error: ${problem}\n`).join("");
