import { lookup, udid } from "../lookup.ts";

export const postureProfile = lookup("zpa/posture-profile", "posture", {
  born: (row, { next }) => ({ postureUdid: udid("d0b05ecf", next("zpa udid", 500)), ...row }),
  listVersion: "v2",
  always: {
    applyToMachineTunnelEnabled: false,
    crlCheckEnabled: false,
    nonExportablePrivateKeyEnabled: false,
    zscalerCloud: "zscalerthree",
  },
});
