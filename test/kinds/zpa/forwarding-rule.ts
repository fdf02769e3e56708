import type { Example } from "../../support/kind-example.ts";

const home = { TRUSTED_NETWORK: [{ network: "HQ Dresden", is: true }] };

export const example: Example = {
  minimal: { action: "INTERCEPT" },
  values: {
    action: ["INTERCEPT_ACCESSIBLE", "BYPASS"],
    conditions: [
      [home, { APP: ["ERP"] }, { MACHINE_GRP: ["Kiosks"] }],
      [home, { APP: ["ERP", "AS400"] }, { MACHINE_GRP: ["Kiosks"] }],
    ],
  },
};
