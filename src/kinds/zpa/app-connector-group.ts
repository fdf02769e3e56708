import { defineLookup } from "../kind.ts";

export const appConnectorGroup = defineLookup({
  name: "zpa/app-connector-group",
  title: "app connector group",
  summary: "Connectors in front of private applications.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/appConnectorGroup",
    paging: { style: "total-pages", size: 500 },
  },
});
