import { defineLookup } from "../kind.ts";
import { withoutCloud } from "./cloud-suffix.ts";

export const trustedNetwork = defineLookup({
  name: "zpa/trusted-network",
  title: "trusted network",
  summary: "A network users may come from.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/network",
    paging: { style: "total-pages", size: 500 },
  },
  // Policies refer to the network id, not to the id. [recorded]
  id: "networkId",
  // Names end in the cloud they come from, ` (zscalerthree.net)`; people leave that out. [recorded]
  names: (wire) => (typeof wire.name === "string" ? [withoutCloud(wire.name), wire.name] : []),
});
