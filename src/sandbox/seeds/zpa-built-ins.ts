import type { Builder } from "./builder.ts";

/** Provider: the well-known version profiles and their ids. */
const versionProfiles = ["Default", "Previous Default", "New Release"];

/** Recorded names; `Client` is what people enrol with. */
const enrollmentCertificates = ["Root", "Client", "Connector", "Service Edge"];

export function addEnrolment({ tenant }: Builder): void {
  for (const [id, name] of versionProfiles.entries())
    tenant.collection("zpa/version-profile").put({ id: String(id), name });
  for (const [index, name] of enrollmentCertificates.entries()) {
    const clientCertType = name === "Client" ? "ZAPP_CLIENT" : "NONE";
    tenant.collection("zpa/enrollment-certificate").put({ id: String(7001 + index), name, clientCertType });
  }
}
