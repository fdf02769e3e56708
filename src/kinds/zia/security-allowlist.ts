import { urls } from "../fields/list.ts";
import { defineSingleton } from "../kind.ts";

export const securityAllowlist = defineSingleton({
  name: "zia/security-allowlist",
  title: "security allowlist",
  summary: "URLs that no security policy looks into.",
  terraform: ["zia_security_settings"],
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/security", paging: "one", update: "/zia/api/v1/security" },
  fields: {
    whitelistUrls: urls({
      about: "URLs and hosts, up to 255; `.x` also means everything below x",
      role: "effect",
      loosens: "additions",
      max: 255,
    }),
  },
});
