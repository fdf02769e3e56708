import { defineLookup } from "../kind.ts";

export const idp = defineLookup({
  name: "zpa/idp",
  title: "identity provider",
  summary: "Where users come from.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/idp",
    paging: { style: "total-pages", size: 500 },
  },
});
