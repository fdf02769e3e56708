import { urls } from "../fields/list.ts";
import { defineSingleton } from "../kind.ts";

export const securityDenylist = defineSingleton({
  name: "zia/security-denylist",
  title: "security denylist",
  summary: "URLs that are blocked as malicious, whatever the rules say.",
  terraform: ["zia_security_settings"],
  activation: "staged",
  // There is a call for additions and removals as well; replacing needs no second read, which is limited to one a second.
  api: {
    style: "rest",
    list: "/zia/api/v1/security/advanced",
    paging: "one",
    update: "/zia/api/v1/security/advanced",
  },
  fields: {
    // Sources differ on how many: 25,000 [vendor help], 275,000 [provider].
    blacklistUrls: urls({
      about: "URLs and hosts, up to 275000; `.x` also means everything below x",
      role: "effect",
      loosens: "removals",
      max: 275_000,
    }),
  },
});
