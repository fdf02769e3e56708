import { defineLookup } from "../kind.ts";

export const isolationProfile = defineLookup({
  name: "zpa/isolation-profile",
  title: "isolation profile",
  summary: "How an isolated browser behaves.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/isolation/profiles",
    paging: { style: "total-pages", size: 500 },
  },
});
