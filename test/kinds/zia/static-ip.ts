import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  names: ["192.0.2.201", "2001:db8::202"],
  minimal: {},
  values: {
    geoOverride: [
      { latitude: 37.6326, longitude: -97.5 },
      { latitude: 37.6326, longitude: 0 },
    ],
  },
};
