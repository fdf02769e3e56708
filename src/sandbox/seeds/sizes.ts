import type { Identity, Tenant } from "../tenant.ts";
import { type Block, type Builder, startBuilder } from "./builder.ts";
import { addBuiltIns } from "./empty.ts";

/** How many policy objects of the six core kinds a seed holds, built-ins not counted. */
interface Size {
  readonly urlRules: number;
  readonly firewallRules: number;
  readonly categories: number;
  readonly segments: number;
  readonly segmentGroups: number;
  readonly accessRules: number;
}

const sizes: Readonly<Record<"small" | "medium" | "large", Size>> = {
  small: { urlRules: 80, firewallRules: 80, categories: 40, segments: 180, segmentGroups: 40, accessRules: 80 },
  medium: { urlRules: 300, firewallRules: 300, categories: 150, segments: 850, segmentGroups: 150, accessRules: 250 },
  large: {
    urlRules: 1000,
    firewallRules: 1000,
    categories: 500,
    segments: 3700,
    segmentGroups: 800,
    accessRules: 1300,
  },
};

const departments =
  "Finance,HR,Engineering,Sales,Marketing,Legal,Support,Logistics,Research,Quality,Procurement,Facilities".split(",");
const cities =
  "Berlin,Hamburg,Lyon,Madrid,Porto,Dublin,Oslo,Vienna,Prague,Warsaw,Milan,Athens,Boston,Austin,Denver,Toronto,Lima,Tokyo,Osaka,Singapore".split(
    ",",
  );
const topics = "ticketing,wiki,billing,inventory,reporting,portal,archive,scheduling,telemetry,catalogue".split(",");
const predefined =
  "GAMBLING,STREAMING_MEDIA,SOCIAL_NETWORKING,ANONYMIZER,FILE_HOST,P2P_COMMUNICATION,WEB_HOST,BLOG,TRAVEL,SPORTS".split(
    ",",
  );
const services = "HTTP,HTTPS,DNS,SSH,SMTP,LDAP,SMB,RDP,NTP,SYSLOG".split(",");
const urlActions = ["BLOCK", "BLOCK", "ALLOW", "ALLOW", "CAUTION"];
const firewallActions = ["ALLOW", "ALLOW", "BLOCK_DROP", "BLOCK_RESET"];

/** Picks from a list by a number; the same number picks the same. */
const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? "";

const counted = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const groupName = (number: number): string =>
  `${pick(departments, number)} ${pick(cities, Math.floor(number / departments.length))}`;

/** Groups that exist in both products. */
const groups = counted(240).map((number) => groupName(number - 1));

const categoryName = (number: number): string => `${pick(departments, number)} ${pick(topics, number)} sites ${number}`;

const segmentGroupName = (number: number): string =>
  `${pick(departments, number)} ${pick(topics, number * 3)} ${number}`;

const segmentName = (number: number): string =>
  `${pick(topics, number)} ${pick(cities, number * 7)} ${String(number).padStart(4, "0")}`;

export function buildSized(name: "small" | "medium" | "large", identity: Identity, now: number): Tenant {
  const builder = startBuilder(name, identity, now);
  const size = sizes[name];
  addBuiltIns(builder);
  addLookups(builder);
  addWebPolicy(builder, size);
  addFirewall(builder, size);
  addApplications(builder, size);
  addAccessRules(builder, size);
  return builder.tenant;
}

function addLookups(builder: Builder): void {
  builder.ziaNames("zia/department", ...departments);
  builder.ziaNames("zia/group", ...groups);
  for (const city of cities) builder.zia("zia/location", city, { parentId: 0, profile: "CORPORATE", ofwEnabled: true });
  for (const department of departments) builder.zia("zia/rule-label", `team ${department}`);
  for (const number of counted(60)) {
    builder.zia("zia/ip-source-group", `${pick(cities, number)} clients ${number}`, {
      ipAddresses: [`10.${number}.0.0/16`, `172.16.${number}.0/24`],
    });
    builder.zia("zia/ip-destination-group", `${pick(topics, number)} servers ${number}`, {
      type: "DSTN_IP",
      addresses: counted(4).map((host) => `198.51.${100 + (number % 50)}.${host * 10}`),
    });
  }
  builder.zpa("zpa/idp", "Okta", { enabled: true, ssoType: ["USER"], scimEnabled: true });
  builder.scimGroups("Okta", ...groups);
  for (const number of counted(10)) {
    builder.zpa("zpa/posture-profile", `Posture ${number} (zscalerthree.net)`, {
      postureUdid: `d0b05ecf-0000-4b28-ab83-${String(number).padStart(12, "0")}`,
    });
  }
}

function addWebPolicy(builder: Builder, size: Size): void {
  for (const number of counted(size.categories)) {
    builder.zia("zia/url-category", categoryName(number), {
      description: `Owned by ${pick(departments, number)}`,
      urls: counted(8 + (number % 40)).map((site) => `${pick(topics, site)}${site}.c${number}.example`),
    });
  }
  for (const number of counted(size.urlRules)) {
    const action = pick(urlActions, number);
    builder.zia(
      "zia/url-filtering-rule",
      `${action.toLowerCase()} ${pick(topics, number)} for ${groupName(number)} ${number}`,
      {
        action,
        protocols: ["HTTP_RULE", "HTTPS_RULE"],
        urlCategories: [
          categoryName(1 + (number % size.categories)),
          categoryName(1 + ((number * 7) % size.categories)),
          pick(predefined, number),
        ].filter((entry, index, all) => all.indexOf(entry) === index),
        ...(action === "CAUTION" ? { requestMethods: ["CONNECT", "GET", "HEAD"] } : {}),
        ...(number % 3 === 0 ? {} : { groups: [pick(groups, number), pick(groups, number * 5 + 1)] }),
        ...(number % 4 === 0 ? { locations: [pick(cities, number), pick(cities, number + 3)] } : {}),
        labels: [`team ${pick(departments, number)}`],
        state: number % 17 === 0 ? "DISABLED" : "ENABLED",
      },
    );
  }
}

function addFirewall(builder: Builder, size: Size): void {
  const rule = "zia/firewall-filtering-rule";
  builder.zia(rule, "Office 365 One Click Rule", { action: "ALLOW", order: 1, predefined: true });
  builder.zia(rule, "UCaaS One Click Rule", { action: "ALLOW", order: 1, predefined: true });
  for (const number of counted(size.firewallRules)) {
    const action = pick(firewallActions, number);
    const source = 1 + (number % 60);
    const target = 1 + ((number * 11) % 60);
    builder.zia(rule, `${pick(cities, number)} ${pick(services, number)} ${number}`, {
      action,
      order: number + 1,
      nwServices: [pick(services, number), pick(services, number + 3)],
      srcIpGroups: [`${pick(cities, source)} clients ${source}`],
      ...(number % 2 === 0 ? { destIpGroups: [`${pick(topics, target)} servers ${target}`] } : {}),
      ...(number % 5 === 0 ? { destCountries: ["COUNTRY_US", "COUNTRY_DE", "COUNTRY_FR"] } : {}),
      labels: [`team ${pick(departments, number)}`],
      enableFullLogging: number % 2 === 0,
    });
  }
}

function addApplications(builder: Builder, size: Size): void {
  for (const city of cities) {
    builder.zpa("zpa/app-connector-group", `${city} connectors`, { enabled: true, location: city });
    builder.zpa("zpa/server-group", `${city} servers`, {
      dynamicDiscovery: true,
      appConnectorGroups: [`${city} connectors`],
    });
  }
  for (const number of counted(size.segmentGroups)) builder.zpa("zpa/segment-group", segmentGroupName(number));
  for (const number of counted(size.segments)) {
    builder.zpa("zpa/application-segment", segmentName(number), {
      segmentGroup: segmentGroupName(1 + (number % size.segmentGroups)),
      serverGroups: [`${pick(cities, number)} servers`],
      domainNames: counted(1 + (number % 4)).map((host) => `${pick(topics, host)}${host}.s${number}.corp.example`),
      tcp: number % 3 === 0 ? ["443", "8000-8010"] : ["443"],
      ...(number % 10 === 0 ? { udp: ["5000-5010"] } : {}),
    });
  }
}

function addAccessRules(builder: Builder, size: Size): void {
  for (const number of counted(size.accessRules)) {
    const group = pick(groups, number * 3);
    const blocks: Block[] = [
      {
        APP_GROUP: [segmentGroupName(1 + (number % size.segmentGroups))],
        APP: [segmentName(1 + (number % size.segments))],
      },
      {
        SCIM_GROUP: [
          ["Okta", group],
          ["Okta", pick(groups, number * 3 + 1)],
        ],
      },
    ];
    if (number % 5 === 0) blocks.push({ POSTURE: [[`Posture ${1 + (number % 10)} (zscalerthree.net)`, true]] });
    const action = number % 9 === 0 ? "DENY" : "ALLOW";
    builder.zpaRule("zpa/access-rule", `${group} to ${pick(topics, number)} ${number}`, action, blocks);
  }
}
