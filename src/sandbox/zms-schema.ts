/**
 * The ZMS schema in two editions. The vendor's schema is not public. `confirmed` holds what recordings of the live
 * service and the official SDK show: the queries, their arguments, the selected fields, filters and enums. `assumed`
 * adds what nobody outside has seen: all mutations, the tags of a managed group, the targets of a rule, recommended
 * groups. Names of mutations are public, their arguments and results are not.
 */
export type SchemaEdition = "assumed" | "confirmed";

const enums: Readonly<Record<string, string>> = {
  AgentAdminStatus: "DISABLED DISABLED_INHERITED ENABLED ENABLED_INHERITED INHERITED",
  AgentAutoUpgrade: "DISABLED ENABLED",
  AgentConnectionStatus: "CONNECTED DISCONNECTED ERROR UNKNOWN",
  AgentGroupAdminStatus: "DISABLED ENABLED",
  AgentGroupType: "K8S UNKNOWN VM",
  AgentPolicyStatus: "DISABLED ENABLED",
  AgentType: "CLUSTER HOST KUBE_CONNECTOR UNKNOWN",
  AppZoneMappingState: "CONFLICTING MAPPED UNMAPPED",
  CloudProvider: "AWS AZURE GCP ON_PREMISES",
  ComponentUpgradeStatus: "COMPLETED_WITH_FAILURES FAILED FORCED_UPGRADE IN_PROGRESS UP_TO_DATE",
  DefaultPolicyRuleAction: "ALLOW BLOCK",
  DefaultPolicyRuleDirection: "INBOUND OUTBOUND",
  DefaultPolicyRuleScopeType: "CUSTOMER",
  NamespaceOrigin: "CUSTOM EXTERNAL ML UNKNOWN",
  NetworkProtocol: "TCP UDP",
  NonceProduct: "EYEZ EYEZ_LEGACY",
  PolicyAction: "ALLOW BLOCK SIM_BLOCK",
  PolicyRuleAppZoneScopeType: "ANY APP_ZONE",
  PolicyRuleTargetType: "ANY RESOURCE_GROUP",
  ResourceGroupOrigin: "ML_RECOMMENDED USER_DEFINED",
  ResourceGroupType: "MANAGED UNMANAGED",
  ResourceStatus: "ACTIVE DELETED INACTIVE",
  ResourceType: "K8S_NODE K8S_SERVICE K8S_WORKLOAD NODE POD UNKNOWN VM",
  SortDirection: "ASC DESC",
  TamperProtectionStatus: "DISABLED DISABLED_INHERITED ENABLED ENABLED_INHERITED INHERITED",
};

const expressions = `
input StringExpression { contains: String ends: String equals: String in: [String!] starts: String }
input IntegerExpression { between: [Int!] eq: Int gt: Int gte: Int in: [Int!] lt: Int lte: Int }
input StringArrayExpression { containsAny: [String!] }`;

/** Filters take a string expression per field, also where the field is an enum. */
const filters: Readonly<Record<string, string>> = {
  ResourceQueryFilter: "id name status resourceType cloudProvider cloudRegion platformOs",
  ResourceGroupsFilter: "id name resourceHostname resourceId",
  PolicyRuleFilter: "id name action",
  AppZoneFilter: "id appZoneName description",
  AppCatalogQueryFilter: "id name category",
  NamespaceFilter: "name origin",
  TagKeyFilter: "keyName valueName",
  TagValueFilter: "name",
};

const orders: Readonly<Record<string, string>> = {
  ResourceQueryOrderBy: "name",
  AppZoneQueryOrderBy: "appZoneName",
  AppCatalogQueryOrderBy: "name category creationTime modifiedTime",
  NamespaceQueryOrderBy: "name",
  TagKeyQueryOrderBy: "name",
  TagValueQueryOrderBy: "name",
};

const connection = (name: string, node: string): string =>
  `type ${name}Connection { nodes: [${node}] pageInfo: PageInfo }`;

const groupFields = `id: ID name: String description: String type: ResourceGroupType origin: ResourceGroupOrigin
  resourceMemberCount: Int modifiedTime: String`;

const types = (assumed: (text: string) => string): string => `
type PageInfo { pageNumber: Int pageSize: Int totalCount: Int totalPages: Int }
type Agent { name: String eyezId: String connectionStatus: AgentConnectionStatus agentType: AgentType hostOs: String
  currentSoftwareVersion: String upgradeStatus: ComponentUpgradeStatus description: String cloudProvider: CloudProvider
  publicIp: String privateIps: [String] adminStatus: AgentAdminStatus agentGroupName: String
  agentGroupType: AgentGroupType }
${connection("Agents", "Agent")}
type AgentConnectionStatusCount { agentType: AgentType connectionStatus: AgentConnectionStatus count: Int
  percentage: Float }
type AgentConnectionStatusStatisticsConnection { totalCount: Int totalPercentage: Float
  agentStatuses: [AgentConnectionStatusCount] }
type AgentVersionCount { agentType: AgentType version: String count: Int percentage: Float }
type AgentVersionStatisticsConnection { totalCount: Int totalPercentage: Float agentVersions: [AgentVersionCount] }
type AgentGroup { name: String eyezId: String agentGroupType: AgentGroupType cloudProvider: CloudProvider
  adminStatus: AgentGroupAdminStatus agentCount: Int description: String policyStatus: AgentPolicyStatus
  upgradeStatus: ComponentUpgradeStatus tamperProtectionStatus: TamperProtectionStatus
  agentAutoUpgrade: AgentAutoUpgrade agentDeletionTimeoutSeconds: Int timezone: String upgradeDay: String
  upgradeTime: String versionProfileName: String }
${connection("AgentGroups", "AgentGroup")}
type AgentGroupTotpSecrets { eyezId: String totpSecret: String totpQrCode: String totpGenerationTimestamp: String }
type Nonce { eyezId: String name: String key: String maxUsage: Int usageCount: Int agentGroupEyezId: String
  agentGroupName: String agentGroupType: AgentGroupType product: NonceProduct creationTime: String
  modifiedTime: String }
${connection("Nonces", "Nonce")}
type NonceResponse { nonce: Nonce }
type Resource { id: ID name: String resourceType: ResourceType status: ResourceStatus cloudProvider: CloudProvider
  cloudRegion: String resourceHostname: String platformOs: String platformOsDistro: String platformOsVersion: String
  localIps: [String] deleted: Boolean modifiedTime: String agentId: String appZoneIds: [String]
  appZoneNames: [String] appZoneMappingState: AppZoneMappingState }
${connection("Resources", "Resource")}
type ResourceProtectionStatus { protectedPercentage: Float protectedResourcesCount: Int
  unprotectedResourcesCount: Int totalResources: Int }
${connection("ResourceProtectionStatus", "ResourceProtectionStatus")}
${assumed("type TagFilter { namespaceId: ID tagId: ID tagValueIds: [ID] }")}
type ManagedResourceGroup { ${groupFields} ${assumed("tagFilters: [TagFilter]")} }
type UnmanagedResourceGroup { ${groupFields} cidrs: [String] fqdns: [String] }
union ResourceGroup = ManagedResourceGroup | UnmanagedResourceGroup
${connection("ResourceGroups", "ResourceGroup")}
type ResourceGroupProtectionStatus { protectedPercentage: Float protectedResourceGroupsCount: Int
  unprotectedResourceGroupsCount: Int totalResourceGroups: Int }
${connection("ResourceGroupProtectionStatus", "ResourceGroupProtectionStatus")}
${assumed(`type RecommendedResourceGroup { id: ID name: String description: String resourceMemberCount: Int
  userAction: RecommendedResourceGroupUserActionType }
${connection("RecommendedResourceGroups", "RecommendedResourceGroup")}`)}
type PortRange { startPort: Int endPort: Int }
type PortAndProtocol { protocol: NetworkProtocol portRanges: [PortRange] }
type PolicyRule { id: ID name: String action: PolicyAction priority: Int description: String deleted: Boolean
  sourceTargetType: PolicyRuleTargetType destinationTargetType: PolicyRuleTargetType
  appZoneScopeTargetType: PolicyRuleAppZoneScopeType creationTime: String modifiedTime: String lastHit: String
  portAndProtocols: [PortAndProtocol]
  ${assumed("sourceTargetIds: [ID] destinationTargetIds: [ID] appZoneScopeTargetIds: [ID]")} }
${connection("PolicyRules", "PolicyRule")}
type DefaultPolicyRule { id: ID name: String action: DefaultPolicyRuleAction direction: DefaultPolicyRuleDirection
  description: String scopeType: DefaultPolicyRuleScopeType modifiedTime: String }
${connection("DefaultPolicyRules", "DefaultPolicyRule")}
type AppZone { id: ID appZoneName: String description: String memberCount: Int includeAllVpcs: Boolean
  includeAllSubnets: Boolean }
${connection("AppZones", "AppZone")}
type AppCatalogDetail { portAndProtocol: PortAndProtocol processes: [String] }
type AppCatalogEntry { id: ID name: String category: String creationTime: String modifiedTime: String
  details: [AppCatalogDetail] }
${connection("AppCatalog", "AppCatalogEntry")}
type TagNamespace { id: ID name: String description: String origin: NamespaceOrigin }
${connection("TagNamespaces", "TagNamespace")}
type TagKey { id: ID name: String description: String }
${connection("TagKeys", "TagKey")}
type TagValue { id: ID name: String }
${connection("TagValues", "TagValue")}
scalar JSON`;

const listArguments = "customerId: ID!, page: Int, pageSize: Int, search: String, sort: String, sortDir: SortDirection";
const pageArguments = "customerId: ID!, pageNum: Int, pageSize: Int";

const queries = (assumed: (text: string) => string): string => `
type Query {
  agents(${listArguments}): AgentsConnection
  agentConnectionStatusStatistics(customerId: ID!, search: String): AgentConnectionStatusStatisticsConnection
  agentVersionStatistics(customerId: ID!, search: String): AgentVersionStatisticsConnection
  agentGroups(${listArguments}): AgentGroupsConnection
  agentGroupTotpSecrets(customerId: ID!, eyezId: String!): AgentGroupTotpSecrets
  nonces(${listArguments}): NoncesConnection
  nonce(customerId: ID!, eyezId: String!): NonceResponse
  resources(${pageArguments}, includeDeleted: Boolean, filter: ResourceQueryFilter, orderBy: ResourceQueryOrderBy):
    ResourcesConnection
  resourceProtectionStatus(${pageArguments}): ResourceProtectionStatusConnection
  metadata(customerId: String!): JSON
  resourceGroups(${pageArguments}, filter: ResourceGroupsFilter): ResourceGroupsConnection
  resourceGroupMembers(customerId: ID!, id: String!, pageNum: Int, pageSize: Int): ResourcesConnection
  resourceGroupProtectionStatus(${pageArguments}): ResourceGroupProtectionStatusConnection
  policyRules(${pageArguments}, fetchAll: Boolean, filter: PolicyRuleFilter): PolicyRulesConnection
  defaultPolicyRules(${pageArguments}): DefaultPolicyRulesConnection
  appZones(${pageArguments}, filter: AppZoneFilter, orderBy: AppZoneQueryOrderBy): AppZonesConnection
  appCatalog(${pageArguments}, filter: AppCatalogQueryFilter, orderBy: AppCatalogQueryOrderBy): AppCatalogConnection
  tagNamespaces(${pageArguments}, filter: NamespaceFilter, orderBy: NamespaceQueryOrderBy): TagNamespacesConnection
  tagKeys(customerId: ID!, namespaceId: String!, pageNum: Int, pageSize: Int, filter: TagKeyFilter,
    orderBy: TagKeyQueryOrderBy): TagKeysConnection
  tagValues(customerId: ID!, tagId: String!, namespaceOrigin: NamespaceOrigin!, pageNum: Int, pageSize: Int,
    filter: TagValueFilter, orderBy: TagValueQueryOrderBy): TagValuesConnection
  ${assumed(`recommendedResourceGroups(${pageArguments}): RecommendedResourceGroupsConnection`)}
}`;

const portInputs = "input PortRangeInput { startPort: Int! endPort: Int! }";

/** Create inputs with the required fields marked; update inputs are the same with everything optional. */
const inputs: Readonly<Record<string, readonly [create: string, update: string]>> = {
  ManagedResourceGroup: [
    "name: String! description: String tagFilters: [TagFilterInput!]!",
    "name: String description: String tagFilters: [TagFilterInput!]",
  ],
  UnmanagedResourceGroup: [
    "name: String! description: String cidrs: [String!] fqdns: [String!]",
    "name: String description: String cidrs: [String!] fqdns: [String!]",
  ],
  PolicyRule: [
    `name: String! description: String action: PolicyAction! priority: Int! sourceTargetType: PolicyRuleTargetType!
     sourceTargetIds: [String!] destinationTargetType: PolicyRuleTargetType! destinationTargetIds: [String!]
     appZoneScopeTargetType: PolicyRuleAppZoneScopeType! appZoneScopeTargetIds: [String!]
     portAndProtocols: [PortAndProtocolInput!]`,
    `name: String description: String action: PolicyAction priority: Int sourceTargetType: PolicyRuleTargetType
     sourceTargetIds: [String!] destinationTargetType: PolicyRuleTargetType destinationTargetIds: [String!]
     appZoneScopeTargetType: PolicyRuleAppZoneScopeType appZoneScopeTargetIds: [String!]
     portAndProtocols: [PortAndProtocolInput!]`,
  ],
  DefaultPolicyRule: [
    `name: String! description: String action: DefaultPolicyRuleAction! direction: DefaultPolicyRuleDirection!
     scopeType: DefaultPolicyRuleScopeType!`,
    "id: String! name: String description: String action: DefaultPolicyRuleAction",
  ],
  AgentGroup: [
    `name: String! agentGroupType: AgentGroupType! cloudProvider: CloudProvider description: String
     adminStatus: AgentGroupAdminStatus policyStatus: AgentPolicyStatus
     tamperProtectionStatus: TamperProtectionStatus agentAutoUpgrade: AgentAutoUpgrade
     agentDeletionTimeoutSeconds: Int timezone: String upgradeDay: String upgradeTime: String
     versionProfileName: String`,
    `name: String description: String adminStatus: AgentGroupAdminStatus policyStatus: AgentPolicyStatus
     tamperProtectionStatus: TamperProtectionStatus agentAutoUpgrade: AgentAutoUpgrade
     agentDeletionTimeoutSeconds: Int timezone: String upgradeDay: String upgradeTime: String
     versionProfileName: String`,
  ],
  Nonce: ["name: String! maxUsage: Int! agentGroupEyezId: String! product: NonceProduct", "name: String maxUsage: Int"],
};

const mutations = `
enum RecommendedResourceGroupUserActionType { ACCEPTED CREATED EDITED IGNORED MERGED }
input TagFilterInput { namespaceId: String! tagId: String! tagValueIds: [String!]! }
${portInputs}
input PortAndProtocolInput { protocol: NetworkProtocol! portRanges: [PortRangeInput!]! }
${Object.entries(inputs)
  .map(([name, [create, update]]) => `input ${name}CreateInput { ${create} }\ninput ${name}UpdateInput { ${update} }`)
  .join("\n")}
input ManagedRecommendedResourceGroupUpdateInput { userAction: RecommendedResourceGroupUserActionType! name: String
  description: String tagFilters: [TagFilterInput!] }
input AgentUpdateInput { name: String description: String adminStatus: AgentAdminStatus }
input NonceForNewAgentGroupInput { name: String! maxUsage: Int! product: NonceProduct }
type DeleteResult { id: ID deleted: Boolean }
type EyezDeleteResult { eyezId: String deleted: Boolean }
type AgentResponse { agent: Agent }
type AgentGroupResponse { agentGroup: AgentGroup }
type NonceWithAgentGroupResponse { nonce: Nonce agentGroup: AgentGroup }
type Mutation {
  managedResourceGroupCreate(customerId: ID!, input: ManagedResourceGroupCreateInput!): ManagedResourceGroup
  managedResourceGroupUpdate(customerId: ID!, id: String!, input: ManagedResourceGroupUpdateInput!): ManagedResourceGroup
  unmanagedResourceGroupCreate(customerId: ID!, input: UnmanagedResourceGroupCreateInput!): UnmanagedResourceGroup
  unmanagedResourceGroupUpdate(customerId: ID!, id: String!, input: UnmanagedResourceGroupUpdateInput!):
    UnmanagedResourceGroup
  resourceGroupDelete(customerId: ID!, id: String!): DeleteResult
  managedRecommendedResourceGroupUpdate(customerId: ID!, id: String!,
    input: ManagedRecommendedResourceGroupUpdateInput!): RecommendedResourceGroup
  policyRuleCreate(customerId: ID!, input: PolicyRuleCreateInput!): PolicyRule
  policyRuleUpdate(customerId: ID!, id: String!, input: PolicyRuleUpdateInput!): PolicyRule
  policyRuleDelete(customerId: ID!, id: String!): DeleteResult
  defaultPolicyRulesCreate(customerId: ID!, input: [DefaultPolicyRuleCreateInput!]!): [DefaultPolicyRule]
  defaultPolicyRulesUpdate(customerId: ID!, input: [DefaultPolicyRuleUpdateInput!]!): [DefaultPolicyRule]
  defaultPolicyRulesDelete(customerId: ID!, ids: [String!]!): [DeleteResult]
  agentUpdate(customerId: ID!, eyezId: String!, input: AgentUpdateInput!): AgentResponse
  agentDelete(customerId: ID!, eyezId: String!): EyezDeleteResult
  agentGroupCreate(customerId: ID!, input: AgentGroupCreateInput!): AgentGroupResponse
  agentGroupUpdate(customerId: ID!, eyezId: String!, input: AgentGroupUpdateInput!): AgentGroupResponse
  agentGroupDelete(customerId: ID!, eyezId: String!): EyezDeleteResult
  agentGroupUpgradeStatusReset(customerId: ID!, eyezId: String!): AgentGroupResponse
  nonceCreate(customerId: ID!, input: NonceCreateInput!): NonceResponse
  nonceUpdate(customerId: ID!, eyezId: String!, input: NonceUpdateInput!): NonceResponse
  nonceDelete(customerId: ID!, eyezId: String!): EyezDeleteResult
  nonceWithAgentGroupCreate(customerId: ID!, nonce: NonceForNewAgentGroupInput!, agentGroup: AgentGroupCreateInput!):
    NonceWithAgentGroupResponse
}`;

/** The SDL of an edition. */
export function zmsSdl(edition: SchemaEdition): string {
  const assumed = (text: string): string => (edition === "assumed" ? text : "");
  const blocks = [
    ...Object.entries(enums).map(([name, members]) => `enum ${name} { ${members} }`),
    expressions,
    ...Object.entries(filters).map(([name, keys]) => `input ${name} { ${fieldsOf(keys, "StringExpression")} }`),
    ...Object.entries(orders).map(([name, keys]) => `input ${name} { ${fieldsOf(keys, "SortDirection")} }`),
    types(assumed),
    queries(assumed),
    assumed(mutations),
  ];
  return blocks.join("\n");
}

const fieldsOf = (keys: string, type: string): string =>
  keys
    .split(" ")
    .map((key) => `${key}: ${type}`)
    .join(" ");
