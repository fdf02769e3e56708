import { texts } from "../field.ts";
import { atMost, settingsTable } from "../settings-table.ts";

/** Recorded: no PUT; entries come and go. What an empty list reads as is assumed. Help: 25,000 entries. */
export const authExemptedUrls = settingsTable(
  "zia/auth-exempted-urls",
  "authSettings/exemptedUrls",
  { urls: texts({ shown: [] }) },
  { list: { key: "urls", method: "POST", below: "" } },
  atMost(25_000, "urls"),
);
