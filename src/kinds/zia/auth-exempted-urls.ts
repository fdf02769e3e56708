import { urls } from "../fields/list.ts";
import { defineSingleton } from "../kind.ts";

const path = "/zia/api/v1/authSettings/exemptedUrls";

export const authExemptedUrls = defineSingleton({
  name: "zia/auth-exempted-urls",
  title: "list of URLs exempted from authentication",
  summary: "URLs that may be reached without the user being known, so no rule for users or groups applies.",
  terraform: ["zia_auth_settings_urls"],
  activation: "staged",
  // No call replaces the list. [recorded]
  api: { style: "rest", list: path, paging: "one", entries: { field: "urls", method: "POST", path } },
  fields: {
    urls: urls({
      about: "URLs and hosts, up to 25000; `.x` also means everything below x",
      role: "effect",
      loosens: "additions",
      max: 25_000,
    }),
  },
});
