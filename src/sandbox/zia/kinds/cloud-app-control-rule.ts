import { oneOf, texts } from "../field.ts";
import { ownedFlags, ruleTable } from "../rule-table.ts";
import { appControlTypes } from "../vocabulary.ts";

export const cloudAppControlRule = ruleTable(
  "zia/cloud-app-control-rule",
  "webApplicationRules",
  {
    type: oneOf(appControlTypes, { required: "type cannot be null" }),
    applications: texts(),
    actions: texts(),
    predefined: ownedFlags.predefined,
  },
  { perType: appControlTypes.split(" ") },
);
