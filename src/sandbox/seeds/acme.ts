/**
 * Acme, a lived-in company: the tenant that the documents in `policies/` are applied to. How to extend it:
 *
 *   acme.zia("zia/url-category", "Partner sites", { urls: [".partner.example"] });
 *   acme.zia("zia/url-filtering-rule", "Block gambling", { action: "BLOCK", urlCategories: ["GAMBLING", "Partner sites"], groups: ["Finance"] });
 *   acme.zpa("zpa/application-segment", "ERP", { segmentGroup: "Finance apps", serverGroups: ["DC1 servers"], domainNames: ["erp.acme.example"], tcp: ["443"] });
 *   acme.zpaRule("zpa/access-rule", "Finance to ERP", "ALLOW", [{ APP_GROUP: ["Finance apps"] }, { SCIM_GROUP: [["Okta", "Finance"]] }]);
 *   acme.managedGroup("ERP production", { "ACME/app": ["erp"], "ACME/env": ["prod"] });
 *   acme.zmsRule("ERP to database", { priority: 100, action: "ALLOW", from: ["ERP production"], to: ["Databases"], ports: ["TCP/5432"] });
 *
 * Everything refers by name, and to what stands above it. All other fields are the wire's own. Rules stand in the
 * order they are written here unless they carry `order`; two rules may carry the same, and numbers may be left out.
 * What the documents declare belongs into the functions named `declared…`; the rest is there to be left alone.
 *
 * What a first plan of `policies/` shows (everything else declared is live and equal, though it looks different):
 *
 *   create  zia/url-category:Coding assistants
 *   create  zia/url-filtering-rule:Allow coding assistants for engineering    (uses it)
 *   create  zpa/application-segment:Quality lab SPC
 *   create  zpa/access-rule:Quality lab to SPC                                (uses it)
 *   update  zms/unmanaged-resource-group:Plant floor Köln                     cidrs: + 10.41.20.0/24
 *   update  zpa/server-group:Finance egress                                   ipAnchored: on
 *   update  zpa/application-segment:ERP                                       tcpPorts: + 8443
 *   update  zia/rule-label:exception                                          description
 *   update  zia/url-category:Partner portals & suppliers                      urls: two come, one goes
 *   update  zia/firewall-filtering-rule:Allow plant telemetry to the machine vendors
 *                                                                             destAddresses: /24 becomes /28
 *   move    zia/url-filtering-rule:Block AI services in the plants            up, past "AI pilot of the sales team"
 *   move    zpa/access-rule:Deny phones in the plants                         up, past "CFO tablet" and "Migration team until May"
 */
import type { Identity, Tenant } from "../tenant.ts";
import { addDlp } from "./acme-dlp.ts";
import { addFirewallRules } from "./acme-firewall-policy.ts";
import { addConnectors, addDevicesAndNetworks, addIdentities } from "./acme-identities.ts";
import { addLines } from "./acme-lines.ts";
import { addNetworkPolicies } from "./acme-network-policies.ts";
import { addOtherPolicies } from "./acme-other-policies.ts";
import { addAccessRules, addApplications } from "./acme-private-access.ts";
import { addPrivateEstate } from "./acme-private-estate.ts";
import { addSettings } from "./acme-settings.ts";
import { addNetworkObjects, addPeople, addPlaces } from "./acme-surroundings.ts";
import { addCategories, addLabels, addUrlRules } from "./acme-web-policy.ts";
import { addResourceGroups, addWorkloads } from "./acme-workloads.ts";
import { startBuilder } from "./builder.ts";
import { addBuiltIns } from "./empty.ts";

export function buildAcme(identity: Identity, now: number): Tenant {
  const acme = startBuilder("acme", identity, now);
  addBuiltIns(acme);
  addPeople(acme);
  addPlaces(acme);
  addLines(acme);
  addNetworkObjects(acme);
  addLabels(acme);
  addCategories(acme);
  addUrlRules(acme);
  addFirewallRules(acme);
  addIdentities(acme);
  addDevicesAndNetworks(acme);
  addConnectors(acme);
  addApplications(acme);
  addAccessRules(acme);
  addWorkloads(acme);
  addResourceGroups(acme);
  addOtherPolicies(acme);
  addNetworkPolicies(acme);
  addSettings(acme);
  addDlp(acme);
  addPrivateEstate(acme);
  return acme.tenant;
}
