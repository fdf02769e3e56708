import { defineLookup } from "../kind.ts";

export const machineGroup = defineLookup({
  name: "zpa/machine-group",
  title: "machine group",
  summary: "Machines enrolled for machine tunnels.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/machineGroup",
    paging: { style: "total-pages", size: 500 },
  },
});
