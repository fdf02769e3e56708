import { lookup, named } from "../lookup.ts";

export const httpHeaderProfile = lookup("zia/http-header-profile", "httpHeaderProfiles", "network", { fields: named });
