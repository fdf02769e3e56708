import { lookup, named } from "../lookup.ts";

export const appServiceGroup = lookup("zia/app-service-group", "appServiceGroups", "appService", { fields: named });
