import type { JsonObject } from "../../model/json.ts";
import type { NameOf } from "../field.ts";
import { named } from "../fields/named.ts";
import { readId, readObjects, readText } from "../fields/shape.ts";
import { defineReferrer } from "../kind.ts";
import { ruleFields } from "./rule-fields.ts";

/**
 * These rules alone name categories by number: `val`, which is 127 above the number in a custom id. [recorded: the sum]
 * INFERRED: that it is this number. So the name that comes along counts as well.
 */
const categoriesIn = (wire: JsonObject, nameOf: NameOf): readonly string[] | undefined =>
  readObjects(wire, "urlCategories")?.flatMap((category) => {
    const id = readId(category, "id");
    const custom = /^\d+$/.test(id) ? `CUSTOM_${String(Number(id) - 127).padStart(2, "0")}` : id;
    const name = readText(category, "name");
    return [...new Set([nameOf("zia/url-category", custom, name), name ?? id])];
  });

export const dlpWebRule = defineReferrer({
  name: "zia/dlp-web-rule",
  title: "DLP web rule",
  summary: "Which data may not leave over the web.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/webDlpRules", paging: "whole" },
  fields: {
    labels: ruleFields.labels,
    urlCategories: named(["zia/url-category"], { about: "Categories of the request", read: categoriesIn }),
  },
});
