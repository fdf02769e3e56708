import { flag, text, texts } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const ipSourceGroup = lookup("zia/ip-source-group", "ipSourceGroups", "network", {
  fields: {
    ...named,
    ipAddresses: texts({ shown: [] }),
    creatorContext: text({ shown: "ZIA" }),
    isNonEditable: flag({ shown: false }),
    extranetIpPool: flag({ shown: false, only: "single" }),
  },
  word: "IP SOURCE GROUP",
});
