import { describe, expect, test } from "vitest";
import { callsOf } from "../../src/kinds/calls.ts";
import { findKind } from "../../src/kinds/find.ts";
import { defineKind, type Kind } from "../../src/kinds/kind.ts";

const lines = (kind: Kind | undefined): readonly string[] =>
  kind === undefined ? [] : callsOf(kind).map(({ purpose, request, note }) => `${purpose}: ${request} (${note})`);

describe("the calls behind a kind", () => {
  test("rules that carry their number move by an update, and take effect by an activation", () => {
    expect(lines(findKind("zia/url-filtering-rule"))).toEqual([
      "read: GET /zia/api/v1/urlFilteringRules (one answer, or pages of 100)",
      "create: POST /zia/api/v1/urlFilteringRules (only the id of the answer is used)",
      "update: PUT /zia/api/v1/urlFilteringRules/{id} (the whole object: live, overlaid with what is declared)",
      "delete: DELETE /zia/api/v1/urlFilteringRules/{id} (never while anything refers to it)",
      "move: PUT /zia/api/v1/urlFilteringRules/{id} (carries `order`)",
      "activate: POST /zia/api/v1/status/activate (once, after every write of every product)",
    ]);
  });

  test("a query of the list is part of the call", () => {
    expect(lines(findKind("zia/url-category"))[0]).toBe("read: GET /zia/api/v1/urlCategories?type=ALL (one answer)");
  });

  test("GraphQL mutations say what they take", () => {
    expect(lines(findKind("zms/managed-resource-group"))).toEqual([
      "read: query ListResourceGroups (root field `resourceGroups`, pages of 500)",
      "create: mutation managedResourceGroupCreate (input type `ManagedResourceGroupCreateInput`; checked against the tenant's own schema before the first write)",
      "update: mutation managedResourceGroupUpdate (input type `ManagedResourceGroupUpdateInput`; checked against the tenant's own schema before the first write)",
      "delete: mutation resourceGroupDelete (takes the id; checked against the tenant's own schema before the first write)",
    ]);
  });

  test("what a tenant has once is read and updated", () => {
    const allowlist = defineKind({
      name: "zia/lamp-settings",
      title: "lamp settings",
      summary: "All lamps.",
      activation: "none",
      singleton: true,
      api: { style: "rest", list: "/zia/api/v1/lamps", paging: "one", update: "/zia/api/v1/lamps" },
    });
    expect(lines(allowlist)).toEqual([
      "read: GET /zia/api/v1/lamps (the one object there is)",
      "update: PUT /zia/api/v1/lamps (the whole object: live, overlaid with what is declared)",
    ]);
  });

  test("what has a list per type is read once per type", () => {
    expect(lines(findKind("zia/cloud-app-control-rule"))[0]).toContain("one list per type");
  });
});
