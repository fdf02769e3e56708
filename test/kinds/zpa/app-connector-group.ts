import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { enabled: true, location: "Lyon, France", latitude: 45.76, longitude: 4.84 },
  values: {
    latitude: [51.0504, -33.92],
    longitude: [13.7373, 18.42],
    upgradeTimeInSecs: ["03:15", "22:00"],
    versionProfile: ["New Release", "Previous Default"],
  },
};
