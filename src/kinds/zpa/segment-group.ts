import { flag, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { auditKeys, managedStanding } from "./read-only.ts";

const path = "/zpa/mgmtconfig/v1/admin/customers/{customer}/segmentGroup";

export const segmentGroup = defineKind({
  name: "zpa/segment-group",
  title: "segment group",
  summary: "Application segments under one name; access rules refer to it.",
  activation: "none",
  terraform: ["zpa_segment_group"],
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
    enabled: flag({ about: "Whether its segments can be reached", role: "content", required: true, otherwise: true }),
    tcpKeepAliveEnabled: flag({ about: "Keep idle TCP connections alive", digit: true }),
  },
  // Membership belongs to the segments (segmentGroup); sending it here would write it from two sides. [recorded, vendor help]
  readOnly: [...auditKeys, "applications", "policyMigrated", "configSpace"],
  metByAny: true,
});
