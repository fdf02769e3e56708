import { words } from "../fields/list.ts";
import { refObject } from "../fields/references.ts";
import { flag, integer, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";
import { fileProtocols } from "./web-words.ts";

const path = "/zia/api/v1/sandboxRules";
const fileTypes =
  "BAT APK WINDOWS_SCRIPT_FILES JAVA_APPLET PDF_DOCUMENT MS_RTF FLASH POWERSHELL WINDOWS_LIBRARY MS_EXCEL HTA VISUAL_BASIC_SCRIPT MS_POWERPOINT TAR WINDOWS_EXECUTABLES SCZIP RAR ZIP P7Z MICROSOFT_INSTALLER BZIP2 PYTHON MS_WORD"
    .split(" ")
    .map((type) => `FTCATEGORY_${type}`);
const threats = "ADWARE BOTMAL ANONYP2P RANSOMWARE OFFSEC_TOOLS SUSPICIOUS".split(" ").map((name) => `${name}_BLOCK`);
const { deviceTrustLevels: _trust, workloadGroups: _workloads, ...common } = ruleFields;
/** From waiting for the verdict to not waiting at all. [INFERRED] */
const firstTime = ["QUARANTINE", "QUARANTINE_ISOLATE", "ALLOW_SCAN", "ALLOW_NOSCAN"];

/** The default rule stands at 127, a number like any other; it is told by its flag. [provider] */
export const sandboxRule = defineKind({
  name: "zia/sandbox-rule",
  title: "sandbox rule",
  summary: "Which files are detonated before they are let through.",
  activation: "staged",
  handles: true,
  terraform: ["zia_sandbox_rules"],
  api: { style: "rest", list: path, paging: "whole", create: path, update: `${path}/{id}`, remove: `${path}/{id}` },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "baRuleAction",
    allow: ["ALLOW"],
    block: ["BLOCK"],
    // Files nobody has seen yet may wait for a verdict under either action. [INFERRED]
    guardedBy: ["firstTimeEnable", "mlActionEnabled"],
    gradedBy: ["firstTimeEnable", "firstTimeOperation", "mlActionEnabled", "byThreatScore", "cbiProfile"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...common,
    baRuleAction: oneOf(["ALLOW", "BLOCK"], { about: "What happens to bad files", role: "decision", required: true }),
    firstTimeEnable: flag({ about: "Treat files seen for the first time", role: "effect", loosens: [true, false] }),
    firstTimeOperation: oneOf(firstTime, { about: "How such files are treated", role: "effect", loosens: firstTime }),
    mlActionEnabled: flag({ about: "Judge by machine learning at once", role: "effect", loosens: [true, false] }),
    byThreatScore: integer({ about: "Threat score from which it acts", role: "effect" }),
    protocols: words(fileProtocols, {
      about: "Protocols; ANY_RULE means any",
      role: "match",
      required: true,
      any: ["ANY_RULE"],
    }),
    fileTypes: words(fileTypes, { about: "File types", role: "match", required: true }),
    // Whether none means any or nothing is told nowhere.
    baPolicyCategories: words(threats, { about: "What the sandbox finds in it", role: "effect" }),
    urlCategories: categories("Categories of the request"),
    cbiProfile: refObject("zia/isolation-profile", { about: "Profile, with QUARANTINE_ISOLATE", role: "effect" }),
  },
  readOnly: [...ruleReadOnly, "cbiProfileId"],
  hiddenCriteria: ["zpaAppSegments"],
  createDefaults: { state: "ENABLED", rank: 7, firstTimeEnable: false },
});
