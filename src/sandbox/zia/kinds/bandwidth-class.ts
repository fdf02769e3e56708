import { categories, ids, int, oneOf, shownFlag, text, texts } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

const types =
  "BANDWIDTH_CAT_GENERAL_SURFING BANDWIDTH_CAT_LARGE_FILE BANDWIDTH_CAT_SALES BANDWIDTH_CAT_FINANCE BANDWIDTH_CAT_MEDIA BANDWIDTH_CAT_WEBCONF BANDWIDTH_CAT_VOIP BANDWIDTH_CAT_FSHARE";

export const bandwidthClass: ZiaKind = {
  kind: "zia/bandwidth-class",
  path: "bandwidthClasses",
  nameKey: "name",
  // Recorded: slots from 9 on, given out again after a delete.
  family: "bandwidth",
  writable: true,
  echo: "full",
  maxRows: 253,
  // Recorded: classes of the vendor have a type, own ones have none.
  owned: { is: ({ type }) => type !== undefined },
  audit: ["RESOURCES", "BANDWIDTH_CLASSES"],
  word: "BANDWIDTH CLASS",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null" }),
    type: oneOf(types, { readOnly: true }),
    isNameL10nTag: shownFlag({ readOnly: true, shown: true }),
    urls: texts(),
    urlCategories: categories(),
    webApplications: ids(),
    applications: ids(),
    fileSize: oneOf("FILE_5MB FILE_10MB FILE_50MB FILE_100MB FILE_250MB FILE_500MB FILE_1GB"),
    networkApplications: ids(),
    networkServices: texts(),
    applicationServiceGroups: texts(),
  },
};
