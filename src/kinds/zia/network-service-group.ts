import { refs } from "../fields/references.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { networkReadOnly, networkStanding } from "./owned-elsewhere.ts";

export const networkServiceGroup = defineKind({
  name: "zia/network-service-group",
  title: "network service group",
  summary: "A named set of network services that rules refer to.",
  terraform: ["zia_firewall_filtering_network_service_groups"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/networkServiceGroups",
    paging: "whole",
    create: "/zia/api/v1/networkServiceGroups",
    update: "/zia/api/v1/networkServiceGroups/{id}",
    remove: "/zia/api/v1/networkServiceGroups/{id}",
  },
  standing: networkStanding,
  fields: {
    description: text({ about: "Free text, up to 10240 characters", max: 10240 }),
    services: refs("zia/network-service", {
      about: "Network services, the vendor's by their tag (DNS)",
      form: "number",
      role: "content",
      filled: true,
    }),
  },
  readOnly: networkReadOnly,
});
