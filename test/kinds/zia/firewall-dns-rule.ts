import { addresses, type Example } from "../../support/kind-example.ts";

const special = ["redirectIp", "blockResponseCode"];

export const example: Example = {
  minimal: { action: "BLOCK" },
  values: {
    action: ["ALLOW", "BLOCK"],
    protocols: [["UDP_RULE"], ["UDP_RULE", "TCP_RULE"]],
    srcIps: addresses,
    destAddresses: [["198.51.100.53"], ["198.51.100.53", "dns.story.example"]],
    applications: [["DNSTUNNEL"], ["DNSTUNNEL", "ICQ"]],
    eunTemplateId: [3, 4],
  },
  variants: [
    { without: special },
    {
      only: ["action", "redirectIp"],
      values: { action: ["REDIR_REQ", "BLOCK"], redirectIp: ["192.0.2.53", "192.0.2.54"] },
    },
    {
      only: ["action", "blockResponseCode"],
      values: { action: ["BLOCK_WITH_RESPONSE", "BLOCK"], blockResponseCode: ["NXDOMAIN", "REFUSED"] },
      kept: { blockResponseCode: "NXDOMAIN" },
    },
  ],
  elsewhere: ["rank"],
};
