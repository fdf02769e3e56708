import { describe, expect, test } from "vitest";
import { findings, type Given } from "./given.ts";

interface World {
  readonly segment?: Given[1];
  readonly group?: Given[1];
  readonly rule?: Given[1];
  readonly managed?: boolean;
}

const found = ({ segment, group, rule, managed = true }: World) =>
  findings("disabled-reference", {
    "zpa/segment-group": [["Apps", { enabled: true, ...group }, { managed }]],
    "zpa/application-segment": [["ERP", { enabled: true, segmentGroup: "apps", ...segment }, { managed }]],
    "zpa/access-rule": [["Rule", { action: "ALLOW", conditions: [{ APP: ["erp"] }], ...rule }, { managed }]],
  });

describe("an enabled rule that names something switched off is told", () => {
  test.each<[string, World, RegExp, string]>([
    ["a segment", { segment: { enabled: false } }, /the application segment "ERP", which is/, "conditions.0.APP.0"],
    [
      "the segment's group",
      { group: { enabled: false } },
      /"ERP", whose segment group "Apps" is/,
      "conditions.0.APP.0",
    ],
    [
      "a group",
      { group: { enabled: false }, rule: { conditions: [{ CLIENT_TYPE: ["x"] }, { APP_GROUP: ["Apps"] }] } },
      /the segment group "Apps", which is/,
      "conditions.1.APP_GROUP.0",
    ],
    [
      "a segment, to block it",
      { segment: { enabled: false }, rule: { action: "DENY" } },
      /"ERP"/,
      "conditions.0.APP.0",
    ],
  ])("%s", (_, world, message, path) => {
    const [one, ...others] = found(world);
    expect(others).toEqual([]);
    expect(one?.message).toMatch(message);
    expect(one?.source).toMatchObject({ file: path, line: 3 });
  });
});

describe("nothing is told", () => {
  test.each<[string, World]>([
    ["when all is on", {}],
    ["when nobody says whether it is on", { segment: { enabled: null }, group: { enabled: null } }],
    ["when the rule is off", { segment: { enabled: false }, rule: { disabled: true } }],
    ["when the action has no known direction", { segment: { enabled: false }, rule: { action: "REQUIRE_APPROVAL" } }],
    ["when the rule names something else", { segment: { enabled: false }, rule: { conditions: [{ APP: ["Wiki"] }] } }],
    ["when nothing of it is declared", { segment: { enabled: false }, managed: false }],
  ])("%s", (_, world) => {
    expect(found(world)).toEqual([]);
  });
});

test("an object that is named twice is told once, where it is named first", () => {
  const twice = { conditions: [{ APP: ["ERP", "erp"] }] };
  const told = found({ segment: { enabled: false }, rule: twice });
  expect(told.map(({ source }) => source?.file)).toEqual(["conditions.0.APP.0"]);
});
