import { lookup } from "../lookup.ts";

/** Recorded: short ids, and names of the vendor. */
export const enrollmentCertificate = lookup("zpa/enrollment-certificate", "enrollmentCert", {
  listVersion: "v2",
  always: { allowSigning: true, readOnly: false, zscalerManaged: false },
});
