import { answer, jsonAnswer, Refusal } from "../http.ts";

/** Recorded: what the servlet says to a body it cannot bind; no code. */
export const unbindable = (): Refusal => new Refusal(jsonAnswer(400, { message: "Request body is invalid." }));

/** Recorded: business validation. */
export const invalidInput = (message: string): Refusal =>
  new Refusal(jsonAnswer(400, { code: "INVALID_INPUT_ARGUMENT", message }));

/** Provider documentation. */
export const duplicate = (): Refusal =>
  new Refusal(jsonAnswer(400, { code: "DUPLICATE_ITEM", message: "DUPLICATE_ITEM" }));

/** Provider; the text is from there, the status 409 is assumed (400 and 409 are both told). */
export const inUse = (word: string, rules: number): Refusal =>
  new Refusal(
    jsonAnswer(409, {
      code: "RESOURCE_IN_USE",
      message: `${word} is associated with ${rules} rule(s). Deletion of this group is not allowed.`,
    }),
  );

/** SDK tests look for the code; the text is invented. */
export const notFound = (message = "Resource not found"): Refusal =>
  new Refusal(jsonAnswer(404, { code: "RESOURCE_NOT_FOUND", message }));

/** Recorded: a path this build does not have. */
export const unknownPath = (): Refusal => new Refusal(answer(404));

/** Provider; the status 409 is assumed. */
export const stale = (): Refusal => new Refusal(jsonAnswer(409, { code: "STALE_CONFIGURATION_ERROR" }));

/** Recorded, exactly 34 bytes. */
export const editLocked = (): Refusal => new Refusal(jsonAnswer(409, { code: "EDIT_LOCK_NOT_AVAILABLE" }));

/** Documented: maintenance. The header says the same. */
export const maintenance = (): Refusal =>
  new Refusal(
    jsonAnswer(
      403,
      { code: "STATE_READONLY", message: "The service is in read-only mode for maintenance. Try again later." },
      { "x-zscaler-mode": "read-only" },
    ),
  );

/** Provider's test fixture for static IPs; the same form for other quotas is assumed. */
export const limitExceeded = (max: number, word: string): Refusal =>
  new Refusal(
    jsonAnswer(403, { code: "LIMIT_EXCEEDED", message: `Maximum ${max} ${word}s are allowed. Limit has exceeded.` }),
  );

/** Invented: no source for the answer to deleting or moving what the service owns. */
export const fixed = (message: string): Refusal =>
  new Refusal(jsonAnswer(400, { code: "INVALID_INPUT_ARGUMENT", message }));
