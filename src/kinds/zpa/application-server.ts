import { defineLookup } from "../kind.ts";

export const applicationServer = defineLookup({
  name: "zpa/application-server",
  title: "application server",
  summary: "A server with a fixed address.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/server",
    paging: { style: "total-pages", size: 500 },
  },
});
