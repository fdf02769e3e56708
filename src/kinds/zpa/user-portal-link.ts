import { ref } from "../fields/references.ts";
import { defineReferrer } from "../kind.ts";

export const userPortalLink = defineReferrer({
  name: "zpa/user-portal-link",
  title: "user portal link",
  summary: "A tile of the user portal.",
  bystander: true,
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/userPortalLink",
    paging: { style: "total-pages", size: 500 },
  },
  fields: {
    // INFERRED: that the id is the segment's, as elsewhere, and not its facet's. [recorded: the key only]
    application: ref("zpa/application-segment", { about: "The segment it leads to", wire: "applicationId" }),
  },
});
