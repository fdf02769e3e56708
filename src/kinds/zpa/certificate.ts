import { defineLookup } from "../kind.ts";

export const certificate = defineLookup({
  name: "zpa/certificate",
  title: "browser access certificate",
  summary: "The certificate a browser is shown.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v2/admin/customers/{customer}/clientlessCertificate/issued",
    paging: { style: "total-pages", size: 500 },
  },
});
