import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { baRuleAction: "BLOCK", protocols: ["ANY_RULE"], fileTypes: ["FTCATEGORY_ZIP"] },
  values: {
    baRuleAction: ["ALLOW", "BLOCK"],
    firstTimeOperation: ["QUARANTINE", "ALLOW_SCAN"],
    protocols: [["HTTPS_RULE"], ["HTTPS_RULE", "HTTP_RULE"]],
    fileTypes: [["FTCATEGORY_ZIP"], ["FTCATEGORY_ZIP", "FTCATEGORY_P7Z"]],
    byThreatScore: [40, 45],
  },
  elsewhere: ["rank"],
};
