import { countries, oneOf, refs, shownFlag } from "../field.ts";
import { destinations, networkApplications, services, sources } from "../network-table.ts";
import { common, ownedFlags, ruleTable } from "../rule-table.ts";

/** Nothing of it was recorded: keys, words and pages are those of the SDK. */
export const trafficCaptureRule = ruleTable({
  kind: "zia/traffic-capture-rule",
  path: "trafficCaptureRules",
  paging: { size: 5000, max: 5000, by: "order" },
  audit: ["FIREWALL_CONTROL", "TRAFFIC_CAPTURE"],
  fields: {
    ...common,
    action: oneOf("CAPTURE SKIP", { required: "action cannot be null" }),
    txnSizeLimit: oneOf("NONE UNLIMITED THIRTY_TWO_KB TWO_FIFTY_SIX_KB TWO_MB FOUR_MB THIRTY_TWO_MB SIXTY_FOUR_MB", {
      initial: "NONE",
    }),
    txnSampling: oneOf("NONE ONE_PERCENT TWO_PERCENT FIVE_PERCENT TEN_PERCENT TWENTY_FIVE_PERCENT HUNDRED_PERCENT", {
      initial: "NONE",
    }),
    ...sources,
    ...destinations,
    sourceCountries: countries(),
    excludeSrcCountries: shownFlag(),
    ...services,
    ...networkApplications,
    appServiceGroups: refs("zia/app-service-group"),
    ...ownedFlags,
  },
});
