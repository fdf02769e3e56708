import { urls } from "../fields/list.ts";
import { defineSingleton } from "../kind.ts";

const path = "/zia/api/v1/cyberThreatProtection/securityExceptions";

export const securityExceptions = defineSingleton({
  name: "zia/security-exceptions",
  title: "list of exceptions from advanced threat protection",
  summary: "URLs that advanced threat protection does not inspect.",
  terraform: ["zia_atp_security_exceptions"],
  activation: "staged",
  // A PUT replaces the list; the Go SDK writes by additions and removals all the same.
  api: { style: "rest", list: path, paging: "one", update: path },
  fields: {
    bypassUrls: urls({ about: "URLs and hosts that are not inspected", role: "effect", loosens: "additions" }),
  },
});
