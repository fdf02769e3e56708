import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { action: "BLOCK_RESET" },
  values: {
    action: ["ALLOW", "BLOCK_DROP"],
    srcIps: addresses,
    destAddresses: [["198.51.100.0/24"], ["198.51.100.0/24", "host.story.example"]],
    eunTemplateId: [3, 4],
  },
  elsewhere: ["rank"],
};
