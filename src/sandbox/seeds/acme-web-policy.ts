import type { Wire } from "../json.ts";
import { isolationProfile } from "./acme-surroundings.ts";
import type { Builder } from "./builder.ts";

export function addLabels(acme: Builder): void {
  const labels: Readonly<Record<string, string>> = {
    "security-baseline": "Owned by the security team. No exception without a signature of the CISO.",
    "hr-policy": "Follows from the works agreement on internet use (GBV 2024-07). Changes need the works council.",
    plant: "Rules for the plant networks in Köln and Ostrava. Ask the OT team before the next shift, not after.",
    exception: "Temporary exceptions.", // update: audit wants ticket, owner and date
    // undeclared
    temporary: "To be removed",
    "migrated-from-proxy": "Imported 2021, review pending",
  };
  for (const [name, description] of Object.entries(labels)) acme.zia("zia/rule-label", name, { description });
}

export function addCategories(acme: Builder): void {
  declaredCategories(acme);
  const category = "zia/url-category";
  acme.zia(category, "Marketing campaign", { urls: ["campaign.example", "landing.example"] });
  acme.zia(category, "Legacy exceptions", { urls: [".legacy.example"], dbCategorizedUrls: ["old.example"] });
  acme.zia(category, "Sales demo tenants", { urls: [".demo-crm.example"], keywords: ["acme-demo"] });
  // Somebody added a host to a category of the vendor.
  const [finance] = acme.tenant.collection(category).named("FINANCE");
  acme.tenant.collection(category).put({ ...finance, dbCategorizedUrls: ["ledger-cloud.example"] });
}

function declaredCategories(acme: Builder): void {
  const category = "zia/url-category";
  acme.zia(category, "Partner portals & suppliers", {
    description: "B2B portals of suppliers and customers, approved by Purchasing",
    // update: the old Brandt portal goes, two foundries come
    urls: [
      "portal.brandt-steel.example",
      "b2b.norrland-bearings.example/login",
      ".partner.brandt-steel.example",
      "portal.hydraulik-vogt.example",
    ],
    dbCategorizedUrls: ["docs.norrland-bearings.example"],
  });
  acme.zia(category, "Behörden & Zölle", {
    description: "Portals of authorities and customs offices.\r\nOwner: Export control (export-control@acme.example)",
    urls: ["portal.bafa.example", ".zoll.example", "elster.steuer.example", ".ausfuhr.example"],
  });
  acme.zia(category, "Recruiting platforms", {
    description: "Job boards where HR publishes; everybody else sees the category JOB_SEARCH",
    urls: [".talentpool.example", "hire.campus-net.example", "Recruiter.JobWorld.example"],
    keywords: ["acme-careers"],
    dbCategorizedUrls: ["events.campus-net.example"], // not declared, stays
  });
  acme.zia(category, "Machine vendors", {
    description: "Remote service and firmware of the machine builders in our plants",
    urls: [".service.lathe-works.example", ".remote.siemetra.example", "firmware.kranz-robotics.example"],
    ipRanges: ["203.0.113.40-203.0.113.44", "203.0.113.16/28"],
  });
  acme.zia(category, "CERT blocklist", {
    description: "Hosts named in the CERT letters",
    urls: [
      "acme-vpn-login.example",
      ".invoice-acme.example",
      "update-flashplayer.example",
      ".paket-tracking24.example",
    ],
    keywords: ["acme-sso-verify"],
  });
  acme.zia(category, "Risky TLDs", {
    type: "TLD_CATEGORY",
    description: "Top-level domains nobody here has business with",
    urls: [".top", ".zip", ".gq", ".mov"],
  });
}

const web = ["HTTP_RULE", "HTTPS_RULE"];
const readMethods = ["GET", "HEAD", "CONNECT"];

/** Undeclared rules stand among the declared ones: the vendor's share number 1, administrators made the others. */
export function addUrlRules(acme: Builder): void {
  const rule = "zia/url-filtering-rule";
  const builtIn: Wire = { action: "ALLOW", order: 1, predefined: true, protocols: ["ANY_RULE"] };
  acme.zia(rule, "Office 365 One Click Rule", { ...builtIn, urlCategories: ["OFFICE_365"] });
  acme.zia(rule, "UCaaS One Click Rule", { ...builtIn, urlCategories: ["WEB_CONFERENCING"], state: "DISABLED" });
  declaredSecurityUrlRules(acme);
  acme.zia(rule, "AI pilot of the sales team", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["GENERAL_AI_ML"],
    groups: ["Sales"],
    labels: ["temporary"],
    description: "until the end of Q1, asked for by A. Sousa",
  });
  declaredConductUrlRules(acme);
  acme.zia(rule, "Legacy exceptions for the plant", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["Legacy exceptions"],
    locations: ["Plant Köln"],
    state: "DISABLED",
    labels: ["migrated-from-proxy"],
  });
}

function declaredSecurityUrlRules(acme: Builder): void {
  const rule = "zia/url-filtering-rule";
  acme.zia(rule, "Block security risks", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: [
      "Risky TLDs",
      "MALICIOUS_TLD",
      "OTHER_SECURITY",
      "CERT blocklist",
      "COMPUTER_HACKING",
      "ADWARE_OR_SPYWARE",
    ],
    description: "Malware, phishing kits, hacking tools. No exceptions, SEC-1001.",
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Helpdesk remote support", {
    action: "ALLOW",
    protocols: ["ANY_RULE"],
    urlCategories: ["REMOTE_ACCESS"],
    groups: ["IT Admins"],
  });
  acme.zia(rule, "Allow machine vendors in the plants", {
    action: "ALLOW",
    protocols: ["WEBSOCKETSSL_RULE", "HTTPS_RULE"],
    urlCategories: ["Machine vendors"],
    locationGroups: ["Plants"],
    groups: ["Plant maintenance"],
    description: "Remote service and firmware; each session is announced by phone (OT-77)",
    labels: ["plant"],
  });
  acme.zia(rule, "Block anonymizers & remote access", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["DYNAMIC_DNS", "ANONYMIZER", "P2P_COMMUNICATION", "REMOTE_ACCESS"],
    deviceTrustLevels: ["ANY"],
    description: "Tunnels around us, and remote control of our machines by strangers (support scams, SEC-1219)",
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Allow authorities and customs", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["Behörden & Zölle"],
    departments: ["Logistics", "Finance"],
    description:
      "Customs, tax and export control portals.\r\nMust stay above the isolation rule: the signature cards do not work in an isolated browser (EXP-77).",
    labels: ["exception"],
  });
  acme.zia(rule, "Allow partner portals", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["Partner portals & suppliers"],
    urlCategories2: ["ANY"],
    departments: ["Sales", "Purchasing", "Logistics"],
    description: "Orders and drawings; SEC-1702",
    labels: ["exception"],
  });
  acme.zia(rule, "Isolate newly registered domains", {
    action: "ISOLATE",
    protocols: web,
    urlCategories: ["NON_CATEGORIZABLE", "NEWLY_REG_DOMAINS", "NEWLY_REVIVED_DOMAINS"],
    cbiProfile: isolationProfile(acme, "Acme read-only"),
    description: "Pages render in the isolation browser; nothing reaches the laptop, SEC-1340",
    labels: ["security-baseline"],
  });
  // "Block AI services in the plants" and "Allow coding assistants for engineering" belong here: a move and a create.
  acme.zia(rule, "Caution on AI services", {
    action: "CAUTION",
    protocols: web,
    requestMethods: readMethods,
    urlCategories: ["GENERAL_AI_ML", "AI_ML_APPS"],
    endUserNotificationUrl: "https://intranet.acme.example/ai-guideline",
    description: "Reminds people what must not be pasted; the page links to the AI guideline",
    labels: ["hr-policy"],
  });
}

function declaredConductUrlRules(acme: Builder): void {
  const rule = "zia/url-filtering-rule";
  acme.zia(rule, "Block gambling & adult content", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["PORNOGRAPHY", "ADULT_THEMES", "GAMBLING", "OTHER_ADULT_MATERIAL", "NUDITY"],
    description: "GBV 2024-07, section 4",
    labels: ["hr-policy"],
  });
  acme.zia(rule, "Allow recruiting for HR", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["Recruiting platforms", "JOB_SEARCH"],
    departments: ["Human Resources"],
    labels: ["exception"],
  });
  // move: belongs above the caution page
  acme.zia(rule, "Block AI services in the plants", {
    action: "BLOCK",
    protocols: ["ANY_RULE"],
    urlCategories: ["AI_ML_APPS", "GENERAL_AI_ML"],
    locationGroups: ["Plants"],
    labels: ["plant"],
  });
  acme.zia(rule, "Block uploads by contractors", {
    action: "BLOCK",
    protocols: ["FTP_RULE", ...web],
    requestMethods: ["PUT", "POST"],
    urlCategories: ["IMAGE_HOST", "FILE_HOST", "EMAIL_HOST"],
    groups: ["Contractors"],
    labels: ["security-baseline"],
  });
  acme.zia(rule, "Allow social media for marketing", {
    action: "ALLOW",
    protocols: ["HTTPS_RULE"],
    urlCategories: ["STREAMING_MEDIA", "SOCIAL_NETWORKING"],
    departments: ["Marketing"],
    users: ["Zoe Lindqvist"],
    description: "Campaign work; the agency's account manager is in the group, too (MKT-14)",
    labels: ["exception"],
  });
  // undeclared
  acme.zia(rule, "Campaign site for Marketing", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["Marketing campaign"],
    departments: ["Marketing"],
  });
  acme.zia(rule, "Caution on social media at work", {
    action: "CAUTION",
    protocols: web,
    requestMethods: readMethods,
    urlCategories: ["ONLINE_CHAT", "SOCIAL_NETWORKING"],
    timeWindows: ["Work hours"],
    description: "GBV 2024-07, section 6; breaks are not covered by the time window",
    labels: ["hr-policy"],
  });
  acme.zia(rule, "Streaming allowance in the plants", {
    action: "ALLOW",
    protocols: web,
    urlCategories: ["MUSIC", "STREAMING_MEDIA", "RADIO_STATIONS"],
    locationGroups: ["Plants"],
    timeQuota: 60,
    sizeQuota: 512_000,
    labels: ["plant"],
  });
}
