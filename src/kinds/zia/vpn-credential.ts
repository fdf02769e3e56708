import { defineLookup } from "../kind.ts";

/** Never declared: its key is written once and read by nobody. */
export const vpnCredential = defineLookup({
  name: "zia/vpn-credential",
  title: "VPN credential",
  summary: "How a tunnel of a location signs in, by its FQDN or address.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/vpnCredentials", paging: { style: "until-empty", size: 1000 } },
  nameKey: "fqdn",
  names: ({ fqdn, ipAddress }) =>
    [fqdn, ipAddress].filter((name): name is string => typeof name === "string" && name !== "").slice(0, 1),
});
