import { texts } from "../fields/list.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

/** The vendor's own group of Office 365 applications is not marked as such and can be declared like any other. [recorded] */
export const networkApplicationGroup = defineKind({
  name: "zia/network-application-group",
  title: "network application group",
  summary: "A named set of network applications that rules refer to.",
  terraform: ["zia_firewall_filtering_network_application_groups"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/networkApplicationGroups",
    paging: "whole",
    create: "/zia/api/v1/networkApplicationGroups",
    update: "/zia/api/v1/networkApplicationGroups/{id}",
    remove: "/zia/api/v1/networkApplicationGroups/{id}",
  },
  fields: {
    description: text({ about: "Free text, up to 10240 characters", max: 10240 }),
    networkApplications: texts({
      about: "Network application ids such as SSH",
      role: "content",
      filled: true,
    }),
  },
  readOnly: ["id"],
});
