import { refs, text, texts } from "../fields.ts";
import { lookup } from "../lookup.ts";

export const praApproval = lookup("zpa/pra-approval", "approval", {
  nameKey: "id",
  word: "Privileged Approval",
  fields: {
    emailIds: texts({ required: true }),
    startTime: text(),
    endTime: text(),
    status: text({ initial: "ACTIVE" }),
    applications: refs("zpa/application-segment"),
  },
});
