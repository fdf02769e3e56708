import type { Builder } from "./builder.ts";

/** Provider: the well-known version profiles and their ids. */
const versionProfiles = ["Default", "Previous Default", "New Release"];

export function addVersionProfiles({ tenant }: Builder): void {
  for (const [id, name] of versionProfiles.entries())
    tenant.collection("zpa/version-profile").put({ id: String(id), name });
}
