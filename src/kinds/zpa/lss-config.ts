import { refs } from "../fields/references.ts";
import { isObject } from "../fields/shape.ts";
import { defineReferrer } from "../kind.ts";

/** Its rule stands in the policy set of log streaming, see zpa/siem-rule. */
export const lssConfig = defineReferrer({
  name: "zpa/lss-config",
  title: "log streaming configuration",
  summary: "Where logs are sent, and through which connectors.",
  bystander: true,
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/lssConfig",
    paging: { style: "total-pages", size: 500 },
  },
  // The name stands one level down. [SDK]
  names: ({ id, config }) => [isObject(config) && typeof config.name === "string" ? config.name : String(id)],
  fields: {
    connectorGroups: refs("zpa/app-connector-group", { about: "Connector groups that send them", form: "text" }),
  },
});
