import { texts } from "../field.ts";
import { atMost, settingsTable } from "../settings-table.ts";

/** Recorded: an empty allowlist reads as `{}`, unlike an empty denylist. Provider: 255 entries. */
export const securityAllowlist = settingsTable(
  "zia/security-allowlist",
  "security",
  { whitelistUrls: texts() },
  { put: "replaces" },
  atMost(255, "whitelistUrls"),
);
