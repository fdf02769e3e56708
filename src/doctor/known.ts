import { GitHubError } from "../github/failure.ts";

/** A fact, or why nobody could tell it. */
export type Known<T> = { readonly value: T } | { readonly unknown: string };

/** What the token may not see is a fact that is not known; anything but a refusal of GitHub is thrown. */
export const ask = async <T>(read: () => Promise<T>): Promise<Known<T>> => {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { unknown: error.message };
  }
};
