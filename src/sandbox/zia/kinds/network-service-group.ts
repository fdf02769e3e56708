import { refs, text } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const networkServiceGroup = lookup("zia/network-service-group", "networkServiceGroups", "network", {
  fields: { ...named, services: refs("zia/network-service", { shown: [] }), creatorContext: text({ shown: "ZIA" }) },
});
