import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {
    enabled: true,
    segmentGroup: "Finance apps",
    serverGroups: ["Finance DC Dresden"],
    domainNames: ["minimal.story.example"],
  },
  values: {
    domainNames: [["full.story.example"], ["full.story.example", "*.more.story.example"]],
    tcpPorts: [[443], [443, "8000-8010"]],
    udpPorts: [["53"], ["53", 123]],
  },
  variants: [
    { without: ["autoAppProtectEnabled", "selectConnectorCloseToApp", "matchStyle"] },
    {
      without: ["ipAnchored", "doubleEncrypt", "adpEnabled", "udpPorts", "healthReporting"],
      values: { domainNames: [["inclusive.story.example"], ["inclusive.story.example", "b.story.example"]] },
    },
  ],
};
