import { lookup, named } from "../lookup.ts";

export const proxyGateway = lookup("zia/proxy-gateway", "proxyGateways", "firewall", { fields: named });
