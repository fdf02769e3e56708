import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/kinds/find.ts";
import { kindsNamedBy, referrersOf, usersOf } from "../../src/kinds/referrers.ts";
import { kinds } from "../../src/kinds/registry.ts";
import type { KindName } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";

const ziaRules: readonly KindName[] = [
  "zia/cloud-app-control-rule",
  "zia/bandwidth-control-rule",
  "zia/dlp-web-rule",
  "zia/file-type-control-rule",
  "zia/firewall-dns-rule",
  "zia/firewall-filtering-rule",
  "zia/firewall-ips-rule",
  "zia/forwarding-control-rule",
  "zia/nat-control-rule",
  "zia/sandbox-rule",
  "zia/ssl-inspection-rule",
  "zia/traffic-capture-rule",
  "zia/url-filtering-rule",
];
const withoutCategories = ["zia/cloud-app-control-rule", "zia/bandwidth-control-rule"];

const zpaRules: readonly KindName[] = [
  "zpa/access-rule",
  "zpa/capabilities-rule",
  "zpa/clientless-session-protection-rule",
  "zpa/forwarding-rule",
  "zpa/inspection-rule",
  "zpa/isolation-rule",
  "zpa/siem-rule",
  "zpa/timeout-rule",
];

describe("what may name an object", () => {
  test.each<[KindName, readonly KindName[], readonly KindName[]]>([
    ["zms/managed-resource-group", ["zms/policy-rule"], []],
    ["zms/unmanaged-resource-group", ["zms/policy-rule"], []],
    ["zpa/segment-group", [...zpaRules, "zpa/application-segment"], ["zpa/access-rule", "zpa/application-segment"]],
    [
      "zpa/application-segment",
      [...zpaRules, "zpa/pra-approval", "zpa/pra-console", "zpa/user-portal-link"],
      ["zpa/access-rule"],
    ],
    [
      "zpa/server-group",
      ["zpa/access-rule", "zpa/application-segment"],
      ["zpa/access-rule", "zpa/application-segment"],
    ],
    ["zpa/application-server", ["zpa/server-group"], ["zpa/server-group"]],
    [
      "zpa/app-connector-group",
      ["zpa/access-rule", "zpa/app-connector", "zpa/lss-config", "zpa/provisioning-key", "zpa/server-group"],
      ["zpa/access-rule", "zpa/server-group"],
    ],
    ["zpa/access-rule", [], []],
    ["zia/rule-label", ziaRules, ["zia/firewall-filtering-rule", "zia/url-filtering-rule"]],
    [
      "zia/url-category",
      [
        ...ziaRules.filter((name) => !withoutCategories.includes(name)),
        "zia/bandwidth-class",
        "zia/ip-destination-group",
      ],
      ["zia/firewall-filtering-rule", "zia/ip-destination-group", "zia/url-filtering-rule"],
    ],
    [
      "zia/network-service",
      [
        "zia/firewall-filtering-rule",
        "zia/firewall-ips-rule",
        "zia/forwarding-control-rule",
        "zia/nat-control-rule",
        "zia/network-service-group",
        "zia/traffic-capture-rule",
      ],
      ["zia/firewall-filtering-rule", "zia/network-service-group"],
    ],
    ["zia/url-filtering-rule", [], []],
    ["zia/firewall-filtering-rule", [], []],
  ])("%s", (name, referrers, users) => {
    expect(referrersOf(name).toSorted()).toEqual(referrers.toSorted());
    expect(usersOf(name).toSorted()).toEqual(users.toSorted());
  });

  test("no kind that is only read for it names nothing of ours", () => {
    const idle = kinds
      .filter(({ purpose }) => purpose === "referrer")
      .filter((kind) => ![...kindsNamedBy(kind)].some((named) => kindOf(named).writable));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test("nothing can name a kind that is only read for what it names", () => {
    const named = kinds.flatMap((kind) => [...kindsNamedBy(kind)]);
    expect(named.filter((name) => kindOf(name).purpose === "referrer")).toEqual([]);
  });
});

const namesIn = (kind: KindName, wire: JsonObject, known: Readonly<Record<string, string>>): readonly string[] =>
  Object.values(kindOf(kind).fields).flatMap((field) => {
    const value = field.decode(wire, (target, id, given) => known[`${target}:${id}`] ?? given ?? `#${id}`);
    return value === undefined ? [] : field.references(value).map((one) => `${one.kind}:${one.name}`);
  });

describe("references in a form of their own", () => {
  test.each<[string, KindName, JsonObject, Readonly<Record<string, string>>, readonly string[]]>([
    [
      "a DLP rule names a category by its number",
      "zia/dlp-web-rule",
      { urlCategories: [{ id: 168, name: "Partners" }] },
      { "zia/url-category:CUSTOM_41": "Partners" },
      ["zia/url-category:Partners"],
    ],
    [
      "the number counts, whatever name an old answer gives beside it",
      "zia/dlp-web-rule",
      { urlCategories: [{ id: 168, name: "Partners" }] },
      { "zia/url-category:CUSTOM_41": "Suppliers" },
      ["zia/url-category:Suppliers"],
    ],
    [
      "a predefined category there is known by its name",
      "zia/dlp-web-rule",
      { urlCategories: [{ id: 12, name: "FINANCE" }] },
      {},
      ["zia/url-category:FINANCE"],
    ],
    [
      "a console names the segment, not the facet",
      "zpa/pra-console",
      { praApplication: { id: "2002", appId: "2001", name: "jump.acme.example" } },
      { "zpa/application-segment:2001": "Jump host", "zpa/application-segment:2002": "Another" },
      ["zpa/application-segment:Jump host"],
    ],
    [
      "a target of a ZMS rule may be a group of either kind",
      "zms/policy-rule",
      { sourceTargetType: "RESOURCE_GROUP", sourceTargetIds: ["g-2", "g-3"], destinationTargetType: "ANY" },
      { "zms/unmanaged-resource-group:g-2": "Plant floor", "zms/managed-resource-group:g-3": "ERP" },
      ["zms/unmanaged-resource-group:Plant floor", "zms/managed-resource-group:ERP"],
    ],
  ])("%s", (_, kind, wire, known, expected) => {
    expect([...new Set(namesIn(kind, wire, known))]).toEqual(expected);
  });
});

describe("a row of a kind that is only read", () => {
  test.each<[string, KindName, JsonObject, readonly string[]]>([
    ["goes by its name", "zpa/siem-rule", { id: 7, name: "Log it" }, ["Log it"]],
    ["goes by its id without one", "zpa/siem-rule", { id: 7 }, ["7"]],
    ["also when the name is no text", "zpa/siem-rule", { id: "2161", name: 3 }, ["2161"]],
    ["an approval goes by whom it is for", "zpa/pra-approval", { id: "1", emailIds: ["a@x.example"] }, ["a@x.example"]],
  ])("%s", (_, kind, wire, expected) => {
    expect(kindOf(kind).names(wire)).toEqual(expected);
  });
});
