import { governed, lookup } from "../lookup.ts";

export const appConnectorGroup = lookup("zpa/app-connector-group", "appConnectorGroup", {
  word: "App Connector Group",
  always: {
    versionProfileId: "0",
    overrideVersionProfile: false,
    versionProfileName: "Default",
    upgradePriority: "WEEK",
    versionProfileVisibilityScope: "ALL",
    upgradeTimeInSecs: "66600",
    upgradeDay: "SUNDAY",
    dnsQueryType: "IPV4_IPV6",
    tcpQuickAckApp: false,
    tcpQuickAckAssistant: false,
    tcpQuickAckReadAssistant: false,
    praEnabled: false,
    useInDrMode: false,
    connectorGroupType: "APP",
    wafDisabled: false,
    ...governed,
    microtenantName: "Default",
    lssAppConnectorGroup: false,
  },
});
