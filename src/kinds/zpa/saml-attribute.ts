import { defineLookup } from "../kind.ts";

export const samlAttribute = defineLookup({
  name: "zpa/saml-attribute",
  title: "SAML attribute",
  summary: "An attribute of a SAML assertion, named attribute_idp.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/samlAttribute",
    paging: { style: "total-pages", size: 500 },
  },
});
