import { defineLookup } from "../kind.ts";

export const cloudConnectorGroup = defineLookup({
  name: "zpa/cloud-connector-group",
  title: "cloud connector group",
  summary: "Cloud (edge) connectors under a name.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/cloudConnectorGroup",
    paging: { style: "total-pages", size: 500 },
  },
});
