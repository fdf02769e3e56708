import { defineLookup } from "../kind.ts";

export const branchConnectorGroup = defineLookup({
  name: "zpa/branch-connector-group",
  title: "branch connector group",
  summary: "Branch connectors under a name.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/branchConnectorGroup",
    paging: { style: "total-pages", size: 500 },
  },
});
