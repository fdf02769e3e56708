import { ApiError } from "../clients/errors.ts";
import type { Checked } from "../diagnostics/diagnostic.ts";
import { ShapeError } from "../kinds/field.ts";

/**
 * A tenant that refuses the login or cannot be read ends a command with an error. Where others wait for its result, that
 * has to be the result: no result means a lost run, which may have written anything.
 */
export const beforeWriting = async <T>(look: () => Promise<Checked<T>>): Promise<Checked<T>> => {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof ShapeError)) throw error;
    return { ok: false, diagnostics: [{ severity: "error", code: "unreadable-kind", message: error.message }] };
  }
};
