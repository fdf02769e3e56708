import type { Json, Wire } from "../json.ts";
import { nextZpaId } from "../zpa/ids.ts";
import type { Builder } from "./builder.ts";

const groupId = (acme: Builder, name: string): Json =>
  acme.tenant.collection("zpa/app-connector-group").named(name)[0]?.id ?? "";

/** What Acme has in private access besides the policy that its documents declare: machines, keys, servers, log streams. */
export function addPrivateEstate(acme: Builder): void {
  acme.zpa("zpa/app-connector", "zpa-dre-01", { appConnectorGroupId: groupId(acme, "DC Dresden") });
  acme.zpa("zpa/app-connector", "zpa-dre-02", { appConnectorGroupId: groupId(acme, "DC Dresden") });
  acme.zpa("zpa/app-connector", "zpa-cgn-01", { appConnectorGroupId: groupId(acme, "Plant Köln DMZ") });
  acme.zpa("zpa/provisioning-key", "Dresden 2026", {
    id: "40855",
    zcomponentId: groupId(acme, "DC Dresden"),
    maxUsage: "4",
    provisioningKey: "3|api.private.zscaler.com|c2FuZGJveA==-216000000000040855",
  });
  acme.tenant.collection("zpa/lss-config").put({
    id: nextZpaId(acme.tenant),
    config: { name: "Logs to the SOC", sourceLogType: "zpn_trans_log", lssHost: "siem.acme.example", lssPort: "6514" },
    connectorGroups: [{ id: groupId(acme, "DC Dresden egress") }],
  });
  addProtection(acme);
  addWays(acme);
  acme.zpa("zpa/application-server", "as400-02", { address: "10.1.4.11", description: "Standby, cold" });
}

function addProtection(acme: Builder): void {
  acme.zpa("zpa/isolation-profile", "Read-only isolation", {
    isolationProfileId: "dff035b0-0000-42dd-ae35-1f988d202746",
  });
  const inspect = acme.zpa("zpa/inspection-profile", "OWASP, log only", {
    description: "First step: look, block nothing",
  });
  acme.zpa("zpa/inspection-profile", "OWASP, block", { paranoiaLevel: "2" });
  acme.zpaRule("zpa/inspection-rule", "People portal under watch", "INSPECT", [{ APP: ["People portal"] }], {
    zpnInspectionProfileId: inspect.id ?? "",
  });
}

/** The jump host opens in a browser, the tickets as well; their segments are declared, these ways are not. */
function addWays(acme: Builder): void {
  const wildcard = acme.zpa("zpa/certificate", "Wildcard acme.example", {
    cName: "*.acme.example",
    san: ["*.acme.example"],
  });
  acme.zpa("zpa/certificate", "Plants", { cName: "*.koeln.acme.example", san: ["*.koeln.acme.example"] });
  openWay(acme, "Vendor jump host", "praApps", {
    domain: "jump.koeln.acme.example",
    applicationPort: "3389",
    applicationProtocol: "RDP",
    connectionSecurity: "ANY",
  });
  openWay(acme, "Tickets & wiki", "clientlessApps", {
    domain: "wiki.acme.example",
    applicationPort: "443",
    applicationProtocol: "HTTPS",
    certificateId: wildcard.id ?? "",
  });
  openWay(acme, "People portal", "inspectionApps", {
    domain: "people.acme.example",
    applicationPort: "443",
    applicationProtocol: "HTTPS",
    certificateId: wildcard.id ?? "",
  });
}

function openWay(acme: Builder, name: string, key: string, facet: Wire): void {
  const segments = acme.tenant.collection("zpa/application-segment");
  const [segment] = segments.named(name);
  const identity: Wire = { id: nextZpaId(acme.tenant), appId: segment?.id ?? "", name: facet.domain ?? "" };
  segments.put({ ...segment, [key]: [{ ...identity, enabled: true, ...facet }] });
}
