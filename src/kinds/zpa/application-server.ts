import { flag, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const path = "/zpa/mgmtconfig/v1/admin/customers/{customer}/server";

export const applicationServer = defineKind({
  name: "zpa/application-server",
  title: "application server",
  summary: "A server with a fixed address, for server groups without dynamic discovery.",
  terraform: ["zpa_application_server"],
  activation: "none",
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
    // Several servers may have one address. [recorded]
    address: text({ about: "IP address or host name", role: "effect", required: true }),
    enabled: flag({ about: "Whether it is used", role: "effect", required: true, otherwise: true }),
  },
  // Membership belongs to the server groups (servers); sending it here would write it from two sides. [provider]
  readOnly: [...auditKeys, "appServerGroupIds", "configSpace"],
});
