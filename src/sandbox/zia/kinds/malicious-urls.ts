import { texts } from "../field.ts";
import { settingsTable } from "../settings-table.ts";

/** SDK: written by PUT with an action only. */
export const maliciousUrls = settingsTable(
  "zia/malicious-urls",
  "cyberThreatProtection/maliciousUrls",
  { maliciousUrls: texts({ shown: [] }) },
  { list: { key: "maliciousUrls", method: "PUT", below: "" } },
);
