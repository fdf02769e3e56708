import { describe, expect, test } from "vitest";
import { judgeSecrets, type SecretFacts } from "../../src/doctor/secrets.ts";
import { bad } from "./bad.ts";

const facts = (more: Partial<SecretFacts>): SecretFacts => ({
  tenant: "acme",
  repository: "acme/policies",
  areNeeded: true,
  inRepository: { value: ["NPM_TOKEN"] },
  inOrganization: { value: [] },
  inPlan: { value: ["ZSCALER_CLIENT_SECRET"] },
  inApply: { value: ["ZSCALER_PRIVATE_KEY"] },
  ...more,
});

describe("secrets", () => {
  test.each<readonly [string, SecretFacts, readonly string[]]>([
    ["nothing is said of credentials in the two environments alone", facts({}), []],
    [
      "a credential at repository level",
      facts({ inRepository: { value: ["NPM_TOKEN", "ZSCALER_CLIENT_SECRET"] } }),
      ["error secrets of the repository"],
    ],
    [
      "a credential at organisation level",
      facts({ inOrganization: { value: ["ZSCALER_CLIENT_ID"] } }),
      ["error secrets of the organisation"],
    ],
    [
      "the key of confirmations at repository level",
      facts({ inRepository: { value: ["ZERODRIFT_CONFIRMATION_KEY"] } }),
      ["error secrets of the repository"],
    ],
    ["an environment without one", facts({ inApply: { value: [] } }), ["warning zerodrift-acme-apply: secrets"]],
    [
      "an id alone opens nothing",
      facts({ inPlan: { value: ["ZSCALER_CLIENT_ID"] } }),
      ["warning zerodrift-acme-plan: secrets"],
    ],
    ["the embedded tenant needs none", facts({ areNeeded: false, inPlan: { value: [] }, inApply: { value: [] } }), []],
    [
      "a workflow's token sees no names",
      facts({
        inRepository: { unknown: "403" },
        inOrganization: { unknown: "403" },
        inPlan: { unknown: "403" },
        inApply: { unknown: "403" },
      }),
      [
        "unknown secrets of the repository",
        "unknown secrets of the organisation",
        "unknown zerodrift-acme-plan: secrets",
        "unknown zerodrift-acme-apply: secrets",
      ],
    ],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeSecrets(given))).toEqual(expected);
  });
});
