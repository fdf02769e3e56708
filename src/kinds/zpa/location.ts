import { defineLookup } from "../kind.ts";

export const location = defineLookup({
  name: "zpa/location",
  title: "ZPA location",
  summary: "A location ZPA knows.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/location/summary",
    paging: { style: "total-pages", size: 500 },
  },
});
