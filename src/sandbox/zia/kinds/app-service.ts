import { lookup, named } from "../lookup.ts";

export const appService = lookup("zia/app-service", "appServices", "appService", { fields: named });
