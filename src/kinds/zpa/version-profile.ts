import { defineLookup } from "../kind.ts";

export const versionProfile = defineLookup({
  name: "zpa/version-profile",
  title: "version profile",
  summary: "Which versions connectors and service edges get.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/visible/versionProfiles",
    paging: { style: "total-pages", size: 500 },
  },
});
