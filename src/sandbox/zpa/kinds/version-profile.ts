import { lookup } from "../lookup.ts";

/** Recorded and provider: short ids, three of them well known. */
export const versionProfile = lookup("zpa/version-profile", "visible/versionProfiles", {
  always: { visibilityScope: "ALL" },
});
