import type { KindName } from "../../model/address.ts";
import { refs } from "../fields/references.ts";
import { defineReferrer } from "../kind.ts";
import { categories } from "./category-field.ts";
import { ruleFields } from "./rule-fields.ts";

const named = (kind: KindName, about: string) => refs(kind, { about, form: "number", role: "match" });

export const trafficCaptureRule = defineReferrer({
  name: "zia/traffic-capture-rule",
  title: "traffic capture rule",
  summary: "Which traffic is recorded.",
  bystander: true,
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/trafficCaptureRules", paging: { style: "until-empty", size: 5000 } },
  fields: {
    labels: ruleFields.labels,
    locations: ruleFields.locations,
    timeWindows: ruleFields.timeWindows,
    workloadGroups: ruleFields.workloadGroups,
    destIpCategories: categories("Categories of the destination"),
    srcIpGroups: named("zia/ip-source-group", "Source IP groups"),
    destIpGroups: named("zia/ip-destination-group", "Destination IP groups"),
    nwServices: named("zia/network-service", "Network services"),
    nwServiceGroups: named("zia/network-service-group", "Network service groups"),
    nwApplicationGroups: named("zia/network-application-group", "Network application groups"),
  },
});
