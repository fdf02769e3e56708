import { coordinates } from "../fields/coordinates.ts";
import { flag, text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

/** An address that traffic reaches the service from; its name is the address. */
export const staticIp = defineKind({
  name: "zia/static-ip",
  title: "static IP",
  summary: "A public address of ours that locations and tunnels use.",
  terraform: ["zia_traffic_forwarding_static_ip"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/staticIP",
    paging: { style: "until-empty", size: 1000 },
    create: "/zia/api/v1/staticIP",
    update: "/zia/api/v1/staticIP/{id}",
    remove: "/zia/api/v1/staticIP/{id}",
  },
  nameKey: "ipAddress",
  fixedName: true,
  // Addresses that the vendor provisioned itself may stand in no list. [INFERRED]
  openIds: /^[0-9A-Fa-f.:]+$/,
  heldByName: true,
  namePattern: /^(\d{1,3}(\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*)$/,
  fields: {
    comment: text({ about: "Free text" }),
    // Rules may ask for the country of an address. [INFERRED: that it follows from this]
    geoOverride: coordinates({ about: "Where it is, if not where the service believes it to be", role: "effect" }),
    routableIP: flag({ about: "Whether a private address is routable", role: "effect", otherwise: true }),
  },
  readOnly: ["id", "city", "lastModificationTime", "lastModifiedBy", "managedBy"],
});
