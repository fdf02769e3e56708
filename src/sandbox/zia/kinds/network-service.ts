import { flag, objects, text } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const networkService = lookup("zia/network-service", "networkServices", "network", {
  fields: {
    ...named,
    srcTcpPorts: objects(),
    destTcpPorts: objects(),
    srcUdpPorts: objects(),
    destUdpPorts: objects(),
    type: text({ shown: "CUSTOM" }),
    creatorContext: text({ shown: "ZIA" }),
    isNameL10nTag: flag({ shown: false }),
  },
  word: "NETWORK SERVICE",
});
