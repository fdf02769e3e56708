import { textsOf } from "../json.ts";
import type { Builder } from "./builder.ts";

/** How Acme's traffic comes in: an address for each location, two that wait for one, and tunnels of small offices. */
export function addLines(acme: Builder): void {
  for (const location of acme.tenant.collection("zia/location").values()) {
    if (Number(location.parentId ?? 0) !== 0) continue;
    for (const address of textsOf(location.ipAddresses))
      acme.zia("zia/static-ip", address, { comment: location.name ?? "" });
  }
  acme.zia("zia/static-ip", "203.0.113.220", { comment: "Lisbon, ordered in May" });
  acme.zia("zia/static-ip", "203.0.113.221", {
    comment: "Ship Hedwig",
    geoOverride: true,
    latitude: 53.5461,
    longitude: 9.9661,
  });
  for (const office of ["porto", "graz"]) {
    const fqdn = `${office}@acme.example`;
    acme.zia("zia/vpn-credential", fqdn, { type: "UFQDN", comments: `Sales office, ${office}` });
  }
}
