import { ref } from "../fields/references.ts";
import { defineReferrer } from "../kind.ts";

export const appConnector = defineReferrer({
  name: "zpa/app-connector",
  title: "app connector",
  summary: "A machine that enrolled into an app connector group.",
  bystander: true,
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/connector",
    paging: { style: "total-pages", size: 500 },
  },
  fields: {
    group: ref("zpa/app-connector-group", {
      about: "The group it enrolled into",
      wire: "appConnectorGroupId",
      named: "appConnectorGroupName",
    }),
  },
});
