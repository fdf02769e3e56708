import type { Example } from "../../support/kind-example.ts";

const laptop = { profile: "Corporate laptop", is: true };
const everyCondition = [
  { APP: ["ERP"], APP_GROUP: ["Finance apps"] },
  { BRANCH_CONNECTOR_GROUP: ["Lyon branch"] },
  { CHROME_ENTERPRISE: [{ managed: true }] },
  { CLIENT_TYPE: ["zpn_client_type_zapp"] },
  { COUNTRY_CODE: ["DE"] },
  { EDGE_CONNECTOR_GROUP: ["AWS Frankfurt"] },
  { IDP: ["Okta"] },
  { LOCATION: ["HQ Dresden"] },
  { MACHINE_GRP: ["Kiosks"] },
  { PLATFORM: ["windows"] },
  { POSTURE: [laptop], operator: "AND" },
  { RISK_FACTOR_TYPE: ["LOW"] },
  { SAML: [{ attribute: "Email_Okta", value: "a@acme.example" }] },
  { SCIM: [{ idp: "Okta", attribute: "department", value: "Finance" }] },
  { SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] },
  { TRUSTED_NETWORK: [{ network: "HQ Dresden", is: true }] },
];

export const example: Example = {
  minimal: { action: "DENY" },
  values: {
    action: ["ALLOW", "DENY"],
    conditions: [
      everyCondition,
      everyCondition.map((block) => (block.PLATFORM === undefined ? block : { PLATFORM: ["windows", "mac"] })),
    ],
  },
};
