import { defineLookup } from "../kind.ts";

export const scimAttribute = defineLookup({
  name: "zpa/scim-attribute",
  title: "SCIM attribute",
  summary: "An attribute an identity provider pushes.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/idp/{parent}/scimattribute",
    paging: { style: "total-pages", size: 500 },
  },
  parent: "zpa/idp",
});
