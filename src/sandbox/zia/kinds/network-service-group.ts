import { int, refs, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";
import { ownedElsewhere } from "../network-objects.ts";

export const networkServiceGroup: ZiaKind = {
  kind: "zia/network-service-group",
  path: "networkServiceGroups",
  nameKey: "name",
  family: "network",
  writable: true,
  echo: "full",
  // Help: limits.
  maxRows: 121,
  audit: ["FIREWALL_RESOURCE", "NETWORK_SERVICE_GROUP"],
  word: "NETWORK SERVICE GROUP",
  owned: ownedElsewhere,
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    services: refs("zia/network-service", { shown: [] }),
    creatorContext: text({ readOnly: true, shown: "ZIA" }),
  },
};
