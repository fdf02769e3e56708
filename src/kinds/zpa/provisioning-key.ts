import { ref } from "../fields/references.ts";
import { defineReferrer } from "../kind.ts";

/** Keys of one association type are listed together; only those of connector groups name what documents can declare. */
export const provisioningKey = defineReferrer({
  name: "zpa/provisioning-key",
  title: "provisioning key",
  summary: "The key new connectors enrol with.",
  bystander: true,
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/associationType/CONNECTOR_GRP/provisioningKey",
    paging: { style: "total-pages", size: 500 },
  },
  fields: {
    group: ref("zpa/app-connector-group", {
      about: "The group it enrols into",
      wire: "zcomponentId",
      named: "zcomponentName",
    }),
  },
});
