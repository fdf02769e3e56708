import { addresses } from "../fields/addresses.ts";
import { countries } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { oneOf, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { networkReadOnly, networkStanding } from "./owned-elsewhere.ts";

export const ipDestinationGroup = defineKind({
  name: "zia/ip-destination-group",
  title: "IP destination group",
  summary: "A named set of destinations that rules refer to.",
  terraform: ["zia_firewall_filtering_destination_groups"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/ipDestinationGroups",
    paging: "whole",
    create: "/zia/api/v1/ipDestinationGroups",
    update: "/zia/api/v1/ipDestinationGroups/{id}",
    remove: "/zia/api/v1/ipDestinationGroups/{id}",
  },
  standing: networkStanding,
  fields: {
    description: text({ about: "Free text, up to 10240 characters", max: 10240 }),
    type: oneOf("DSTN_IP DSTN_FQDN DSTN_DOMAIN DSTN_OTHER".split(" "), {
      about: "Whether it holds addresses, host names, domains, or countries and categories (DSTN_OTHER)",
      role: "effect",
      required: true,
      fixed: true,
    }),
    addresses: addresses({
      about: "Addresses, CIDR blocks, ranges; host names or domains where the type says so",
      role: "content",
      filled: true,
    }),
    countries: countries({
      about: "Countries, with type DSTN_OTHER",
      role: "content",
      filled: true,
      any: [],
    }),
    ipCategories: refs("zia/url-category", {
      about: "URL categories, with type DSTN_OTHER",
      form: "bare",
      role: "content",
      filled: true,
    }),
  },
  // Both come with a read, and no client writes them: the one repeats `addresses`. [recorded, SDK]
  readOnly: [...networkReadOnly, "ipAddresses", "urlCategories"],
});
