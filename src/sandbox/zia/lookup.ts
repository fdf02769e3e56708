import { int, text } from "./field.ts";
import type { ZiaKind } from "./kind.ts";

/** Look-ups: made by administrators or directories, only read by our client; their tables are what the portal may fill in. */
export const lookup = (
  kind: string,
  path: string,
  family: string,
  rest: Omit<ZiaKind, "kind" | "path" | "family" | "nameKey" | "loose" | "echo" | "audit" | "word"> & {
    readonly word?: string;
  },
): ZiaKind => ({
  kind,
  path,
  family,
  nameKey: "name",
  loose: true,
  echo: "full",
  audit: ["RESOURCES", path.split("/").at(-1) ?? path],
  word: rest.word ?? "ITEM",
  ...rest,
});

export const named = { id: int({ readOnly: true }), name: text({ required: "name cannot be null" }) };
export const byName = { size: 100, max: 1000, by: "name" } as const;
