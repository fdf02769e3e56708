import { texts, words } from "../fields/list.ts";
import { duration, size } from "../fields/quantity.ts";
import { flag, integer, oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";
import { fileProtocols } from "./web-words.ts";

const path = "/zia/api/v1/fileTypeRules";
const { workloadGroups: _none, ...common } = ruleFields;

/** `fileTypeCategories` mirrors `fileTypes`, and is left out. [recorded] */
export const fileTypeControlRule = defineKind({
  name: "zia/file-type-control-rule",
  title: "file type control rule",
  summary: "Which files may be sent and fetched; the first match decides.",
  activation: "staged",
  handles: true,
  terraform: ["zia_file_type_control_rules"],
  api: { style: "rest", list: path, paging: "whole", create: path, update: `${path}/{id}`, remove: `${path}/{id}` },
  order: { key: "order", rank: "rank", writes: "numbered" },
  rule: {
    handling: true,
    action: "filteringAction",
    allow: ["ALLOW", "CAUTION"],
    // A caution page has to be clicked away. [INFERRED]
    guarded: ["CAUTION"],
    // Beyond a quota the rule lets nothing more through. [INFERRED]
    guardedBy: ["timeQuota", "sizeQuota"],
    block: ["BLOCK"],
    off: { state: "DISABLED" },
  },
  standing: ruleStanding,
  fields: {
    ...common,
    filteringAction: oneOf(["ALLOW", "CAUTION", "BLOCK"], { about: "What happens", role: "decision", required: true }),
    operation: oneOf(["UPLOAD", "DOWNLOAD", "UPLOAD_DOWNLOAD"], {
      about: "Files that are sent, fetched, or both",
      role: "effect",
      required: true,
    }),
    protocols: words(fileProtocols, {
      about: "Protocols; ANY_RULE means any",
      role: "match",
      required: true,
      any: ["ANY_RULE"],
    }),
    fileTypes: texts({ about: "File types such as FTCATEGORY_ZIP; none means any", role: "match" }),
    urlCategories: categories("Categories of the request"),
    cloudApplications: texts({ about: "Cloud application ids", role: "match", asks: "where" }),
    minSize: size({ about: "Smallest file, up to 400MB", role: "effect" }),
    maxSize: size({ about: "Largest file, up to 400MB", role: "effect", otherwise: "400MB" }),
    activeContent: flag({ about: "Only files with macros and the like", role: "effect" }),
    unscannable: flag({ about: "Only files that cannot be scanned", role: "effect" }),
    passwordProtected: flag({ about: "Only files behind a password", role: "effect" }),
    timeQuota: duration({ about: "Time allowed per day, 15m to 10h", role: "effect" }),
    sizeQuota: size({ about: "Data allowed per day, 10MB to 100000MB", role: "effect" }),
    browserEunTemplateId: integer({ about: "Id of the notification template, 0 for the default" }),
    capturePCAP: flag({ about: "Capture the traffic" }),
  },
  readOnly: [...ruleReadOnly, "fileTypeCategories"],
  hiddenCriteria: ["zpaAppSegments"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
