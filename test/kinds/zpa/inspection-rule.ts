import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { action: "BYPASS_INSPECT" },
  values: {
    action: ["INSPECT", "BYPASS_INSPECT"],
    conditions: [[{ APP_GROUP: ["Finance apps"] }], [{ APP_GROUP: ["Finance apps", "HR & Payroll"] }]],
    inspectionProfile: ["OWASP, log only", "OWASP, block"],
  },
  variants: [{ kept: { inspectionProfile: "OWASP, log only" } }],
};
