import type { Json, Wire } from "../json.ts";
import type { Builder } from "./builder.ts";

/**
 * What Acme keeps in policies that documents cannot declare. Most of it names categories, labels, segments and groups,
 * declared ones and others, so those cannot simply be deleted. "Sales demo tenants", the labels "exception" and
 * "security-baseline", and the segment "Old intranet" are named by nothing here.
 */
export function addOtherPolicies(acme: Builder): void {
  addWebPolicies(acme);
  addNetworkPolicies(acme);
  addPrivatePolicies(acme);
}

const untouched: Wire = {
  type: "DO_NOT_DECRYPT",
  doNotDecryptSubActions: {
    bypassOtherPolicies: false,
    serverCertificates: "ALLOW",
    ocspCheck: false,
    minTLSVersion: "SERVER_TLS_1_2",
    blockSslTrafficWithNoSniEnabled: false,
  },
};

function addWebPolicies(acme: Builder): void {
  acme.zia("zia/ssl-inspection-rule", "Do not open machine vendors", {
    description: "Firmware updates pin their certificates",
    action: untouched,
    urlCategories: ["Machine vendors"],
    labels: ["plant"],
  });
  acme.zia("zia/ssl-inspection-rule", "Do not open banks and doctors", {
    description: "Works agreement on internet use",
    action: untouched,
    urlCategories: ["FINANCE", "HEALTH"],
    labels: ["hr-policy"],
  });
  acme.zia("zia/dlp-web-rule", "Drawings leave to partners only", {
    action: "BLOCK",
    protocols: ["HTTPS_RULE", "HTTP_RULE"],
    severity: "RULE_SEVERITY_HIGH",
    urlCategories: ["Partner portals & suppliers"],
    labels: ["migrated-from-proxy"],
  });
  acme.zia("zia/file-type-control-rule", "Old exceptions may fetch archives", {
    filteringAction: "ALLOW",
    operation: "DOWNLOAD",
    protocols: ["HTTPS_RULE", "HTTP_RULE"],
    fileTypes: ["FTCATEGORY_ZIP"],
    urlCategories: ["Legacy exceptions"],
  });
  acme.zia("zia/cloud-app-control-rule", "Dropbox view only", {
    type: "FILE_SHARE",
    applications: ["DROPBOX"],
    actions: ["ALLOW_FILE_SHARE_VIEW", "DENY_FILE_SHARE_UPLOAD"],
    labels: ["temporary"],
  });
  acme.zia("zia/cloud-app-control-rule", "No private mail in the plants", {
    type: "WEBMAIL",
    actions: ["BLOCK_WEBMAIL_ATTACHMENT_SEND"],
    labels: ["plant"],
  });
}

function addNetworkPolicies(acme: Builder): void {
  acme.zia("zia/firewall-dns-rule", "Sinkhole what the CERT names", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    destIpCategories: ["CERT blocklist"],
  });
  acme.zia("zia/ip-destination-group", "Hosts of the campaign", {
    type: "DSTN_OTHER",
    ipCategories: ["Marketing campaign"],
  });
  acme.zia("zia/bandwidth-class", "Campaign videos", { urlCategories: ["Marketing campaign"] });
  acme.zia("zia/bandwidth-control-rule", "Campaign before everything else", {
    protocols: ["ANY_RULE"],
    bandwidthClasses: ["Campaign videos"],
    minBandwidth: 10,
    maxBandwidth: 60,
    labels: ["temporary"],
  });
}

const segmentId = (acme: Builder, name: string): Json =>
  acme.tenant.collection("zpa/application-segment").named(name)[0]?.id ?? "";

function addPrivatePolicies(acme: Builder): void {
  acme.zpaRule("zpa/forwarding-rule", "Printers stay on the wire", "BYPASS", [{ APP: ["Print"] }]);
  const [profile] = acme.tenant.collection("zpa/isolation-profile").named("Corporate isolation");
  acme.zpaRule(
    "zpa/isolation-rule",
    "Contractors see tickets in a remote browser",
    "ISOLATE",
    [
      { APP: ["Tickets & wiki"] },
      { CLIENT_TYPE: ["zpn_client_type_exporter"] },
      { SCIM_GROUP: [["Okta", "Contractors"]] },
    ],
    { zpnIsolationProfileId: profile?.id ?? "" },
  );
  acme.zpa("zpa/pra-console", "Jump host of the plants", {
    praApplication: { appId: segmentId(acme, "Vendor jump host"), name: "jump.koeln.acme.example" },
  });
  acme.zpa("zpa/user-portal-link", "Green screen", {
    link: "as400.acme.example",
    applicationId: segmentId(acme, "AS400"),
  });
}
