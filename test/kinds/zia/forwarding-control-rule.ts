import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { forwardMethod: "DIRECT" },
  values: {
    forwardMethod: ["DIRECT", "GEOIP"],
    srcIps: addresses,
    destAddresses: [["198.51.100.0/24"], ["198.51.100.0/24", "host.story.example"]],
  },
  variants: [
    { without: ["proxyGateway"] },
    {
      only: ["forwardMethod", "proxyGateway"],
      values: { forwardMethod: ["PROXYCHAIN", "DIRECT"] },
      kept: { forwardMethod: "DIRECT" },
    },
  ],
  elsewhere: ["rank"],
};
