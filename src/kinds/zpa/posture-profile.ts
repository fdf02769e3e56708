import { defineLookup } from "../kind.ts";
import { withoutCloud } from "./cloud-suffix.ts";

export const postureProfile = defineLookup({
  name: "zpa/posture-profile",
  title: "posture profile",
  summary: "What a device has to show.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/posture",
    paging: { style: "total-pages", size: 500 },
  },
  // Policies refer to the udid, not to the id. [recorded]
  id: "postureUdid",
  // Names end in the cloud they come from, ` (zscalerthree.net)`; people leave that out. [recorded]
  names: (wire) => (typeof wire.name === "string" ? [withoutCloud(wire.name), wire.name] : []),
});
