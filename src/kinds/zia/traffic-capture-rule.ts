import { oneOf } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import {
  appServiceGroups,
  destinations,
  invertibleSourceCountries,
  networkApplications,
  services,
  sources,
} from "./network-fields.ts";
import { ruleReadOnly } from "./read-only.ts";
import { ruleFields } from "./rule-fields.ts";
import { ruleStanding } from "./rule-standing.ts";

const sizes = "NONE UNLIMITED THIRTY_TWO_KB TWO_FIFTY_SIX_KB TWO_MB FOUR_MB THIRTY_TWO_MB SIXTY_FOUR_MB".split(" ");
const samples = "NONE ONE_PERCENT TWO_PERCENT FIVE_PERCENT TEN_PERCENT TWENTY_FIVE_PERCENT HUNDRED_PERCENT".split(" ");

/** Nothing of it was recorded: keys and words are those of the vendor's clients. [SDK] */
export const trafficCaptureRule = defineKind({
  name: "zia/traffic-capture-rule",
  title: "traffic capture rule",
  summary: "Which traffic is recorded; the first match decides.",
  bystander: true,
  terraform: ["zia_traffic_capture_rules"],
  activation: "staged",
  api: {
    style: "rest",
    list: "/zia/api/v1/trafficCaptureRules",
    paging: { style: "until-empty", size: 5000 },
    create: "/zia/api/v1/trafficCaptureRules",
    update: "/zia/api/v1/trafficCaptureRules/{id}",
    remove: "/zia/api/v1/trafficCaptureRules/{id}",
  },
  order: { key: "order", rank: "rank", writes: "numbered" },
  standing: ruleStanding,
  fields: {
    ...ruleFields,
    action: oneOf(["CAPTURE", "SKIP"], { about: "Whether it is recorded", role: "decision", required: true }),
    txnSizeLimit: oneOf(sizes, { about: "How much of a transaction is kept", otherwise: "NONE" }),
    txnSampling: oneOf(samples, { about: "How many transactions are kept", otherwise: "NONE" }),
    ...sources,
    ...destinations,
    ...invertibleSourceCountries,
    ...services,
    ...networkApplications,
    appServiceGroups,
  },
  readOnly: ruleReadOnly,
  hiddenCriteria: ["srcIpv6Groups", "destIpv6Groups"],
  movableFields: ["description", "state", "labels"],
  createDefaults: { state: "ENABLED", rank: 7 },
});
