import { isWire, listOf, type Wire } from "../../json.ts";
import { flag, object, objects, oneOf, ref, refs } from "../field.ts";
import { echoedDestinations, networkCommon, services, sources } from "../network-table.ts";
import { ruleTable } from "../rule-table.ts";

const isSet = (rule: Wire, key: string): boolean => isWire(rule[key]) || listOf(rule[key]).length > 0;

const segments = ["zpaAppSegments", "zpaApplicationSegments", "zpaApplicationSegmentGroups"];
const reachable = new Set(["DIRECT", "PROXYCHAIN", "ENATDEDIP", "GEOIP"]);

/** Provider: combinations the service refuses. */
function checkForwardingRule(rule: Wire): string | undefined {
  const method = String(rule.forwardMethod);
  const refused = { DIRECT: ["zpaGateway", "proxyGateway", ...segments], PROXYCHAIN: ["zpaGateway", ...segments] }[
    method
  ];
  const wrong = rule.type === "FORWARDING" ? refused?.find((key) => isSet(rule, key)) : undefined;
  if (wrong !== undefined) return `${wrong} is not supported for the ${method} forwarding method`;
  if (method === "PROXYCHAIN" && !isSet(rule, "proxyGateway")) return "Proxy gateway is required";
  if (method === "ZPA" && !(isSet(rule, "zpaGateway") && isSet(rule, "zpaAppSegments"))) {
    return "ZPA gateway and application segments are required";
  }
  const destination = ["destAddresses", "destCountries", "destIpCategories"].find((key) => isSet(rule, key));
  if (destination !== undefined && !reachable.has(method)) {
    return `${destination} is not supported for the ${method} forwarding method`;
  }
  return undefined;
}

const { devices: _devices, ...fields } = networkCommon;

export const forwardingControlRule = ruleTable({
  kind: "zia/forwarding-control-rule",
  path: "forwardingRules",
  audit: ["FORWARDING_CONTROL", "FORWARDING_CONTROL_POLICY"],
  maxRows: 1000,
  check: checkForwardingRule,
  fields: {
    ...fields,
    type: oneOf("FIREWALL DNS DNAT SNAT FORWARDING INTRUSION_PREVENTION EC_DNS EC_RDR EC_SELF DNS_RESPONSE", {
      required: "type cannot be null",
    }),
    forwardMethod: oneOf("INVALID DIRECT PROXYCHAIN ZIA ZPA ECZPA ECSELF DROP ENATDEDIP GEOIP", {
      required: "forwardMethod cannot be null",
    }),
    proxyGateway: ref("zia/proxy-gateway"),
    zpaGateway: object(),
    dedicatedIPGateway: object(),
    ecGroups: objects(),
    zpaAppSegments: objects(),
    zpaApplicationSegments: objects(),
    zpaApplicationSegmentGroups: objects(),
    zpaBrokerRule: flag(),
    ...sources,
    ...echoedDestinations,
    ...services,
    nwApplicationGroups: refs("zia/network-application-group"),
    appServiceGroups: refs("zia/app-service-group"),
  },
});
