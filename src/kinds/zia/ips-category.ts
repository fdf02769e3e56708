import { defineLookup } from "../kind.ts";

export const ipsCategory = defineLookup({
  name: "zia/ips-category",
  title: "IPS threat category",
  summary: "A sort of threat that IPS rules look for.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/ipsCategories", paging: "whole", maybePaged: true },
});
