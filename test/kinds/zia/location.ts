import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { ipAddresses: ["203.0.113.220"] },
  portal: { ipAddresses: ["203.0.113.220"] },
  values: {
    country: ["GERMANY", "FRANCE"],
    tz: ["GERMANY_EUROPE_BERLIN", "FRANCE_EUROPE_PARIS"],
    language: ["GERMAN", "FRENCH"],
    ports: [[8080], [8080, 9443]],
    idleTimeInMinutes: ["8h", "90m"],
    surrogateRefreshTimeInMinutes: ["2h", "45m"],
    aupTimeoutInDays: [30, 7],
    upBandwidth: ["50Mbps", "1500kbps"],
    dnBandwidth: ["1Gbps", "100Mbps"],
  },
  variants: [
    {
      without: ["surrogateIP", "surrogateIPEnforcedForKnownBrowsers"],
      kept: { ports: [8080] },
    },
    {
      only: [
        "ipAddresses",
        "authRequired",
        "surrogateIP",
        "idleTimeInMinutes",
        "surrogateIPEnforcedForKnownBrowsers",
        "surrogateRefreshTimeInMinutes",
      ],
      values: { surrogateIP: [true, false] },
      along: {
        surrogateIP: { surrogateIPEnforcedForKnownBrowsers: false },
        authRequired: { surrogateIP: false, surrogateIPEnforcedForKnownBrowsers: false },
      },
      back: { surrogateIP: { surrogateIPEnforcedForKnownBrowsers: true } },
      kept: { ipAddresses: ["203.0.113.221"] },
    },
  ],
};
