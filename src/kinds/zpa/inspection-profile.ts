import { defineLookup } from "../kind.ts";

export const inspectionProfile = defineLookup({
  name: "zpa/inspection-profile",
  title: "inspection profile",
  summary: "What AppProtection looks for, and what it does then.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/inspectionProfile",
    paging: { style: "total-pages", size: 500 },
  },
});
