import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { action: "BLOCK", protocols: ["ANY_RULE"] },
  values: {
    action: ["ALLOW", "BLOCK"],
    protocols: [["HTTPS_RULE"], ["HTTPS_RULE", "HTTP_RULE"]],
    timeQuota: ["90m", "2h"],
    sizeQuota: ["50MB", "1GB"],
    validityStartTime: ["2030-03-31T01:30:00+01:00", "2030-03-31T03:30:00+02:00"],
    validityEndTime: ["2031-01-01T00:00:00Z", "2031-10-26T02:30:00+02:00"],
    validityTimeZoneId: ["Europe/Berlin", "Europe/Prague"],
    browserEunTemplateId: [3, 4],
  },
  elsewhere: ["rank"],
};
