import { textsOf } from "../../json.ts";
import { categories, countries, text, texts } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const ipDestinationGroup = lookup("zia/ip-destination-group", "ipDestinationGroups", "network", {
  fields: {
    ...named,
    addresses: texts({ shown: [] }),
    ipCategories: categories({ shown: [] }),
    countries: countries({ shown: [] }),
    urlCategories: categories({ shown: [] }),
    ipAddresses: texts({ readOnly: true, shown: [] }),
    creatorContext: text({ shown: "ZIA" }),
  },
  computed: { ipAddresses: (_look, row) => [...textsOf(row.addresses)] },
  word: "IP DESTINATION GROUP",
});
