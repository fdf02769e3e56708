import type { Example } from "../../support/kind-example.ts";

const browser = { CLIENT_TYPE: ["zpn_client_type_exporter"] };

export const example: Example = {
  minimal: { action: "BYPASS_ISOLATE", conditions: [browser] },
  values: {
    action: ["ISOLATE", "BYPASS_ISOLATE"],
    conditions: [
      [browser, { CHROME_ENTERPRISE: [{ managed: true }] }],
      [browser, { CHROME_ENTERPRISE: [{ managed: false }] }],
    ],
    isolationProfile: ["Corporate isolation", "Read-only isolation"],
  },
  variants: [{ kept: { isolationProfile: "Corporate isolation" } }],
};
