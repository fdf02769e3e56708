import { defineLookup } from "../kind.ts";

export const scimGroup = defineLookup({
  name: "zpa/scim-group",
  title: "SCIM group",
  summary: "A group an identity provider pushes.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/userconfig/v1/customers/{customer}/scimgroup/idpId/{parent}",
    paging: { style: "total-pages", size: 500 },
  },
  parent: "zpa/idp",
});
