import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { reauthTimeout: "12h", reauthIdleTimeout: "default" },
  values: {
    reauthTimeout: ["2d", "never"],
    reauthIdleTimeout: ["90m", "never"],
    conditions: [
      [{ APP: ["ERP"], APP_GROUP: ["Finance apps"] }, { POSTURE: [{ profile: "Corporate laptop", is: false }] }],
      [{ APP: ["ERP"], APP_GROUP: ["Finance apps"] }],
    ],
  },
};
