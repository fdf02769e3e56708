import { describe, expect, test } from "vitest";
import { bodyOf } from "../../src/apply/body.ts";
import type { Field, IdOf, NameOf } from "../../src/kinds/field.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { Step } from "../../src/model/step.ts";
import { effectTendency } from "../../src/plan/impact/effects.ts";

const kind = kindOf("zpa/application-segment");
const pra = kind.fields.privilegedAccess as Field;
const web = kind.fields.browserAccess as Field;

const idOf: IdOf = (_, name) => `id of ${name}`;
const nameOf: NameOf = (_, id, given) => given ?? `#${id}`;

const jump = { domain: "jump.example", port: 3389, protocol: "RDP", connectionSecurity: "ANY" };
const shell = { domain: "shell.example", port: 22, protocol: "SSH" };
/** As reads show the two, with what the server adds and what nobody here knows. */
const liveJump: JsonObject = {
  id: "71",
  appId: "70",
  name: "jump.example",
  enabled: true,
  domain: "jump.example",
  applicationPort: "3389",
  applicationProtocol: "RDP",
  connectionSecurity: "ANY",
  hidden: true,
  microtenantName: "Default",
};
const liveShell: JsonObject = {
  id: "72",
  appId: "70",
  name: "shell.example",
  enabled: true,
  domain: "Shell.example",
  applicationPort: "22",
  applicationProtocol: "SSH",
};
const live: JsonObject = { id: "70", name: "Hosts", praApps: [liveJump, liveShell] };

/** What a write says, in few words: host, port, protocol, id; then what goes. */
const told = ({ commonAppsDto }: JsonObject) => {
  const { appsConfig = [], deletedPraApps = [] } = commonAppsDto as Readonly<Record<string, readonly JsonObject[]>>;
  return [
    ...appsConfig.map((one) => `${one.domain}:${one.applicationPort} ${one.applicationProtocol} ${one.praAppId}`),
    ...deletedPraApps.map((id) => `without ${id}`),
  ];
};

describe("a write of the ways to a segment", () => {
  test.each<[string, readonly object[] | null, readonly string[]]>([
    ["the same again, each by its id", [jump, shell], ["jump.example:3389 RDP 71", "shell.example:22 SSH 72"]],
    [
      "a new one has no id yet",
      [jump, shell, { ...shell, domain: "b.example" }],
      ["jump.example:3389 RDP 71", "shell.example:22 SSH 72", "b.example:22 SSH "],
    ],
    [
      "another port continues the one of that host",
      [jump, { ...shell, port: 2222 }],
      ["jump.example:3389 RDP 71", "shell.example:2222 SSH 72"],
    ],
    ["one that is left out goes", [shell], ["shell.example:22 SSH 72", "without 71"]],
    ["all go", [], ["without 71", "without 72"]],
    ["null is none", null, ["without 71", "without 72"]],
    [
      "another host is another one",
      [jump, { ...shell, domain: "c.example" }],
      ["jump.example:3389 RDP 71", "c.example:22 SSH ", "without 72"],
    ],
    [
      "the one with the port comes first where a host has two",
      [{ ...jump, domain: "shell.example" }, jump, shell],
      ["shell.example:3389 RDP ", "jump.example:3389 RDP 71", "shell.example:22 SSH 72"],
    ],
  ])("%s", (_, value, expected) => {
    expect(told(pra.encode(value, idOf, live))).toEqual(expected);
  });

  test("one that stays keeps what nobody here knows, and nothing of the server's", () => {
    const [config] = (pra.encode([jump], idOf, live).commonAppsDto as { appsConfig: readonly JsonObject[] }).appsConfig;
    expect(config).toEqual({
      appTypes: ["SECURE_REMOTE_ACCESS"],
      appId: "70",
      praAppId: "71",
      name: "jump.example",
      enabled: true,
      hidden: true,
      domain: "jump.example",
      applicationPort: "3389",
      applicationProtocol: "RDP",
      connectionSecurity: "ANY",
    });
  });

  test("what belongs to the old protocol goes with it", () => {
    const changed = { domain: "jump.example", port: 22, protocol: "SSH" };
    const [config] = (pra.encode([changed], idOf, live).commonAppsDto as { appsConfig: readonly JsonObject[] })
      .appsConfig;
    expect(config).not.toHaveProperty("connectionSecurity");
    const secure = {
      id: "81",
      domain: "a.example",
      applicationPort: "443",
      certificateId: "5",
      certificateName: "Old",
    };
    const { commonAppsDto } = web.encode([{ domain: "a.example", port: 80, protocol: "HTTP" }], idOf, {
      id: "70",
      clientlessApps: [secure],
    });
    expect(JSON.stringify(commonAppsDto)).not.toContain("certificate");
  });

  test("a new segment has no ids to name", () => {
    expect(pra.encode([shell], idOf)).toEqual({
      commonAppsDto: {
        appsConfig: [
          {
            appTypes: ["SECURE_REMOTE_ACCESS"],
            enabled: true,
            domain: "shell.example",
            applicationPort: "22",
            applicationProtocol: "SSH",
          },
        ],
      },
    });
  });
});

describe("reading them", () => {
  test("shows hosts, and settings that are not the API's own", () => {
    expect(pra.decode(live, nameOf)).toEqual([jump, { ...shell, domain: "Shell.example" }]);
    const shown = {
      ...{ domain: "a.example", applicationPort: "443", applicationProtocol: "HTTPS", enabled: false },
      ...{ trustUntrustedCert: false, certificateId: "5", certificateName: "Wildcard" },
    };
    expect(web.decode({ clientlessApps: [shown] }, nameOf)).toEqual([
      { domain: "a.example", port: 443, protocol: "HTTPS", certificate: "Wildcard", enabled: false },
    ]);
    expect(pra.decode({ id: "70" }, nameOf)).toBeUndefined();
  });

  test("neither order nor the case of a host is a difference, a setting is", () => {
    expect(pra.canonical([shell, jump])).toEqual(pra.canonical(pra.decode(live, nameOf)));
    expect(pra.canonical([{ ...jump, connectionSecurity: "TLS" }])).not.toEqual(pra.canonical([jump]));
    const site = { domain: "a.example", port: 80, protocol: "HTTP" };
    expect(web.canonical([{ ...site, enabled: true, allowOptions: false }])).toEqual(web.canonical([site]));
  });

  test("a certificate is a reference", () => {
    const site = { domain: "a.example", port: 443, protocol: "HTTPS", certificate: "Wildcard" };
    expect(web.references([{ domain: "b.example", port: 80, protocol: "HTTP" }, site])).toEqual([
      { kind: "zpa/certificate", name: "Wildcard", within: [], path: [1, "certificate"] },
    ]);
  });
});

test.each<[string, Field, object, string | undefined]>([
  [
    "HTTP with a certificate",
    web,
    { domain: "a", port: 80, protocol: "HTTP", certificate: "W" },
    "HTTP takes no certificate",
  ],
  ["HTTPS without, as Zscaler may manage it", web, { domain: "a", port: 443, protocol: "HTTPS" }, undefined],
  [
    "RDP without its security",
    pra,
    { domain: "a", port: 3389, protocol: "RDP" },
    "connectionSecurity is needed for RDP",
  ],
  ["SSH with it", pra, { ...shell, connectionSecurity: "ANY" }, "connectionSecurity is only for RDP"],
  ["RDP with it", pra, jump, undefined],
])("%s", (_, field, value, message) => {
  expect(field.check!([shell, value].slice(field === pra ? 0 : 1)).map((found) => found.message)).toEqual(
    message === undefined ? [] : [message],
  );
});

test("one way more lets more in, one less lets less in; less to look into is looser", () => {
  const of = (before: Spec, after: Spec) => effectTendency(pra, before, after);
  expect(of({ privilegedAccess: [jump] }, { privilegedAccess: [jump, shell] })).toBe("looser");
  expect(of({}, { privilegedAccess: [jump] })).toBe("looser");
  expect(of({ privilegedAccess: [jump, shell] }, { privilegedAccess: [] })).toBe("stricter");
  const site = { domain: "a.example", port: 80, protocol: "HTTP" };
  const inspection = kind.fields.inspection as Field;
  expect(effectTendency(inspection, { inspection: [site] }, { inspection: [] })).toBe("looser");
  expect(effectTendency(inspection, {}, { inspection: [site] })).toBe("stricter");
});

describe("the body of a write", () => {
  const body = (set: Spec): JsonObject => {
    const step = { kind: kind.name, address: `${kind.name}:Hosts`, id: "70", verb: "update", set } as unknown as Step;
    return bodyOf(kind, step, live, idOf);
  };

  test("says nothing of ways that do not change, so they stay", () => {
    const sent = body({ description: "changed" });
    expect(Object.keys(sent)).not.toContain("commonAppsDto");
    expect(Object.keys(sent)).not.toContain("praApps");
  });

  test("puts the ways of several fields together", () => {
    const site = { domain: "a.example", port: 80, protocol: "HTTP" };
    const { commonAppsDto } = body({
      browserAccess: [site],
      inspection: [site],
      privilegedAccess: [jump],
    }) as unknown as {
      readonly commonAppsDto: {
        readonly appsConfig: readonly JsonObject[];
        readonly deletedPraApps: readonly string[];
      };
    };
    expect(commonAppsDto.appsConfig.map(({ appTypes }) => appTypes)).toEqual([
      ["BROWSER_ACCESS"],
      ["INSPECT"],
      ["SECURE_REMOTE_ACCESS"],
    ]);
    expect(commonAppsDto.deletedPraApps).toEqual(["72"]);
  });
});
