import { categories, countries, type Field, ids, int, objects, refs, shownFlag, texts } from "./field.ts";
import { common } from "./rule-table.ts";

type Fields = Readonly<Record<string, Field>>;

const { deviceTrustLevels: _levels, workloadGroups: _groups, ...shared } = common;

/** Keys of rules over network traffic that do not ask for trust levels or workloads (SDK structs). */
export const networkCommon: Fields = shared;

export const sources: Fields = {
  srcIps: texts(),
  srcIpGroups: refs("zia/ip-source-group"),
  srcIpv6Groups: refs("zia/ip-source-group"),
};

export const destinationHosts: Fields = {
  destAddresses: texts(),
  destIpGroups: refs("zia/ip-destination-group"),
  destIpv6Groups: refs("zia/ip-destination-group"),
};

/** Recorded for firewall, IPS and forwarding rules: unset, the lists read as empty. */
export const destinations: Fields = {
  ...destinationHosts,
  destIpCategories: categories({ shown: [], echoed: [] }),
  destCountries: countries({ shown: [] }),
};

/** Recorded: the answer to a write says ANY where nothing was sent. */
export const echoedDestinations: Fields = {
  ...destinations,
  destIpCategories: categories({ shown: [], echoed: ["ANY"] }),
  resCategories: categories({ shown: [], echoed: [] }),
};

export const services: Fields = {
  nwServices: refs("zia/network-service"),
  nwServiceGroups: refs("zia/network-service-group"),
};

export const networkApplications: Fields = {
  nwApplications: ids(),
  nwApplicationGroups: refs("zia/network-application-group"),
};

/** Recorded: the template differs by kind, and by tenant. */
export const notices = (template: number): Fields => ({
  capturePCAP: shownFlag(),
  isEunEnabled: shownFlag(),
  eunTemplateId: int({ initial: template, shown: template }),
});

export const contextShield: Fields = { excludeContextShieldEndPoint: shownFlag() };

/** Recorded: on lists only. */
export const endPoints: Fields = {
  endPointApplications: objects({ shown: [], only: "list" }),
  endPointApplicationGroups: objects({ shown: [], only: "list" }),
};
