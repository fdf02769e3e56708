import { lookup } from "../lookup.ts";

export const inspectionProfile = lookup("zpa/inspection-profile", "inspectionProfile", {
  always: { paranoiaLevel: "1", predefinedControlsVersion: "OWASP_CRS/4.8.0", incarnationNumber: "1" },
});
