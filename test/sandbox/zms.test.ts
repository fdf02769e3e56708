import { createHash } from "node:crypto";
import { buildSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SchemaEdition, zmsSdl } from "../../src/sandbox/zms-schema.ts";
import { type Body, open, type Session } from "./client.ts";

let session: Session;
let customerId: string;

const use = async (seed: string): Promise<void> => {
  session = await open({ seed });
  customerId = session.sandbox.customerId;
};

beforeEach(() => use("empty"));
afterEach(() => session.sandbox.close());

const pageInfo = "pageInfo { pageNumber pageSize totalCount totalPages }";

const ask = async (query: string, more: Record<string, unknown> = {}): Promise<Body> => {
  const answer = await session.zms(query, { customerId, ...more });
  expect(answer.body.errors, answer.text).toBeUndefined();
  return answer.body.data;
};

const refused = async (query: string, more: Record<string, unknown> = {}): Promise<Body> => {
  const answer = await session.zms(query, { customerId, ...more });
  expect(answer.body.errors, answer.text).toHaveLength(1);
  return { status: answer.status, ...answer.body.errors[0] };
};

const page = (root: string, dialect: "page" | "pageNum", node: string): string =>
  `query L($customerId: ID!, $number: Int, $pageSize: Int) {
     ${root}(customerId: $customerId, ${dialect}: $number, pageSize: $pageSize) { nodes { ${node} } ${pageInfo} } }`;

describe("recorded bodies of an empty tenant", () => {
  test.each<[string, string, "page" | "pageNum", string, number]>([
    ["policyRules", page("policyRules", "pageNum", "id"), "pageNum", "", 110],
    ["resources", page("resources", "pageNum", "id"), "pageNum", "", 108],
    ["resourceGroups", page("resourceGroups", "pageNum", "__typename"), "pageNum", "", 113],
    ["appZones", page("appZones", "pageNum", "id"), "pageNum", "", 107],
    ["agents", page("agents", "page", "name"), "page", "0", 104],
    ["agentGroups", page("agentGroups", "page", "name"), "page", "0", 109],
    ["nonces", page("nonces", "page", "name"), "page", "0", 104],
  ])("%s", async (root, query, dialect, _note, length) => {
    const answer = await session.zms(query, { customerId, number: 1, pageSize: 20 });
    const size = dialect === "page" ? 0 : 20;
    const body = `{"data":{"${root}":{"nodes":[],"pageInfo":{"pageNumber":1,"pageSize":${size},"totalCount":0,"totalPages":0}}}}\n`;
    expect(answer.text).toBe(body);
    expect(answer.headers.get("content-length")).toBe(String(length));
    const digest = createHash("sha1").update(body).digest("base64").slice(0, 27);
    expect(answer.headers.get("etag")).toBe(`W/"${length.toString(16)}-${digest}"`);
    expect(answer.headers.get("x-powered-by")).toBe("Express");
    expect(answer.headers.get("x-ratelimit-limit")).toBe("1000, 1000;w=1");
  });

  test("tag namespaces", async () => {
    const query = page("tagNamespaces", "pageNum", "id name description origin");
    const answer = await session.zms(query, { customerId, number: 1, pageSize: 20 });
    expect(answer.text).toBe(
      '{"data":{"tagNamespaces":{"nodes":[{"id":"72057594037927936-00000000000000000000000000000001","name":"CLOUD","description":"Cloud namespace","origin":"EXTERNAL"},{"id":"72057594037927936-00000000000000000000000000000002","name":"ML","description":"ML namespace","origin":"ML"}],"pageInfo":{"pageNumber":1,"pageSize":20,"totalCount":2,"totalPages":1}}}}\n',
    );
  });
});

describe("errors", () => {
  test("another tenant is forbidden under HTTP 200", async () => {
    const answer = await session.zms("query Q($c: ID!) { policyRules(customerId: $c) { nodes { id } } }", { c: "1" });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ policyRules: null });
    expect(answer.body.errors[0]).toMatchObject({
      message: "Data fetching Failed: Forbidden to use API",
      path: ["policyRules"],
      extensions: { code: "FORBIDDEN", http_status: 403 },
    });
  });

  test("what does not parse or validate is HTTP 400", async () => {
    const broken = await session.zms("query {");
    expect([broken.status, broken.body.errors[0].extensions.code]).toEqual([400, "GRAPHQL_PARSE_FAILED"]);
    const unknown = await session.zms(`{ nothing(customerId: "${customerId}") }`);
    expect([unknown.status, unknown.body.errors[0].extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    expect(unknown.body.errors[0].message).toContain('Cannot query field "nothing"');
  });

  test("without a token the gateway answers, without rate headers", async () => {
    const answer = await session.call(
      "POST",
      "/zms/graphql",
      { query: "{ __typename }" },
      { authorization: "Bearer x" },
    );
    expect([answer.status, answer.text.length]).toEqual([401, 71]);
    expect(answer.headers.has("x-ratelimit-limit")).toBe(false);
  });
});

describe("schema", () => {
  const documents = [
    `query ListAgents($customerId: ID!, $page: Int, $pageSize: Int, $search: String, $sort: String, $sortDir: SortDirection) { agents(customerId: $customerId, page: $page, pageSize: $pageSize, search: $search, sort: $sort, sortDir: $sortDir) { nodes { name eyezId connectionStatus agentType hostOs currentSoftwareVersion upgradeStatus description cloudProvider publicIp privateIps adminStatus agentGroupName agentGroupType } ${pageInfo} } }`,
    `query ListResources($customerId: ID!, $pageNum: Int, $pageSize: Int, $includeDeleted: Boolean, $filter: ResourceQueryFilter, $orderBy: ResourceQueryOrderBy) { resources(customerId: $customerId, pageNum: $pageNum, pageSize: $pageSize, includeDeleted: $includeDeleted, filter: $filter, orderBy: $orderBy) { nodes { id appZoneMappingState } ${pageInfo} } }`,
    `query ListResourceGroups($customerId: ID!, $filter: ResourceGroupsFilter) { resourceGroups(customerId: $customerId, filter: $filter) { nodes { ... on ManagedResourceGroup { id name description type origin resourceMemberCount modifiedTime } ... on UnmanagedResourceGroup { id name cidrs fqdns } } ${pageInfo} } }`,
    `query ListTagValues($customerId: ID!, $tagId: String!, $namespaceOrigin: NamespaceOrigin!, $filter: TagValueFilter, $orderBy: TagValueQueryOrderBy) { tagValues(customerId: $customerId, tagId: $tagId, namespaceOrigin: $namespaceOrigin, filter: $filter, orderBy: $orderBy) { nodes { id name } ${pageInfo} } }`,
    `query GetMetadata($customerId: String!) { metadata(customerId: $customerId) }`,
    `query GetNonce($customerId: ID!, $eyezId: String!) { nonce(customerId: $customerId, eyezId: $eyezId) { nonce { eyezId key } } }`,
  ];

  test.each<SchemaEdition>(["assumed", "confirmed"])("the SDK's documents fit the %s edition", (edition) => {
    const schema = buildSchema(zmsSdl(edition));
    for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
  });

  test("the confirmed edition has no mutations and none of the assumed fields", async () => {
    await session.control("PUT", "settings", { zmsSchema: "confirmed" });
    const { data } = (await session.zms(getIntrospectionQuery())).body;
    expect(data.__schema.mutationType).toBeNull();
    const names = (type: string): string[] =>
      data.__schema.types.find((candidate: Body) => candidate.name === type).fields.map((field: Body) => field.name);
    expect(names("PolicyRule")).not.toContain("sourceTargetIds");
    expect(names("ManagedResourceGroup")).not.toContain("tagFilters");
    expect(names("Query")).not.toContain("recommendedResourceGroups");
  });

  test("the assumed edition has all 22 mutations, and introspection can be off", async () => {
    const { data } = (await session.zms("{ __schema { mutationType { fields { name } } } }")).body;
    expect(data.__schema.mutationType.fields).toHaveLength(22);
    await session.control("PUT", "settings", { introspection: false });
    const answer = await session.zms("{ __schema { mutationType { name } } }");
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    expect((await session.zms("{ __typename }")).body.data).toEqual({ __typename: "Query" });
  });
});

describe("writing", () => {
  const group = `mutation C($customerId: ID!, $input: UnmanagedResourceGroupCreateInput!) {
    unmanagedResourceGroupCreate(customerId: $customerId, input: $input) { id name type cidrs } }`;
  const rule = `mutation C($customerId: ID!, $input: PolicyRuleCreateInput!) {
    policyRuleCreate(customerId: $customerId, input: $input) { id name priority } }`;

  const makeGroup = async (name: string, cidrs: string[]): Promise<string> =>
    (await ask(group, { input: { name, cidrs } })).unmanagedResourceGroupCreate.id;

  const ruleInput = (more: Body): Body => ({
    name: "r",
    action: "ALLOW",
    priority: 10,
    sourceTargetType: "ANY",
    destinationTargetType: "RESOURCE_GROUP",
    appZoneScopeTargetType: "ANY",
    ...more,
  });

  test("groups and rules live, change and go", async () => {
    const id = await makeGroup("Printers", ["192.0.2.0/24"]);
    expect(id).toMatch(new RegExp(`^${customerId}-\\d{32}$`));
    await ask(rule, {
      input: ruleInput({
        destinationTargetIds: [id],
        portAndProtocols: [{ protocol: "TCP", portRanges: [{ startPort: 9100, endPort: 9100 }] }],
      }),
    });
    const { policyRules } = await ask(
      "query Q($customerId: ID!) { policyRules(customerId: $customerId) { nodes { id name destinationTargetIds sourceTargetIds deleted portAndProtocols { protocol portRanges { startPort endPort } } } } }",
    );
    expect(policyRules.nodes).toMatchObject([
      { name: "r", destinationTargetIds: [id], sourceTargetIds: null, deleted: false },
    ]);
    const drop =
      "mutation D($customerId: ID!, $id: String!) { resourceGroupDelete(customerId: $customerId, id: $id) { id deleted } }";
    expect((await refused(drop, { id })).message).toContain("used by the policy rule r");
    await ask(
      "mutation D($customerId: ID!, $id: String!) { policyRuleDelete(customerId: $customerId, id: $id) { deleted } }",
      {
        id: policyRules.nodes[0].id,
      },
    );
    expect((await ask(drop, { id })).resourceGroupDelete).toEqual({ id, deleted: true });
  });

  test("an update merges", async () => {
    const id = await makeGroup("Printers", ["192.0.2.0/24"]);
    const update = `mutation U($customerId: ID!, $id: String!, $input: UnmanagedResourceGroupUpdateInput!) {
      unmanagedResourceGroupUpdate(customerId: $customerId, id: $id, input: $input) { name cidrs fqdns } }`;
    const { unmanagedResourceGroupUpdate } = await ask(update, { id, input: { fqdns: ["p.example"] } });
    expect(unmanagedResourceGroupUpdate).toEqual({ name: "Printers", cidrs: ["192.0.2.0/24"], fqdns: ["p.example"] });
  });

  test.each<[string, Body, string]>([
    ["a priority out of range", { priority: 5001 }, "Priority must be between 1 and 5000"],
    ["any to any", { destinationTargetType: "ANY" }, "Source and destination must not both be ANY"],
    ["no target", {}, "The destination targets must not be empty"],
    ["an unknown target", { destinationTargetIds: ["x"] }, "Unknown destination target x"],
  ])("a rule with %s is refused under HTTP 200", async (_case, change, message) => {
    const error = await refused(rule, { input: ruleInput(change) });
    expect([error.status, error.message, error.extensions.code]).toEqual([200, message, "BAD_USER_INPUT"]);
  });

  test("names and priorities are unique", async () => {
    const id = await makeGroup("Printers", ["192.0.2.0/24"]);
    expect((await refused(group, { input: { name: "printers", cidrs: ["192.0.2.0/24"] } })).message).toContain(
      "already in use",
    );
    await ask(rule, { input: ruleInput({ destinationTargetIds: [id] }) });
    const twin = await refused(rule, { input: ruleInput({ name: "s", destinationTargetIds: [id] }) });
    expect(twin.message).toBe("Priority 10 is already in use");
  });

  test("a wrong variable is told under HTTP 200 without data", async () => {
    const answer = await session.zms(rule, { customerId, input: { name: 1 } });
    expect([answer.status, answer.body.data, answer.body.errors[0].extensions.code]).toEqual([
      200,
      undefined,
      "BAD_USER_INPUT",
    ]);
  });

  test("mutations known by name only answer an error", async () => {
    const error = await refused(
      'mutation D($customerId: ID!) { agentDelete(customerId: $customerId, eyezId: "x") { deleted } }',
    );
    expect(error.extensions.classification).toBe("INTERNAL_ERROR");
  });
});

describe("a lived-in tenant", () => {
  const tags = `query T($customerId: ID!, $filter: NamespaceFilter) { tagNamespaces(customerId: $customerId, filter: $filter) { nodes { id name origin } } }`;

  beforeEach(async () => {
    await session.sandbox.close();
    await use("acme");
  });

  test("tags are walked top-down, and managed groups count their workloads", async () => {
    const [namespace] = (await ask(tags, { filter: { name: { equals: "ACME" } } })).tagNamespaces.nodes;
    const keys = (
      await ask(
        "query K($customerId: ID!, $namespaceId: String!, $filter: TagKeyFilter) { tagKeys(customerId: $customerId, namespaceId: $namespaceId, filter: $filter, orderBy: {name: ASC}) { nodes { id name } } }",
        { namespaceId: namespace.id, filter: { keyName: { in: ["env", "tier"] } } },
      )
    ).tagKeys.nodes;
    expect(keys.map((key: Body) => key.name)).toEqual(["env", "tier"]);
    const values = (origin: string): Promise<Body> =>
      ask(
        "query V($customerId: ID!, $tagId: String!, $origin: NamespaceOrigin!) { tagValues(customerId: $customerId, tagId: $tagId, namespaceOrigin: $origin) { nodes { id name } } }",
        { tagId: keys[0].id, origin },
      );
    const found = (await values("CUSTOM")).tagValues.nodes;
    expect(found.map((value: Body) => value.name)).toContain("prod");
    expect((await values("ML")).tagValues.nodes).toEqual([]);
    const prod = found.find((value: Body) => value.name === "prod");
    const created = await ask(
      `mutation C($customerId: ID!, $input: ManagedResourceGroupCreateInput!) {
         managedResourceGroupCreate(customerId: $customerId, input: $input) { id type resourceMemberCount tagFilters { tagId tagValueIds } } }`,
      {
        input: {
          name: "All production",
          tagFilters: [{ namespaceId: namespace.id, tagId: keys[0].id, tagValueIds: [prod.id] }],
        },
      },
    );
    const { id, resourceMemberCount } = created.managedResourceGroupCreate;
    expect(resourceMemberCount).toBeGreaterThan(0);
    const { resourceGroupMembers } = await ask(
      `query M($customerId: ID!, $id: String!) { resourceGroupMembers(customerId: $customerId, id: $id, pageSize: 100) { nodes { name } ${pageInfo} } }`,
      { id },
    );
    expect(resourceGroupMembers.pageInfo.totalCount).toBe(resourceMemberCount);
  });

  test("a walk over pages sees every row once, in no sorted order", async () => {
    const query = `query R($customerId: ID!, $n: Int) { resources(customerId: $customerId, pageNum: $n, pageSize: 7) { nodes { id name } ${pageInfo} } }`;
    const names: string[] = [];
    for (let n = 1; ; n++) {
      const { resources } = await ask(query, { n });
      names.push(...resources.nodes.map((row: Body) => row.name));
      if (n >= resources.pageInfo.totalPages) {
        expect(names).toHaveLength(resources.pageInfo.totalCount);
        break;
      }
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toEqual([...names].sort());
  });

  test("statistics add up", async () => {
    const { agentConnectionStatusStatistics: stats, resourceProtectionStatus } = await ask(
      `query S($customerId: ID!) { agentConnectionStatusStatistics(customerId: $customerId) { totalCount agentStatuses { count } }
         resourceProtectionStatus(customerId: $customerId) { nodes { protectedResourcesCount unprotectedResourcesCount totalResources } } }`,
    );
    const sum = stats.agentStatuses.reduce((total: number, row: Body) => total + row.count, 0);
    expect(sum).toBe(stats.totalCount);
    const [status] = resourceProtectionStatus.nodes;
    expect(status.protectedResourcesCount + status.unprotectedResourcesCount).toBe(status.totalResources);
  });
});
