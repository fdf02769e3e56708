import { describe, expect, test } from "vitest";
import { needConfirmation, notAllowed, permissionsOf, refusedPatterns } from "../../src/apply/gates.ts";
import type { Address, KindName } from "../../src/model/address.ts";
import type { Action, Change, Impact } from "../../src/model/change.ts";
import type { Plan, PlannedRequest } from "../../src/model/plan.ts";

const rest = (method: PlannedRequest["method"], address: Address): PlannedRequest => ({
  ...{ phase: "looser", method, path: "/", address },
});
const zms = (operation: string): PlannedRequest => ({
  ...rest("POST", "zms/unmanaged-resource-group:A"),
  ...{ path: "/zms/graphql", operation },
});
const rule: Address = "zia/url-filtering-rule:A";

describe("what the allow list has to cover", () => {
  test.each<[string, readonly PlannedRequest[], readonly string[]]>([
    ["a new object", [rest("POST", rule)], ["zia/url-filtering-rule:create"]],
    ["a delete", [rest("DELETE", rule)], ["zia/url-filtering-rule:delete"]],
    [
      "a rule that is switched off before it is deleted",
      [rest("PUT", rule), rest("DELETE", rule)],
      ["zia/url-filtering-rule:update", "zia/url-filtering-rule:delete"],
    ],
    ["a bulk reorder", [rest("PUT", "zpa/access-rule:*")], ["zpa/access-rule:update"]],
    ["a new ZMS group", [zms("unmanagedResourceGroupCreate")], ["zms/unmanaged-resource-group:create"]],
    ["an edited ZMS group", [zms("unmanagedResourceGroupUpdate")], ["zms/unmanaged-resource-group:update"]],
    ["a deleted ZMS group", [zms("resourceGroupDelete")], ["zms/unmanaged-resource-group:delete"]],
    ["the activation", [{ ...rest("POST", "zia/activation:*"), phase: "activation" }], ["zia/activation:activate"]],
  ])("%s", (_, requests, permissions) => {
    expect(permissionsOf({ requests })).toEqual(permissions);
    expect(notAllowed({ requests }, { enabled: true, allow: ["z*/*:create", "zia/*:update"] })).toEqual(
      permissions.filter((one) => !one.endsWith(":create") && !/^zia.*:update$/.test(one)),
    );
  });
});

describe("an allow list", () => {
  test.each(["*", "*:*", "*/*:*", "z*/*:*", "z*:*", "z*/*:*e*"])("may not hold %s: it gives everything", (pattern) => {
    expect(refusedPatterns({ enabled: true, allow: [pattern] })).toEqual([pattern]);
  });

  test.each(["zia/*:*", "z*/*:create", "z*/*:update", "z*/*-rule:*", "zia/activation:activate"])(
    "may hold %s",
    (pattern) => {
      expect(refusedPatterns({ enabled: true, allow: [pattern] })).toEqual([]);
    },
  );
});

describe("whether a person has to confirm", () => {
  const changeOf = (kind: KindName, action: Action, impact: Impact): Change => ({
    ...{ address: `${kind}:A`, kind, name: "A", action, id: "1", managed: true, cause: "commit", takeover: false },
    ...{ impact, fields: [], precondition: null },
  });

  test.each<[string, Action, Plan["consents"][number]["allows"] | undefined, boolean]>([
    ["what may open access", "update", "broadening", true],
    ["what has to be agreed to for another reason", "update", "overwrite-drift", false],
    ["what has not to be agreed to", "create", undefined, false],
    ["a delete, whatever it does", "delete", undefined, true],
  ])("%s", (_, action, allows, isAsked) => {
    const change = changeOf("zia/url-category", action, "unknown");
    const consents = allows === undefined ? [] : [{ address: change.address, allows, what: "", given: null }];
    expect(needConfirmation({ changes: [change], consents })).toEqual(isAsked ? [change] : []);
  });
});
