import { texts } from "../field.ts";
import { settingsTable } from "../settings-table.ts";

/** Python SDK: a plain PUT replaces. Go SDK: PUT with an action adds or removes. */
export const securityExceptions = settingsTable(
  "zia/security-exceptions",
  "cyberThreatProtection/securityExceptions",
  { bypassUrls: texts({ shown: [] }) },
  { put: "replaces", list: { key: "bypassUrls", method: "PUT", below: "" } },
);
