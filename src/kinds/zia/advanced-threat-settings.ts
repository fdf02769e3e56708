import { countries } from "../fields/list.ts";
import { flag, integer } from "../fields/text.ts";
import { defineSingleton } from "../kind.ts";
import { protection, threats } from "./threat-fields.ts";

const path = "/zia/api/v1/cyberThreatProtection/advancedThreatSettings";

export const advancedThreatSettings = defineSingleton({
  name: "zia/advanced-threat-settings",
  title: "advanced threat protection settings",
  summary: "Which threats are blocked in the traffic of everybody.",
  terraform: ["zia_advanced_threat_settings"],
  activation: "staged",
  api: { style: "rest", list: path, paging: "one", update: path },
  fields: {
    // Pages with a higher risk are blocked. [SDK]
    riskTolerance: integer({
      about: "Page risk that is let through, 0 to 100",
      role: "effect",
      loosens: "increases",
      min: 0,
      max: 100,
    }),
    riskToleranceCapture: flag({ about: "Captures the packets of risky pages" }),
    ...threats({
      cmdCtlServer: "connections to known command and control servers",
      cmdCtlTraffic: "botnets talking to unknown servers",
      malwareSites: "known malicious sites",
      activeX: "vulnerable ActiveX controls",
      browserExploits: "known browser exploits",
      // The API's own spelling.
      fileFormatVunerabilites: "known vulnerabilities of file formats",
      knownPhishingSites: "known phishing sites",
      suspectedPhishingSites: "suspected phishing sites",
      suspectAdwareSpywareSites: "callbacks of spyware",
      webspam: "web spam",
      ircTunnelling: "IRC tunnelled over HTTP",
      anonymizer: "anonymizers",
      potentialMaliciousRequests: "cross-site scripting",
      bitTorrent: "BitTorrent",
      tor: "Tor",
      googleTalk: "Google Talk",
      sshTunnelling: "SSH tunnelled over HTTP",
      cryptoMining: "cryptocurrency mining",
      adSpywareSites: "sites with adware or spyware",
      dgaDomains: "generated domains",
    }),
    // The one threat whose twin is named otherwise. [recorded]
    cookieStealingBlocked: protection("Blocks sites that gather cookies"),
    cookieStealingPCAPEnabled: flag({ about: "Captures the packets of sites that gather cookies" }),
    wpadBlocked: protection("Blocks proxy auto-discovery"),
    blockedCountries: countries({
      about: "Countries whose sites are blocked; none blocks none",
      any: [],
      role: "effect",
      loosens: "removals",
    }),
    blockCountriesCapture: flag({ about: "Captures the packets of blocked countries" }),
    alertForUnknownOrSuspiciousC2Traffic: flag({ about: "Alerts on suspicious command and control traffic" }),
    maliciousUrlsCapture: flag({ about: "Captures the packets of malicious URLs" }),
  },
});
