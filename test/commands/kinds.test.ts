import { describe, expect, test } from "vitest";
import { explain } from "../../src/commands/explain.ts";
import { kinds } from "../../src/commands/kinds.ts";
import { kinds as all } from "../../src/kinds/registry.ts";

interface Row {
  readonly name: string;
  readonly purpose: string;
  readonly ordered: boolean;
  readonly singleton: boolean;
  readonly activation: string;
  readonly terraform: readonly string[];
  readonly api: readonly { readonly purpose: string; readonly request: string }[];
}

const rows = JSON.parse(kinds("json").output ?? "") as readonly Row[];
const rowOf = (name: string): Row | undefined => rows.find((row) => row.name === name);

describe("kinds", () => {
  test("counts what can be declared, by product", () => {
    const text = kinds("text").output ?? "";
    for (const product of ["zms", "zpa", "zia"]) {
      const own = all.filter(({ name, writable }) => writable && name.startsWith(`${product}/`));
      expect(text).toContain(`${product}: ${own.length} to declare\n  ${own[0]?.name}`);
    }
  });

  test("names every kind once", () => {
    const names = [...(kinds("text").output ?? "").matchAll(/^ {2}(z\w+\/\S+)/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(all.map(({ name }) => name).sort());
  });

  test("tells a program what each kind is and which calls stand behind it", () => {
    expect(rowOf("zia/url-filtering-rule")).toMatchObject({
      purpose: "declared",
      ordered: true,
      singleton: false,
      activation: "staged",
      terraform: ["zia_url_filtering_rules"],
    });
    expect(rowOf("zpa/access-rule")?.api.map(({ purpose }) => purpose)).toEqual(
      ["read", "read", "create", "update", "delete", "order"], // the second read finds the policy set
    );
    expect(rowOf("zms/managed-resource-group")?.api).toContainEqual({
      purpose: "delete",
      request: "mutation resourceGroupDelete",
    });
  });

  test("lists only reads of what cannot be declared", () => {
    const written = rows.filter(
      ({ purpose, api }) => purpose !== "declared" && api.some((one) => one.purpose !== "read"),
    );
    expect(written.map(({ name }) => name)).toEqual([]);
  });
});

describe("explain", () => {
  test("a kind: fields, nature, relations and calls", () => {
    expect(explain("zpa/server-group").output).toMatchInlineSnapshot(`
      "zpa/server-group: server group
      Where a segment's applications are found, and through which connectors.

      Fields (* needed to create)
        description           text                                                Free text
        enabled *             true or false                                       Whether it is used
        dynamicDiscovery *    true or false                                       Find servers by name; without it, servers must be given
        servers               names of zpa/application-server                     Servers, without dynamic discovery
        appConnectorGroups *  names of zpa/app-connector-group; at least 1 entry  Connector groups
        ipAnchored            true or false                                       Source IP anchoring
        extranetEnabled       true or false                                       Reached over an extranet

      Takes effect at once, with each write.

      Names: zpa/app-connector-group, zpa/application-server
      Is named by: zpa/access-rule, zpa/application-segment
      Terraform: zpa_server_group

      API calls
        read    GET /zpa/mgmtconfig/v1/admin/customers/{customer}/serverGroup
        create  POST /zpa/mgmtconfig/v1/admin/customers/{customer}/serverGroup
        update  PUT /zpa/mgmtconfig/v1/admin/customers/{customer}/serverGroup/{id}
        delete  DELETE /zpa/mgmtconfig/v1/admin/customers/{customer}/serverGroup/{id}

      docs/kinds/zpa/server-group.md has an example, and what is odd about it.
      "
    `);
  });

  test.each([
    ["zpa/access-rule", "The position in the list is the order of evaluation."],
    ["zpa/access-rule", "Takes effect at once, with each write."],
    ["zpa/segment-group", "Is named by: zpa/access-rule"],
    ["zpa/access-rule", "Terraform: zpa_policy_access_rule"],
    ["zia/rule-label", "Fields\n  description"],
    ["zia/user", "Documents may name it, not declare it."],
    ["zpa/siem-rule", "Read before a delete of what it names, and for nothing else."],
  ])("%s: %s", (name, sentence) => {
    expect(explain(name).output).toContain(sentence);
  });

  test("a field: type, limits, words, its place on the wire and its part in decisions", () => {
    expect(explain("zia/url-filtering-rule.protocols").output).toMatchInlineSnapshot(`
      "zia/url-filtering-rule.protocols
        Protocols; ANY_RULE means any
        type: some of 15 words, needed to create
        limits: at least 1 entry
        words: ANY_RULE, HTTP_RULE, HTTPS_RULE, FTP_RULE, FOHTTP_RULE, SSL_RULE, TUNNEL_RULE, TUNNELSSL_RULE, WEBSOCKET_RULE, WEBSOCKETSSL_RULE, DOHTTPS_RULE, HTTP_PROXY, TCP_RULE, UDP_RULE, SMRULEF_ZPA_BROKERS_RULE
        on the wire: protocols
        for traffic: criterion; empty means any
      "
    `);
  });

  test.each([
    ["zia/url-category.type", "null means URL_CATEGORY. Cannot change once the object exists"],
    ["zia/url-category.description", "limits: up to 256 characters"],
    ["zia/url-filtering-rule.labels", "type: names of zia/rule-label"],
    ["zia/url-filtering-rule.sourceCountries", "texts such as COUNTRY_DE"],
    ["zia/url-filtering-rule.sourceCountries", "turned around by excludeSrcCountries"],
    ["zpa/application-segment.bypassType", "more passes from NEVER to ALWAYS"],
    ["zpa/timeout-rule.reauthTimeout", "a larger value lets more pass"],
    ["zpa/application-segment.inspection", "each entry lets less pass"],
    ["zpa/application-segment.doubleEncrypt", "for traffic: nothing"],
    [
      "zpa/access-rule.conditions",
      "POSTURE                 list of mappings with profile: name of a zpa/posture-profile",
    ],
    ["zms/managed-resource-group.tagFilters", "values *     names of zms/tag-value"],
  ])("%s: %s", (topic, fact) => {
    expect(explain(topic).output).toContain(fact);
  });

  test("a key of a field, with its form on the wire", () => {
    expect(explain("zpa/access-rule.conditions.POSTURE").output).toBe(`zpa/access-rule.conditions.POSTURE
  list of mappings with profile: name of a zpa/posture-profile; is: true or false
  form: POSTURE: [{"profile":"name","is":true}]
    {"objectType":"POSTURE","entryValues":[{"lhs":"<id of zpa/posture-profile \\"name\\">","rhs":"true"}]}
`);
  });

  test.each([
    ["zpa/server-grup", 'no kind is named "zpa/server-grup"', "zpa/server-group"],
    ["zpa/access-rule.conditions.POSTUR", 'zpa/access-rule.conditions has no key "POSTUR"', "POSTURE"],
    ["zia/rule-label.descripton", 'zia/rule-label has no field "descripton"', "description"],
  ])("%s is no topic, but nearly one", (topic, message, near) => {
    const { exitCode, notes } = explain(topic);
    expect(exitCode).toBe(1);
    expect(notes).toContain(`error: ${message}\n  hint: did you mean ${near}`);
  });
});
