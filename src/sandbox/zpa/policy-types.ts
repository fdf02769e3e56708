/** Recorded where marked R, else vendor help (H), provider (T) or inferred (I): see the notes per row. */
export interface PolicyType {
  readonly type: string;
  readonly kind: string;
  readonly aliases: readonly string[];
  readonly setName: string;
  readonly description: string;
  /** The number on the wire. */
  readonly number: string;
  readonly actions: readonly string[];
  readonly objectTypes: readonly string[];
  /** Keys of the default rule; none where the set lists none (ACCESS has an implicit deny). */
  readonly defaultRule?: Readonly<Record<string, string>>;
}

const words = (list: string): readonly string[] => list.split(" ");

export const policyTypes: readonly PolicyType[] = [
  {
    type: "ACCESS_POLICY",
    kind: "zpa/access-rule",
    aliases: ["GLOBAL_POLICY"],
    setName: "Global_Policy",
    description: "The rules in this policy set are executed first.",
    number: "1",
    actions: words("ALLOW DENY REQUIRE_APPROVAL"),
    objectTypes: words(
      "APP APP_GROUP LOCATION IDP SAML SCIM SCIM_GROUP CLIENT_TYPE POSTURE TRUSTED_NETWORK BRANCH_CONNECTOR_GROUP EDGE_CONNECTOR_GROUP MACHINE_GRP COUNTRY_CODE PLATFORM RISK_FACTOR_TYPE CHROME_ENTERPRISE CHROME_POSTURE_PROFILE WORKLOAD_TAG_GROUP",
    ),
  },
  {
    type: "TIMEOUT_POLICY",
    kind: "zpa/timeout-rule",
    aliases: ["REAUTH_POLICY"],
    setName: "ReAuth_Policy",
    description: "Re-Authentication policies.",
    number: "2",
    actions: words("RE_AUTH"),
    objectTypes: words("APP APP_GROUP CLIENT_TYPE IDP POSTURE PLATFORM SAML SCIM SCIM_GROUP"),
    defaultRule: {
      action: "RE_AUTH",
      description: "This is the default Timeout Policy rule",
      reauthTimeout: "-1",
      reauthIdleTimeout: "-1",
      customMsg: "Your access to private applications has expired",
    },
  },
  {
    type: "SIEM_POLICY",
    kind: "zpa/siem-rule",
    aliases: [],
    setName: "Siem_Policy",
    description: "SIEM policies.",
    number: "3",
    actions: words("LOG"),
    objectTypes: words("APP APP_GROUP CLIENT_TYPE IDP SAML SCIM SCIM_GROUP"),
  },
  {
    type: "CLIENT_FORWARDING_POLICY",
    kind: "zpa/forwarding-rule",
    aliases: ["BYPASS_POLICY"],
    setName: "Bypass_Policy",
    description: "Bypass policies.",
    number: "4",
    actions: words("BYPASS INTERCEPT INTERCEPT_ACCESSIBLE"),
    objectTypes: words(
      "APP APP_GROUP CLIENT_TYPE BRANCH_CONNECTOR_GROUP EDGE_CONNECTOR_GROUP POSTURE MACHINE_GRP TRUSTED_NETWORK PLATFORM IDP SAML SCIM SCIM_GROUP",
    ),
    defaultRule: { action: "INTERCEPT", description: "This is the default Client Forwarding Policy rule" },
  },
  {
    type: "ISOLATION_POLICY",
    kind: "zpa/isolation-rule",
    aliases: [],
    setName: "Isolation_Policy",
    description: "Isolation policies.",
    number: "5",
    actions: words("ISOLATE BYPASS_ISOLATE"),
    objectTypes: words(
      "APP APP_GROUP CLIENT_TYPE EDGE_CONNECTOR_GROUP PLATFORM IDP SAML SCIM SCIM_GROUP CHROME_ENTERPRISE CHROME_POSTURE_PROFILE",
    ),
    defaultRule: { action: "BYPASS_ISOLATE", description: "This is the default Isolation Policy rule" },
  },
  {
    type: "INSPECTION_POLICY",
    kind: "zpa/inspection-rule",
    aliases: [],
    setName: "Inspection_Policy",
    description: "Inspection Policies",
    number: "6",
    actions: words("INSPECT BYPASS_INSPECT"),
    objectTypes: words(
      "APP APP_GROUP CLIENT_TYPE EDGE_CONNECTOR_GROUP IDP POSTURE SAML SCIM SCIM_GROUP TRUSTED_NETWORK",
    ),
    defaultRule: { action: "BYPASS_INSPECT", description: "This is the default Inspection Policy rule" },
  },
  {
    type: "CAPABILITIES_POLICY",
    kind: "zpa/capabilities-rule",
    aliases: [],
    setName: "Capabilities_Policy",
    description: "Capabilities Policies",
    number: "7",
    actions: words("CHECK_CAPABILITIES"),
    objectTypes: words("APP APP_GROUP SAML SCIM SCIM_GROUP"),
  },
  {
    type: "CREDENTIAL_POLICY",
    kind: "zpa/credential-rule",
    aliases: [],
    setName: "Credential_Policy",
    description: "Credential policies.",
    number: "8",
    actions: words("INJECT_CREDENTIALS"),
    objectTypes: words("CONSOLE SAML SCIM SCIM_GROUP"),
  },
  {
    type: "CLIENTLESS_SESSION_PROTECTION_POLICY",
    kind: "zpa/clientless-session-protection-rule",
    aliases: [],
    setName: "Clientless_Session_Protection_Policy",
    description: "Clientless session protection policies.",
    number: "9",
    actions: words("MONITOR DO_NOT_MONITOR"),
    objectTypes: words("APP APP_GROUP CLIENT_TYPE SAML SCIM SCIM_GROUP USER_PORTAL"),
  },
  {
    type: "REDIRECTION_POLICY",
    kind: "zpa/redirection-rule",
    aliases: [],
    setName: "ReDirection_Policy",
    description: "Re-Direction policies.",
    number: "10",
    actions: words("REDIRECT_DEFAULT REDIRECT_PREFERRED REDIRECT_ALWAYS"),
    objectTypes: words("CLIENT_TYPE COUNTRY_CODE"),
    defaultRule: { action: "REDIRECT_DEFAULT", description: "This is the default Redirection Policy rule" },
  },
  {
    // Number and names invented: no source.
    type: "PRIVILEGED_PORTAL_POLICY",
    kind: "zpa/privileged-portal-rule",
    aliases: [],
    setName: "Privileged_Portal_Policy",
    description: "Privileged portal policies.",
    number: "11",
    actions: words("CHECK_PRIVILEGED_PORTAL_CAPABILITIES"),
    objectTypes: words("COUNTRY_CODE PRIVILEGE_PORTAL SAML SCIM SCIM_GROUP"),
  },
];

export const policyTypeOf = (name: string): PolicyType | undefined =>
  policyTypes.find(({ type, aliases }) => type === name || aliases.includes(name));

/** The kind that stores policy sets themselves. */
export const policySetKind = "zpa/policy-set";
