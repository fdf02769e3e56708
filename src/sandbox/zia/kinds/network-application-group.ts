import { ids, int, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

export const networkApplicationGroup: ZiaKind = {
  kind: "zia/network-application-group",
  path: "networkApplicationGroups",
  nameKey: "name",
  family: "network",
  writable: true,
  echo: "full",
  // Help: limits.
  maxRows: 126,
  audit: ["FIREWALL_RESOURCE", "NETWORK_APPLICATION_GROUP"],
  word: "NETWORK APPLICATION GROUP",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    networkApplications: ids({ shown: [] }),
  },
};
