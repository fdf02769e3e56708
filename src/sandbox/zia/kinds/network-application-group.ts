import { texts } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const networkApplicationGroup = lookup("zia/network-application-group", "networkApplicationGroups", "network", {
  fields: { ...named, networkApplications: texts({ shown: [] }) },
});
