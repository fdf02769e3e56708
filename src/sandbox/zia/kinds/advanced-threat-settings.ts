import type { Wire } from "../../json.ts";
import { countries, int } from "../field.ts";
import { settingsTable, switches, threatSwitches } from "../settings-table.ts";

const threats =
  "cmdCtlServer cmdCtlTraffic malwareSites activeX browserExploits fileFormatVunerabilites knownPhishingSites suspectedPhishingSites suspectAdwareSpywareSites webspam ircTunnelling anonymizer potentialMaliciousRequests bitTorrent tor googleTalk sshTunnelling cryptoMining adSpywareSites dgaDomains";

/** SDK: the tolerance goes from 0 to 100; the words of the refusal are assumed. */
const checkTolerance = ({ riskTolerance }: Wire): string | undefined =>
  Number(riskTolerance ?? 0) < 0 || Number(riskTolerance ?? 0) > 100 ? "Invalid risk tolerance" : undefined;

/** Recorded keys; `wpadBlocked` is on the wire although no SDK knows it. */
export const advancedThreatSettings = settingsTable(
  "zia/advanced-threat-settings",
  "cyberThreatProtection/advancedThreatSettings",
  {
    riskTolerance: int({ initial: 0, shown: 0 }),
    ...threatSwitches(threats),
    ...switches([
      "riskToleranceCapture",
      "cookieStealingBlocked",
      "cookieStealingPCAPEnabled",
      "wpadBlocked",
      "blockCountriesCapture",
      "alertForUnknownOrSuspiciousC2Traffic",
      "maliciousUrlsCapture",
    ]),
    blockedCountries: countries(),
  },
  { put: "replaces" },
  checkTolerance,
);
