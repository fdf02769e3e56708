import { type Field, int, object, oneOf, refs, shownFlag, someOf, text } from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { deviceTrustLevels } from "./vocabulary.ts";

/** Keys every rule kind has. Order and rank are checked by the ordering, not by the table. */
export const common: Readonly<Record<string, Field>> = {
  id: int({ readOnly: true }),
  accessControl: oneOf("NONE READ_ONLY READ_WRITE", { readOnly: true, shown: "READ_WRITE" }),
  name: text({ required: "name cannot be null" }),
  description: text({ max: 10_240 }),
  order: int({ initial: 0 }),
  rank: int({ initial: 7 }),
  state: oneOf("ENABLED DISABLED", { initial: "ENABLED" }),
  labels: refs("zia/rule-label"),
  locations: refs("zia/location"),
  locationGroups: refs("zia/location-group"),
  departments: refs("zia/department"),
  groups: refs("zia/group"),
  users: refs("zia/user"),
  timeWindows: refs("zia/time-interval"),
  devices: refs("zia/device"),
  deviceGroups: refs("zia/device-group"),
  deviceTrustLevels: someOf(deviceTrustLevels),
  workloadGroups: refs("zia/workload-group"),
  lastModifiedTime: int({ readOnly: true }),
  lastModifiedBy: object({ readOnly: true }),
};

export const ownedFlags = { predefined: shownFlag({ readOnly: true }), defaultRule: shownFlag({ readOnly: true }) };

/** A rule kind that the API writes: what all of them have. */
export const ruleTable = (
  given: Pick<ZiaKind, "kind" | "path" | "audit" | "fields"> & Partial<Omit<ZiaKind, "nameKey" | "writable">>,
): ZiaKind => ({
  nameKey: "name",
  family: "rule",
  writable: true,
  // Recorded: listed by id, so the newest comes last whatever its number.
  ordered: { rows: "any" },
  echo: "rule",
  stamps: "modified",
  word: "RULE",
  ...given,
});
