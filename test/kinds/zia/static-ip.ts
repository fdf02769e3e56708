import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  names: ["192.0.2.201", "192.0.2.202", "2001:db8::203"],
  minimal: {},
  variants: [
    { only: ["comment", "routableIP"] },
    {
      only: ["geoOverride", "latitude", "longitude"],
      values: { latitude: [37.6326, -37.6326], longitude: [-97.5, 0] },
      along: { geoOverride: { latitude: null, longitude: null } },
    },
  ],
};
