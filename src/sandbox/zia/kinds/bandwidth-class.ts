import { categories, int, shownFlag, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

/** Recorded: own classes have no `type`, and ids from a small range. */
export const bandwidthClass: ZiaKind = {
  kind: "zia/bandwidth-class",
  path: "bandwidthClasses",
  nameKey: "name",
  family: "bandwidth",
  echo: "full",
  audit: ["RESOURCES", "BANDWIDTH_CLASSES"],
  word: "BANDWIDTH CLASS",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null" }),
    type: text({ readOnly: true }),
    isNameL10nTag: shownFlag({ readOnly: true, shown: true }),
    urls: texts(),
    urlCategories: categories(),
    webApplications: texts(),
  },
};
