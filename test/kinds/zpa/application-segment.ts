import type { Example } from "../../support/kind-example.ts";

const full = { domain: "full.story.example", port: 443 };
const web = { ...full, protocol: "HTTPS", certificate: "Wildcard acme.example" };

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
    browserAccess: [[web], [{ ...web, certificate: "Plants", allowOptions: true }]],
    inspection: [[{ ...web, trustUntrustedCert: true }], [{ ...full, protocol: "HTTP", enabled: false }]],
    privilegedAccess: [[{ ...full, protocol: "RDP", connectionSecurity: "NLA" }], [{ ...full, protocol: "SSH" }]],
  },
  variants: [
    { without: ["autoAppProtectEnabled", "selectConnectorCloseToApp", "matchStyle"] },
    {
      // Only exclusive segments open in a browser or are looked into.
      without: [
        ...["ipAnchored", "doubleEncrypt", "adpEnabled", "udpPorts", "healthReporting"],
        ...["browserAccess", "inspection", "privilegedAccess"],
      ],
      values: { domainNames: [["inclusive.story.example"], ["inclusive.story.example", "b.story.example"]] },
    },
  ],
};
