import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { action: "BLOCK", protocols: ["ANY_RULE"] },
  values: {
    action: ["BLOCK", "ALLOW"],
    fileTypes: [["FTCATEGORY_ZIP"], ["FTCATEGORY_ZIP", "FTCATEGORY_PDF_DOCUMENT"]],
    minSize: ["100KB", "2MB"],
    urlCategories: [["Machine vendors"], ["Machine vendors", "GAMBLING"]],
  },
};
