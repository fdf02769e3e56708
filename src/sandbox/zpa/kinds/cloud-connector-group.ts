import { lookup } from "../lookup.ts";

export const cloudConnectorGroup = lookup("zpa/cloud-connector-group", "cloudConnectorGroup", {
  always: { enabled: true },
});
