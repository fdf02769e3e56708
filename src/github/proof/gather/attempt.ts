import { GitHubError } from "../../failure.ts";
import { known, type Read, unknown } from "../read.ts";

/** What GitHub refuses to tell is a missing fact with a reason; anything else that goes wrong is a mistake of ours. */
export const attempt = async <T>(read: () => Promise<T>): Promise<Read<T>> => {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const { hint } = error.facts;
    return unknown(hint === undefined ? error.message : `${error.message}; ${hint}`);
  }
};
