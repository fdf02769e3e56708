import { int, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

/** Made by administrators. The key that comes with a new one is shown by no answer (recorded), so it is not kept. */
export const vpnCredential: ZiaKind = {
  kind: "zia/vpn-credential",
  path: "vpnCredentials",
  nameKey: "fqdn",
  family: "organisation",
  loose: true,
  echo: "full",
  paging: { size: 100, max: 1000, by: "id" },
  audit: ["TRAFFIC_FORWARDING", "VPN_CREDENTIAL"],
  word: "VPN CREDENTIAL",
  fields: {
    id: int({ readOnly: true }),
    type: text({ initial: "UFQDN" }),
    fqdn: text(),
    ipAddress: text(),
    comments: text(),
  },
};
