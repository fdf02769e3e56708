import { textsOf, type Wire } from "../json.ts";
import { type Field, shownFlag } from "./field.ts";
import type { Single, ZiaKind } from "./kind.ts";

/** Settings have neither id nor name on the wire; the tenant keeps them under a name of its own. */
export const settingsTable = (
  kind: string,
  path: string,
  fields: Readonly<Record<string, Field>>,
  single: Single = { put: "replaces" },
  check?: ZiaKind["check"],
): ZiaKind => ({
  kind,
  path,
  nameKey: "$name",
  family: "settings",
  writable: true,
  echo: "full",
  audit: ["SECURITY_POLICY", path],
  word: "SETTINGS",
  single,
  fields,
  ...(check === undefined ? {} : { check }),
});

/** How many entries a list may have; the words of the refusal are assumed. */
export const atMost =
  (max: number, key: string) =>
  (row: Wire): string | undefined =>
    textsOf(row[key]).length > max ? `${key} exceeds the max size ${max}` : undefined;

/** SDK: switches that are always on the wire. */
export const switches = (keys: readonly string[]): Readonly<Record<string, Field>> =>
  Object.fromEntries(keys.map((key) => [key, shownFlag()]));

/** SDK: each threat has a switch that blocks it and one that captures its packets. */
export const threatSwitches = (threats: string): Readonly<Record<string, Field>> =>
  switches(threats.split(" ").flatMap((threat) => [`${threat}Blocked`, `${threat}Capture`]));
