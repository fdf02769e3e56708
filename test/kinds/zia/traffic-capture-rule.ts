import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { action: "CAPTURE" },
  values: {
    srcIps: addresses,
    destAddresses: [["198.51.100.0/24"], ["198.51.100.0/24", "host.story.example"]],
    nwApplications: [["SSH"], ["SSH", "ICQ"]],
  },
  elsewhere: ["rank"],
};
