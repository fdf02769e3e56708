import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/kinds/find.ts";
import { flattened, unflattened } from "../../src/kinds/nested.ts";
import type { JsonObject } from "../../src/model/json.ts";

const kind = kindOf("zia/ssl-inspection-rule");
const read: JsonObject = {
  id: 7,
  action: {
    type: "DO_NOT_DECRYPT",
    showEUN: true,
    overrideDefaultCertificate: true,
    doNotDecryptSubActions: { bypassOtherPolicies: false, ocspCheck: true, tomorrow: 1 },
  },
};

test("settings of the choice stand beside it", () => {
  expect(flattened(kind, read)).toMatchObject({
    id: 7,
    action: "DO_NOT_DECRYPT",
    showEUN: true,
    bypassOtherPolicies: false,
    ocspCheck: true,
  });
});

test("what was laid flat goes back as it was, keys nobody knows included", () => {
  expect(unflattened(kind, flattened(kind, read))).toEqual(read);
});

test("an object of a kind that nests nothing stays as it is", () => {
  const label = kindOf("zia/rule-label");
  expect(flattened(label, read)).toBe(read);
  expect(unflattened(label, read)).toBe(read);
});

describe("a change", () => {
  const changed = (over: JsonObject): JsonObject =>
    unflattened(kind, { ...flattened(kind, read), ...over }).action as JsonObject;

  test("of a setting goes into the object of the choice", () => {
    expect(changed({ ocspCheck: false }).doNotDecryptSubActions).toEqual({
      bypassOtherPolicies: false,
      ocspCheck: false,
      tomorrow: 1,
    });
  });

  test("of the choice leaves the object of the other one out, and takes along what both have", () => {
    expect(changed({ action: "DECRYPT", http2Enabled: true })).toEqual({
      type: "DECRYPT",
      showEUN: true,
      overrideDefaultCertificate: true,
      decryptSubActions: { ocspCheck: true, http2Enabled: true },
    });
    expect(changed({ action: "BLOCK" })).toEqual({ type: "BLOCK", showEUN: true, overrideDefaultCertificate: true });
  });

  test("that takes a setting out leaves it out", () => {
    const { ocspCheck: _, ...body } = flattened(kind, read);
    expect((unflattened(kind, body).action as JsonObject).doNotDecryptSubActions).toEqual({
      bypassOtherPolicies: false,
      tomorrow: 1,
    });
  });
});
