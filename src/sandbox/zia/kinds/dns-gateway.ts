import { lookup, named } from "../lookup.ts";

export const dnsGateway = lookup("zia/dns-gateway", "dnsGateways", "firewall", { fields: named });
