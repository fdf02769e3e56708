import { named } from "../fields/named.ts";
import { isObject, readId } from "../fields/shape.ts";
import { defineReferrer } from "../kind.ts";

export const praConsole = defineReferrer({
  name: "zpa/pra-console",
  title: "privileged console",
  summary: "A desktop or shell in the browser, on a host of an application segment.",
  activation: "none",
  api: {
    style: "rest",
    list: "/zpa/mgmtconfig/v1/admin/customers/{customer}/praConsole",
    paging: { style: "total-pages", size: 500 },
  },
  fields: {
    // The id there is that of the segment's facet; `appId` is the segment. [recorded]
    praApplication: named(["zpa/application-segment"], {
      about: "The segment whose host it opens",
      read: ({ praApplication }, nameOf) =>
        isObject(praApplication) ? [nameOf("zpa/application-segment", readId(praApplication, "appId"))] : undefined,
    }),
  },
});
