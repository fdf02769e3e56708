import { textsOf, type Wire } from "../../json.ts";
import { categories, countries, flag, int, oneOf, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";
import { isAddress, ownedElsewhere } from "../network-objects.ts";

const isWithout = (row: Wire, key: string): boolean => textsOf(row[key]).length === 0;

export const ipDestinationGroup: ZiaKind = {
  kind: "zia/ip-destination-group",
  path: "ipDestinationGroups",
  nameKey: "name",
  family: "network",
  writable: true,
  echo: "bare",
  // Help: limits.
  maxRows: 4000,
  audit: ["FIREWALL_RESOURCE", "DESTINATION_IP_GROUP"],
  word: "IP DESTINATION GROUP",
  owned: ownedElsewhere,
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    type: oneOf("DSTN_IP DSTN_FQDN DSTN_DOMAIN DSTN_OTHER", { required: "type cannot be null" }),
    addresses: texts({ shown: [] }),
    ipCategories: categories({ shown: [] }),
    countries: countries({ shown: [] }),
    urlCategories: categories({ readOnly: true, shown: [] }),
    ipAddresses: texts({ readOnly: true, shown: [] }),
    creatorContext: text({ readOnly: true, shown: "ZIA" }),
    isNonEditable: flag({ readOnly: true }),
  },
  computed: { ipAddresses: (_look, row) => [...textsOf(row.addresses)] },
  // Provider: the type stays, and DSTN_OTHER needs categories or countries. That the other types need addresses, and
  // DSTN_IP real ones, is assumed; so are the words.
  keeps: ["type"],
  check: (row) => {
    if (row.type === "DSTN_OTHER") {
      const isEmpty = isWithout(row, "ipCategories") && isWithout(row, "countries");
      return isEmpty ? "ipCategories or countries is required for type DSTN_OTHER" : undefined;
    }
    if (isWithout(row, "addresses")) return `addresses is required for type ${String(row.type)}`;
    const odd = textsOf(row.addresses).find((address) => !isAddress(address));
    return row.type === "DSTN_IP" && odd !== undefined ? `Invalid IP address: ${odd}` : undefined;
  },
};
