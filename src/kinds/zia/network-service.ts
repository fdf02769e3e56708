import { portRanges } from "../fields/ports.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

/** A service needs ports of at least one protocol. [provider] */
export const networkService = defineKind({
  name: "zia/network-service",
  title: "network service",
  summary: "Ports and protocols under a name that rules refer to.",
  terraform: ["zia_firewall_filtering_network_service"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/networkServices",
    paging: "whole",
    create: "/zia/api/v1/networkServices",
    update: "/zia/api/v1/networkServices/{id}",
    remove: "/zia/api/v1/networkServices/{id}",
  },
  // Those of the vendor are known by their tag (`DNS`, `TCP_ANY`) and cannot be taken over. [recorded, provider]
  standing: ({ type = "CUSTOM" }) => (type === "CUSTOM" ? "custom" : "fixed"),
  fields: {
    description: text({ about: "Free text, up to 10240 characters", max: 10240 }),
    // Ports from narrow what ports to open, and stand alone where there are none. [INFERRED]
    srcTcpPorts: portRanges({ about: "TCP ports it comes from; none means any", role: "effect" }),
    destTcpPorts: portRanges({
      about: "TCP ports it goes to",
      role: "content",
      filled: true,
      openedBy: "srcTcpPorts",
    }),
    srcUdpPorts: portRanges({ about: "UDP ports it comes from; none means any", role: "effect" }),
    destUdpPorts: portRanges({
      about: "UDP ports it goes to",
      role: "content",
      filled: true,
      openedBy: "srcUdpPorts",
    }),
  },
  readOnly: ["id", "tag", "type", "isNameL10nTag", "creatorContext"],
});
