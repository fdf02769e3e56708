import type { Wire } from "../../json.ts";
import { categories, int, objects, oneOf, shownFlag, someOf, texts } from "../field.ts";
import { common, ruleTable } from "../rule-table.ts";
import { fileProtocols } from "../vocabulary.ts";

/** Vendor help: largest file that can be controlled, in KB. */
const largest = 409_600;

/** Sheet and provider: bounds of sizes and quotas, and flags that exclude each other. */
function check(rule: Wire): string | undefined {
  for (const key of ["minSize", "maxSize"]) {
    const value = Number(rule[key] ?? 0);
    if (value < 0 || value > largest) return `Invalid ${key}`;
  }
  if (Number(rule.maxSize ?? largest) !== 0 && Number(rule.minSize ?? 0) > Number(rule.maxSize ?? largest))
    return "Invalid minSize";
  if (rule.activeContent === true && rule.unscannable === true)
    return "activeContent is not supported with unscannable";
  return undefined;
}

export const fileTypeControlRule = ruleTable({
  kind: "zia/file-type-control-rule",
  path: "fileTypeRules",
  audit: ["POLICY", "fileTypeRules"],
  check,
  // Recorded: the mirror of the file types, with numbers of its own.
  computed: {
    fileTypeCategories: (_look, row) =>
      (Array.isArray(row.fileTypes) ? row.fileTypes : []).map((name, index) => ({ id: 50 + index, name })),
  },
  fields: {
    ...common,
    filteringAction: oneOf("ALLOW CAUTION BLOCK", { required: "filteringAction cannot be null" }),
    operation: oneOf("UPLOAD DOWNLOAD UPLOAD_DOWNLOAD", { required: "operation cannot be null" }),
    protocols: someOf(fileProtocols, { required: "protocols cannot be null" }),
    fileTypes: texts({ shown: [] }),
    fileTypeCategories: objects({ readOnly: true }),
    urlCategories: categories(),
    cloudApplications: texts({ shown: [] }),
    minSize: int({ initial: 0, shown: 0 }),
    maxSize: int({ initial: largest }),
    activeContent: shownFlag(),
    unscannable: shownFlag(),
    passwordProtected: shownFlag(),
    capturePCAP: shownFlag(),
    timeQuota: int(),
    sizeQuota: int(),
    browserEunTemplateId: int({ initial: 0, shown: 0 }),
    zpaAppSegments: objects(),
  },
});
