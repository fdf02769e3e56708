import { textsOf } from "../../json.ts";
import { flag, int, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";
import { isAddress, ownedElsewhere } from "../network-objects.ts";

export const ipSourceGroup: ZiaKind = {
  kind: "zia/ip-source-group",
  path: "ipSourceGroups",
  nameKey: "name",
  family: "network",
  writable: true,
  echo: "bare",
  // Help: limits.
  maxRows: 4000,
  audit: ["FIREWALL_RESOURCE", "SOURCE_IP_GROUP"],
  word: "IP SOURCE GROUP",
  owned: ownedElsewhere,
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    ipAddresses: texts({ required: "ipAddresses cannot be null", shown: [] }),
    creatorContext: text({ readOnly: true, shown: "ZIA" }),
    isNonEditable: flag({ readOnly: true, shown: false }),
    extranetIpPool: flag({ readOnly: true, shown: false, only: "single" }),
  },
  // SDK: addresses, blocks, ranges. Help: 8000 of them. The words are invented.
  check: (row) => {
    const addresses = textsOf(row.ipAddresses);
    if (addresses.length > 8000) return "ipAddresses exceeds the max size 8000";
    const odd = addresses.find((address) => !isAddress(address));
    return odd === undefined ? undefined : `Invalid IP address: ${odd}`;
  },
};
