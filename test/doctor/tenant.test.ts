import { describe, expect, test } from "vitest";
import { type Answer, judgeTenant, type TenantFacts } from "../../src/doctor/tenant.ts";
import type { KindName } from "../../src/model/address.ts";
import { bad } from "./bad.ts";

const kinds = (more: Readonly<Partial<Record<KindName, Answer>>>): ReadonlyMap<KindName, Answer> =>
  new Map(
    Object.entries({
      "zpa/segment-group": "ok",
      "zpa/access-rule": "ok",
      "zia/url-category": "ok",
      ...more,
    }) as [KindName, Answer][],
  );
const facts = (more: Partial<TenantFacts>): TenantFacts => ({
  cloud: "production",
  customerId: "216196257331281920",
  kinds: kinds({}),
  declared: new Set<KindName>(["zpa/access-rule"]),
  activation: { status: "ACTIVE" },
  schema: "read",
  skewSeconds: 2,
  ...more,
});

describe("the tenant", () => {
  test.each<readonly [string, TenantFacts, readonly string[]]>([
    ["nothing is said when all answers", facts({}), []],
    ["the log in is refused", facts({ refused: "the client secret is wrong" }), ["error log in"]],
    [
      "a declared kind may not be read",
      facts({ kinds: kinds({ "zpa/access-rule": "forbidden" }) }),
      ["error zpa/access-rule"],
    ],
    [
      "another kind may not be read",
      facts({ kinds: kinds({ "zpa/segment-group": "forbidden" }) }),
      ["warning zpa/segment-group"],
    ],
    [
      "a product has no licence, and its kinds are told in one line",
      facts({ kinds: kinds({ "zpa/segment-group": "forbidden", "zpa/access-rule": "forbidden" }) }),
      ["error ZPA (private access)"],
    ],
    [
      "a product without licence that nobody declares",
      facts({ kinds: kinds({ "zia/url-category": "forbidden" }) }),
      ["warning ZIA (internet access)"],
    ],
    [
      "a declared kind fails",
      facts({ kinds: kinds({ "zpa/access-rule": { failed: "502" } }) }),
      ["error zpa/access-rule"],
    ],
    [
      "another kind fails",
      facts({ kinds: kinds({ "zpa/segment-group": { failed: "502" } }) }),
      ["unknown zpa/segment-group"],
    ],
    ["ZMS hides its schema", facts({ schema: "hidden" }), ["warning ZMS schema"]],
    ["the schema fails", facts({ schema: { failed: "502" } }), ["unknown ZMS schema"]],
    ["somebody's changes are staged", facts({ activation: { status: "PENDING" } }), ["warning ZIA activation"]],
    ["an activation is running", facts({ activation: { status: "INPROGRESS" } }), ["warning ZIA activation"]],
    ["a status nobody knows", facts({ activation: { status: "ODD" } }), ["unknown ZIA activation"]],
    ["the status fails", facts({ activation: { failed: "403" } }), ["unknown ZIA activation"]],
    ["our clock is behind", facts({ skewSeconds: 300 }), ["warning clock"]],
    ["our clock is ahead", facts({ skewSeconds: -300 }), ["warning clock"]],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeTenant(given))).toEqual(expected);
  });
});
