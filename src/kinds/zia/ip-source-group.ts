import { addresses } from "../fields/addresses.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { networkReadOnly, networkStanding } from "./owned-elsewhere.ts";

export const ipSourceGroup = defineKind({
  name: "zia/ip-source-group",
  title: "IP source group",
  summary: "A named set of source addresses that rules refer to.",
  terraform: ["zia_firewall_filtering_ip_source_groups"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/ipSourceGroups",
    paging: "whole",
    create: "/zia/api/v1/ipSourceGroups",
    update: "/zia/api/v1/ipSourceGroups/{id}",
    remove: "/zia/api/v1/ipSourceGroups/{id}",
  },
  standing: networkStanding,
  fields: {
    description: text({ about: "Free text, up to 10240 characters", max: 10240 }),
    ipAddresses: addresses({
      about: "IP addresses, CIDR blocks, ranges; up to 8000",
      role: "content",
      required: true,
      numeric: true,
    }),
  },
  readOnly: [...networkReadOnly, "extranetIpPool"],
});
