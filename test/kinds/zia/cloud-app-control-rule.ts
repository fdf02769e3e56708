import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { type: "WEBMAIL", actions: ["BLOCK_WEBMAIL_ATTACHMENT_SEND"] },
  values: {
    type: ["FILE_SHARE", "WEBMAIL"],
    applications: [["DROPBOX"], ["DROPBOX", "BOX"]],
    actions: [["DENY_FILE_SHARE_UPLOAD"], ["DENY_FILE_SHARE_UPLOAD", "DENY_FILE_SHARE_SHARE"]],
    timeQuota: ["90m", "2h"],
    sizeQuota: ["50MB", "1GB"],
    validityStartTime: ["2030-03-31T01:30:00+01:00", "2030-03-31T03:30:00+02:00"],
    validityEndTime: ["2031-01-01T00:00:00Z", "2031-10-26T02:30:00+02:00"],
    validityTimeZoneId: ["Europe/Berlin", "Europe/Prague"],
    eunTemplateId: [5, 6],
    browserEunTemplateId: [3, 4],
  },
  elsewhere: ["rank"],
};
