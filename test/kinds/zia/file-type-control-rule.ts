import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { filteringAction: "BLOCK", operation: "DOWNLOAD", protocols: ["ANY_RULE"] },
  values: {
    filteringAction: ["ALLOW", "BLOCK"],
    protocols: [["HTTPS_RULE"], ["HTTPS_RULE", "HTTP_RULE"]],
    fileTypes: [["FTCATEGORY_ZIP"], ["FTCATEGORY_ZIP", "FTCATEGORY_P7Z"]],
    minSize: ["10KB", "1MB"],
    maxSize: ["50MB", "100MB"],
    timeQuota: ["90m", "2h"],
    sizeQuota: ["50MB", "1GB"],
    browserEunTemplateId: [3, 4],
  },
  variants: [{ without: ["unscannable"] }, { only: ["filteringAction", "operation", "protocols", "unscannable"] }],
  elsewhere: ["rank"],
};
