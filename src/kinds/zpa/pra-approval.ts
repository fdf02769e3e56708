import { refs } from "../fields/references.ts";
import { defineReferrer } from "../kind.ts";

export const praApproval = defineReferrer({
  name: "zpa/pra-approval",
  title: "privileged approval",
  summary: "Access to applications for one person and some time.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/approval",
    paging: { style: "total-pages", size: 500 },
  },
  // It has no name: people tell it by whom it is for. [recorded]
  names: ({ emailIds, id }) => [Array.isArray(emailIds) && emailIds.length > 0 ? emailIds.join(", ") : String(id)],
  fields: {
    applications: refs("zpa/application-segment", { about: "The segments it opens", form: "text" }),
  },
});
