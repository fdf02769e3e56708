import { texts, urls } from "../fields/list.ts";
import { refs } from "../fields/references.ts";
import { defineKind } from "../kind.ts";

/**
 * Classes of the vendor carry a `type` [recorded]. What only those have (`fileSize`, `applications`) is not declared and
 * keeps its value.
 */
export const bandwidthClass = defineKind({
  name: "zia/bandwidth-class",
  title: "bandwidth class",
  summary: "Traffic that shares bandwidth, told by URLs, categories or applications.",
  bystander: true,
  terraform: ["zia_bandwidth_classes"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/bandwidthClasses",
    paging: "whole",
    create: "/zia/api/v1/bandwidthClasses",
    update: "/zia/api/v1/bandwidthClasses/{id}",
    remove: "/zia/api/v1/bandwidthClasses/{id}",
  },
  // Rules call LARGE_FILE by its type. [recorded]
  names: ({ name, type }) => [name, type].filter((one): one is string => typeof one === "string" && one !== ""),
  standing: ({ type }) => (typeof type === "string" ? "movable" : "custom"),
  fields: {
    urls: urls({ about: "URLs and hosts; a leading dot takes subdomains along", role: "content" }),
    urlCategories: refs("zia/url-category", {
      about: "Predefined ids or names of custom categories",
      form: "bare",
      role: "content",
    }),
    webApplications: texts({ about: "Cloud application ids such as ZOOM", role: "content" }),
  },
  readOnly: ["id", "isNameL10nTag", "type"],
  movableFields: ["urls", "urlCategories", "webApplications"],
});
