import { texts } from "../field.ts";
import { atMost, settingsTable } from "../settings-table.ts";

/** Recorded: replaced by PUT, or changed by entries one path below. Provider: 275,000 entries (help: 25,000). */
export const securityDenylist = settingsTable(
  "zia/security-denylist",
  "security/advanced",
  { blacklistUrls: texts({ shown: [] }) },
  { put: "replaces", list: { key: "blacklistUrls", method: "POST", below: "blacklistUrls" } },
  atMost(275_000, "blacklistUrls"),
);
