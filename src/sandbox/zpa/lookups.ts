import type { Wire } from "../json.ts";
import { flag, idOf, object, objects, refs, text, texts } from "./fields.ts";
import type { ZpaKind } from "./kind.ts";
import { policySetKind } from "./policy-types.ts";

/** Recorded on most kinds: who may change the object. */
export const governed: Wire = { readOnly: false, zscalerManaged: false };

const lookup = (kind: string, path: string | undefined, rest: Partial<ZpaKind> = {}): ZpaKind => ({
  kind,
  ...(path === undefined ? {} : { path }),
  nameKey: "name",
  word: "Resource",
  always: {},
  notOnPost: [],
  fields: {},
  ...rest,
});

const udid = (prefix: string, number: number): string => `${prefix}-0000-4b28-ab83-${String(number).padStart(12, "0")}`;

/** Read through the API, made by other means. The v2 ones are listed there and read singly in v1 (SDK). */
export const lookups: readonly ZpaKind[] = [
  lookup("zpa/app-connector-group", "appConnectorGroup", {
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
  }),
  lookup("zpa/service-edge-group", "serviceEdgeGroup", { always: { ...governed, microtenantName: "Default" } }),
  lookup("zpa/idp", "idp", { listVersion: "v2" }),
  lookup("zpa/saml-attribute", "samlAttribute", { listVersion: "v2", counted: true }),
  lookup("zpa/scim-attribute", undefined, { counted: true }),
  lookup("zpa/scim-group", undefined, {
    // Recorded: numeric ids, and the IdP as a bare number of 18 digits.
    born: (row, { next, seconds }) => ({
      idpGroupId: null,
      ...row,
      id: Number(row.id ?? next("zpa scim", 3_251_059)),
      idpId: BigInt(String(row.idpId ?? 0)),
      creationTime: Number(row.creationTime ?? seconds),
      modifiedTime: Number(row.modifiedTime ?? seconds),
    }),
  }),
  lookup("zpa/posture-profile", "posture", {
    born: (row, { next }) => ({ postureUdid: udid("d0b05ecf", next("zpa udid", 500)), ...row }),
    listVersion: "v2",
    always: {
      applyToMachineTunnelEnabled: false,
      crlCheckEnabled: false,
      nonExportablePrivateKeyEnabled: false,
      zscalerCloud: "zscalerthree",
    },
  }),
  lookup("zpa/trusted-network", "network", {
    listVersion: "v2",
    always: { zscalerCloud: "zscalerthree" },
    born: (row, { next }) => ({ networkId: udid("7e1d2b3c", next("zpa udid", 500)), ...row }),
  }),
  lookup("zpa/machine-group", "machineGroup", { always: { enabled: true } }),
  lookup("zpa/location", "location"),
  lookup("zpa/cloud-connector-group", "cloudConnectorGroup", { always: { enabled: true } }),
  lookup("zpa/branch-connector-group", "branchConnectorGroup", { always: { enabled: true } }),
  lookup("zpa/isolation-profile", "isolation/profiles", { counted: true, always: { enabled: true } }),
  lookup("zpa/managed-browser-profile", "managedBrowserProfile/search"),
  lookup("zpa/workload-tag-group", "workloadTagGroup", { always: { enabled: true } }),
  // Recorded: the id in there is the facet's, `appId` the segment's. Facets are not emulated.
  lookup("zpa/pra-console", "praConsole", {
    word: "Privileged Console",
    always: { enabled: true, microtenantName: "Default" },
    fields: {
      name: text({ required: true }),
      description: text(),
      praApplication: object({ to: "zpa/application-segment", by: "appId" }),
      praPortals: objects(),
    },
  }),
  // Recorded: it has no name.
  lookup("zpa/pra-approval", "approval", {
    nameKey: "id",
    word: "Privileged Approval",
    fields: {
      emailIds: texts({ required: true }),
      startTime: text(),
      endTime: text(),
      status: text({ initial: "ACTIVE" }),
      applications: refs("zpa/application-segment"),
    },
  }),
  lookup("zpa/user-portal-link", "userPortalLink", {
    word: "User Portal Link",
    fields: {
      name: text({ required: true }),
      description: text(),
      enabled: flag(true),
      link: text(),
      applicationId: idOf("zpa/application-segment"),
      userPortals: objects(),
    },
  }),
  lookup(policySetKind, undefined, { nameKey: "$type" }),
];
