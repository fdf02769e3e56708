import { urls } from "../fields/list.ts";
import { defineSingleton } from "../kind.ts";

const path = "/zia/api/v1/cyberThreatProtection/maliciousUrls";

export const maliciousUrls = defineSingleton({
  name: "zia/malicious-urls",
  title: "list of malicious URLs",
  summary: "URLs that advanced threat protection blocks.",
  terraform: ["zia_atp_malicious_urls"],
  activation: "staged",
  // No call replaces the list. [SDK]
  api: { style: "rest", list: path, paging: "one", entries: { field: "maliciousUrls", method: "PUT", path } },
  fields: {
    maliciousUrls: urls({ about: "URLs and hosts that are blocked", role: "effect", loosens: "removals" }),
  },
});
