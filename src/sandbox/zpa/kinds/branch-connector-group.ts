import { lookup } from "../lookup.ts";

export const branchConnectorGroup = lookup("zpa/branch-connector-group", "branchConnectorGroup", {
  always: { enabled: true },
});
