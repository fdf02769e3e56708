import { texts, words } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { flag, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";
import { userAgents } from "./web-words.ts";

const path = "/zia/api/v1/sslInspectionRules";
const platforms = "SCAN_IOS SCAN_ANDROID SCAN_MACOS SCAN_WINDOWS SCAN_LINUX NO_CLIENT_CONNECTOR".split(" ");
const versions = (side: string): readonly string[] => ["3", "2", "1", "0"].map((minor) => `${side}_TLS_1_${minor}`);
/** From the strictest on: an old version is easier to listen to. PASS_THRU leaves the judgement to the client. */
const tls = (about: string, side: string) => oneOf(versions(side), { about, role: "effect", loosens: versions(side) });

/**
 * What is not decrypted is not inspected by anything that looks into traffic. The certificate that is shown instead of
 * the server's cannot be listed, so `overrideDefaultCertificate` and `sslInterceptionCert` stay as they are.
 */
export const sslInspectionRule = defineKind({
  name: "zia/ssl-inspection-rule",
  title: "SSL inspection rule",
  summary: "Which encrypted traffic is opened and inspected.",
  activation: "staged",
  handles: true,
  terraform: ["zia_ssl_inspection_rules"],
  api: { style: "rest", list: path, paging: "whole", create: path, update: `${path}/{id}`, remove: `${path}/{id}` },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "action",
    allow: ["DECRYPT", "DO_NOT_DECRYPT"],
    guarded: ["DECRYPT"],
    block: ["BLOCK"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  // Here the action is an object: its type, and settings per type. [recorded]
  nested: {
    key: "action",
    tag: "type",
    beside: ["showEUN", "showEUNATP"],
    parts: {
      DECRYPT: {
        key: "decryptSubActions",
        keys: [
          "serverCertificates",
          "ocspCheck",
          "blockSslTrafficWithNoSniEnabled",
          "minClientTLSVersion",
          "minServerTLSVersion",
          "blockUndecrypt",
          "http2Enabled",
        ],
      },
      DO_NOT_DECRYPT: {
        key: "doNotDecryptSubActions",
        keys: [
          "bypassOtherPolicies",
          "serverCertificates",
          "ocspCheck",
          "blockSslTrafficWithNoSniEnabled",
          "minTLSVersion",
        ],
      },
    },
  },
  fields: {
    ...ruleFields,
    action: oneOf(["DECRYPT", "DO_NOT_DECRYPT", "BLOCK"], { about: "What happens", role: "decision", required: true }),
    bypassOtherPolicies: flag({
      about: "With DO_NOT_DECRYPT: no other policy looks at it either",
      role: "effect",
      loosens: [false, true],
    }),
    serverCertificates: oneOf(["ALLOW", "BLOCK", "PASS_THRU"], {
      about: "Servers whose certificate is not trusted",
      role: "effect",
      loosens: ["BLOCK", "ALLOW"],
    }),
    ocspCheck: flag({ about: "Ask whether the certificate was revoked", role: "effect", loosens: [true, false] }),
    blockSslTrafficWithNoSniEnabled: flag({
      about: "Stop what does not name its server",
      role: "effect",
      loosens: [true, false],
    }),
    minClientTLSVersion: tls("With DECRYPT: oldest version of the client", "CLIENT"),
    minServerTLSVersion: tls("With DECRYPT: oldest version of the server", "SERVER"),
    minTLSVersion: tls("With DO_NOT_DECRYPT: oldest version of the server", "SERVER"),
    blockUndecrypt: flag({
      about: "With DECRYPT: stop what cannot be opened",
      role: "effect",
      loosens: [true, false],
    }),
    http2Enabled: flag({ about: "With DECRYPT: allow HTTP/2" }),
    showEUN: flag({ about: "Notify the user; not with DECRYPT" }),
    showEUNATP: flag({ about: "Notify the user of advanced threats; with DO_NOT_DECRYPT only" }),
    urlCategories: categories("Categories of the request"),
    cloudApplications: texts({ about: "Cloud application ids", role: "match", asks: "where" }),
    platforms: words(platforms, { about: "Platforms of the client; none means any", role: "match", asks: "from" }),
    userAgentTypes: words(userAgents, { about: "Browsers; none means any", role: "match", single: true }),
    sourceIpGroups: refs("zia/ip-source-group", {
      about: "Source IP groups",
      form: "number",
      role: "match",
      asks: "from",
    }),
    destIpGroups: refs("zia/ip-destination-group", {
      about: "Destination IP groups",
      form: "number",
      role: "match",
      asks: "where",
    }),
    roadWarriorForKerberos: flag({ about: "For remote users with Kerberos", role: "effect" }),
  },
  readOnly: ruleReadOnly,
  hiddenCriteria: ["proxyGateways", "zpaAppSegments", "endPointApplications", "endPointApplicationGroups"],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
