import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {
    protocols: ["ANY_RULE"],
    bandwidthClasses: ["BANDWIDTH_CAT_MEDIA"],
    minBandwidth: 0,
    maxBandwidth: 40,
  },
  values: {
    protocols: [["HTTPS_RULE"], ["HTTPS_RULE", "HTTP_RULE"]],
    bandwidthClasses: [["LARGE_FILE"], ["LARGE_FILE", "BANDWIDTH_CAT_MEDIA"]],
    minBandwidth: [10, 20],
    maxBandwidth: [60, 70],
  },
  elsewhere: ["rank"],
};
