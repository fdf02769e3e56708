import type { ZpaKind } from "./kind.ts";

/** Read through the API, made by other means. The v2 ones are listed there and read singly in v1 (SDK). */
export const lookup = (kind: string, path: string | undefined, rest: Partial<ZpaKind> = {}): ZpaKind => ({
  kind,
  ...(path === undefined ? {} : { path }),
  nameKey: "name",
  word: "Resource",
  always: {},
  notOnPost: [],
  fields: {},
  ...rest,
});

export const udid = (prefix: string, number: number): string =>
  `${prefix}-0000-4b28-ab83-${String(number).padStart(12, "0")}`;
