import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { redirectIp: "192.0.2.9" },
  values: {
    redirectIp: ["192.0.2.9", "192.0.2.10"],
    redirectFqdn: ["sink.story.example", "pot.story.example"],
    redirectPort: [8053, 8054],
    srcIps: addresses,
    destAddresses: [["198.51.100.0/24"], ["198.51.100.0/24", "host.story.example"]],
  },
  variants: [
    { without: ["redirectFqdn"], kept: { redirectIp: "192.0.2.9" } },
    { only: ["redirectFqdn"], kept: { redirectFqdn: "sink.story.example" } },
  ],
  elsewhere: ["rank"],
};
