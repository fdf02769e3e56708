import { lookup, udid } from "../lookup.ts";

export const trustedNetwork = lookup("zpa/trusted-network", "network", {
  listVersion: "v2",
  always: { zscalerCloud: "zscalerthree" },
  born: (row, { next }) => ({ networkId: udid("7e1d2b3c", next("zpa udid", 500)), ...row }),
});
