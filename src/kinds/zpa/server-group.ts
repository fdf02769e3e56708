import { refs } from "../fields/references.ts";
import { flag, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const path = "/zpa/mgmtconfig/v1/admin/customers/{customer}/serverGroup";

export const serverGroup = defineKind({
  name: "zpa/server-group",
  title: "server group",
  summary: "Where a segment's applications are found, and through which connectors.",
  activation: "none",
  terraform: ["zpa_server_group"],
  api: {
    style: "rest",
    list: path,
    paging: { style: "total-pages", size: 500 },
    create: path,
    update: `${path}/{id}`,
    remove: `${path}/{id}`,
  },
  standing: managedStanding,
  fields: {
    description: text({ about: "Free text" }),
    enabled: flag({ about: "Whether it is used", role: "effect", required: true }),
    dynamicDiscovery: flag({
      about: "Find servers by name; without it, servers must be given",
      role: "effect",
      required: true,
    }),
    servers: refs("zpa/application-server", {
      about: "Servers, without dynamic discovery",
      form: "text",
      role: "effect",
    }),
    appConnectorGroups: refs("zpa/app-connector-group", {
      about: "Connector groups",
      form: "text",
      role: "effect",
      required: true,
    }),
    ipAnchored: flag({ about: "Source IP anchoring", role: "effect" }),
    extranetEnabled: flag({ about: "Reached over an extranet", role: "effect" }),
  },
  readOnly: [...auditKeys, "applications", "weight", "passive", "configSpace"],
});
