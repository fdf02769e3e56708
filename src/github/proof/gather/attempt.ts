import { GitHubError } from "../../failure.ts";
import { known, type Read, unknown } from "../read.ts";

/** What GitHub refuses to tell is a missing fact with a reason; anything else that goes wrong is a mistake of ours. */
export const attempt = async <T>(read: () => Promise<T>): Promise<Read<T>> => {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // A reviewer reads this: which call it was, says the permission in the hint.
    const { method, path, hint } = error.facts;
    const said = error.message.replace(` ${method} ${path}`, "");
    return unknown(hint === undefined ? said : `${said}; ${hint}`);
  }
};
