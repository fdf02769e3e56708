import { z } from "zod";
import { facets } from "./facets.ts";

const web = ["HTTP", "HTTPS"];
const off = { schema: z.boolean(), otherwise: false };
const on = { schema: z.boolean(), otherwise: true };

/** Vendor help: HTTPS needs a certificate (or one that Zscaler manages), HTTP has none. */
const certificateOf = ({ protocol, certificate }: { readonly protocol: string; readonly certificate?: string }) =>
  protocol === "HTTP" && certificate !== undefined ? "HTTP takes no certificate" : undefined;

/** The other ways to a segment than the client. */
export const facetFields = {
  browserAccess: facets({
    about: "Hosts that open in a browser, without the client",
    role: "effect",
    loosens: "additions",
    shown: "clientlessApps",
    type: "BROWSER_ACCESS",
    idKey: "baAppId",
    deletedKey: "deletedBaApps",
    protocols: web,
    settings: { enabled: on, trustUntrustedCert: off, allowOptions: off },
    objection: certificateOf,
  }),
  inspection: facets({
    about: "Hosts whose traffic AppProtection can look into",
    role: "effect",
    loosens: "removals",
    shown: "inspectionApps",
    type: "INSPECT",
    idKey: "inspectAppId",
    deletedKey: "deletedInspectApps",
    protocols: web,
    settings: { enabled: on, trustUntrustedCert: off },
    objection: certificateOf,
  }),
  privilegedAccess: facets({
    about: "Hosts whose desktop or shell opens in a browser",
    role: "effect",
    loosens: "additions",
    shown: "praApps",
    type: "SECURE_REMOTE_ACCESS",
    idKey: "praAppId",
    deletedKey: "deletedPraApps",
    protocols: ["RDP", "SSH", "VNC"],
    settings: {
      connectionSecurity: {
        schema: z.enum(["ANY", "NLA", "NLA_EXT", "TLS", "VM_CONNECT", "RDP"]).meta({ "x-open": true }),
        otherwise: undefined,
      },
    },
    // [provider]
    objection: ({ protocol, connectionSecurity }) =>
      (protocol === "RDP") === (connectionSecurity !== undefined)
        ? undefined
        : `connectionSecurity is ${protocol === "RDP" ? "needed for" : "only for"} RDP`,
  }),
};
