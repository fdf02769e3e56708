import { lookup } from "../lookup.ts";

/** Recorded: listed by v2 under another path than it is made. */
export const certificate = lookup("zpa/certificate", "clientlessCertificate/issued", {
  listVersion: "v2",
  always: { readOnly: false, zscalerManaged: false, microtenantName: "Default" },
});
