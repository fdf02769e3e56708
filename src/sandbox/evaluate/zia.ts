import { BlockList, isIP } from "node:net";
import { isWire, type Json, listOf, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import type { Field } from "../zia/field.ts";
import { ziaKind } from "../zia/kinds.ts";
import { inEffectiveOrder } from "../zia/ordering.ts";
import { isSameName, type Matcher } from "./matcher.ts";

/** Fields that narrow which traffic a rule is for. */
const criteria = new Set(
  "protocols urlCategories urlCategories2 requestMethods userAgentTypes userRiskScoreLevels sourceCountries sourceIpGroups locations locationGroups departments groups users timeWindows devices deviceGroups deviceTrustLevels workloadGroups srcIps destAddresses destIpCategories destCountries srcIpGroups destIpGroups srcIpv6Groups destIpv6Groups nwServices nwServiceGroups nwApplications nwApplicationGroups appServices appServiceGroups zpaAppSegments".split(
    " ",
  ),
);

/** A second list a rule may carry that the flow's value has to be in as well (documented: ANDed). */
const secondLists: Readonly<Record<string, string>> = { urlCategories2: "urlCategories" };

const anyWords = new Set(["ANY", "ANY_RULE"]);

const addressLists = new Set(["srcIps", "destAddresses"]);

export function ziaMatcher(world: World, kindName: string, view: "staged" | "active"): Matcher {
  const kind = ziaKind(kindName);
  const fields = Object.entries(kind?.fields ?? {}).filter(([key]) => criteria.has(key));
  const stored = view === "active" ? world.tenant.active(kindName) : world.tenant.collection(kindName).values();
  const matchesField = (rule: Wire, flow: Wire, key: string, field: Field): boolean => {
    const asked = listOf(rule[key]);
    if (isAny(field, asked)) return true;
    const given = flow[key] ?? flow[secondLists[key] ?? ""];
    // A criterion the flow does not mention meets only rules that do not ask for it.
    if (given === undefined) return false;
    const isListed = asked.some((entry) => isValue(world, field, key, entry, given));
    return key === "sourceCountries" && rule.excludeSrcCountries === true ? !isListed : isListed;
  };
  return {
    rules: inEffectiveOrder(stored).filter((rule) => rule.state !== "DISABLED"),
    matches: (rule, flow) => fields.every(([key, field]) => matchesField(rule, flow, key, field)),
  };
}

/** No list, an any word, or every value there is. */
function isAny(field: Field, asked: readonly Json[]): boolean {
  if (asked.length === 0 || asked.some((entry) => anyWords.has(String(entry)))) return true;
  const all = field.values?.filter((value) => !anyWords.has(value)) ?? [];
  return all.length > 0 && all.every((value) => asked.includes(value));
}

function isValue(world: World, field: Field, key: string, entry: Json, given: Json): boolean {
  const id = isWire(entry) ? entry.id : entry;
  if (String(id) === String(given)) return true;
  if (field.to) {
    const row = world.tenant.collection(field.to).get(id);
    return row !== undefined && isSameName(world.tenant.collection(field.to).nameOf(row), given);
  }
  if (addressLists.has(key)) return isCovered(String(entry), String(given));
  const text = String(entry).replace(/^COUNTRY_/, "");
  return isSameName(text, String(given).replace(/^COUNTRY_/, ""));
}

/** Addresses: the same text, inside a CIDR block or range, or below a wildcard domain. */
function isCovered(entry: string, given: string): boolean {
  if (isSameName(entry, given)) return true;
  if (isIP(given) === 0) return entry.startsWith("*.") && given.toLowerCase().endsWith(entry.slice(1).toLowerCase());
  const list = new BlockList();
  const [address = "", prefix] = entry.split("/");
  const [first = "", last] = entry.split("-");
  const family = isIP(given) === 6 ? "ipv6" : "ipv4";
  if (prefix !== undefined && isIP(address) === isIP(given)) list.addSubnet(address, Number(prefix), family);
  else if (last !== undefined && isIP(first) === isIP(given) && isIP(last) === isIP(given)) {
    list.addRange(first, last, family);
  }
  return list.check(given, family);
}
