import { bodyOf, Refusal, type Request, type Response } from "../http.ts";
import type { Wire } from "../json.ts";
import type { World } from "../world.ts";
import { type Call, created, done, ok, okUser, paged, sortedRows, type Version } from "./call.ts";
import { clientTypes, platforms, riskScores } from "./conditions.ts";
import { noHandler, wrongCustomer } from "./errors.ts";
import { facetKeyOf, shownFacets } from "./facets.ts";
import type { ZpaKind } from "./kind.ts";
import { zpaKind, zpaKinds } from "./kinds.ts";
import { bareList, idp, scimAttributes, scimGroups, scimValues } from "./lookup-calls.ts";
import { envelope, pageOf, searched } from "./paging.ts";
import { createRule, deleteRule, reorderAll, reorderOne, rulesOf, setOfId, setOfType, updateRule } from "./policy.ts";
import { show, showSet } from "./read.ts";
import { operandsOf, referrersOf } from "./references.ts";
import { remove } from "./remove.ts";
import { create, find, update } from "./write.ts";

const rulesFor = (call: Call, kind: ZpaKind): Wire[] =>
  searched(rulesOf(call.world, kind), call.request.query.get("search"));

/** SDK: rules of a policy type that name one segment. */
function rulesOfSegment(call: Call): Response {
  const [type = "", segmentId] = call.parameters;
  const { kind } = setOfType(call.world, type);
  const rules = rulesOf(call.world, kind).filter((rule) =>
    operandsOf(rule).some((operand) => operand.objectType === "APP" && operand.rhs === segmentId),
  );
  return paged(call, kind, rules);
}

/** Recorded: the ways themselves, each with an id of its own, and a count that is always "0". */
function facetsByType({ world, request }: Call): Response {
  const key = facetKeyOf(request.query.get("applicationType") ?? "");
  const segments = world.tenant.collection("zpa/application-segment").values();
  const rows = segments.flatMap((segment) => shownFacets(world.tenant, segment, key));
  return ok({
    ...envelope(pageOf(world, request, searched(rows, request.query.get("search"))), false),
    totalCount: "0",
  });
}

interface Route {
  readonly method: string;
  readonly version: Version | "any";
  readonly family: "mgmt" | "user";
  readonly path: RegExp;
  readonly run: (call: Call) => Response;
}

const route = (method: string, version: Version | "any", path: string, run: (call: Call) => Response): Route => ({
  method,
  version,
  family: "mgmt",
  path: new RegExp(`^${path.replaceAll("{}", "([^/]+)")}$`),
  run,
});

const userRoute = (path: string, run: (call: Call) => Response): Route => ({
  ...route("GET", "v1", path, run),
  family: "user",
});

const rule = "policySet/{}/rule/{}";

const special: readonly Route[] = [
  route("GET", "v1", "policySet/policyType/{}", ({ world, parameters: [type = ""] }) =>
    ok(showSet(setOfType(world, type).set)),
  ),
  route("GET", "v1", "policySet/rules/policyType/{}", (call) => {
    const { kind } = setOfType(call.world, call.parameters[0] ?? "");
    return paged(call, kind, rulesFor(call, kind));
  }),
  route("GET", "v1", "policySet/rules/policyType/{}/count", ({ world, parameters: [type = ""] }) =>
    ok({ count: String(rulesOf(world, setOfType(world, type).kind).length) }),
  ),
  route("GET", "v1", "policySet/rules/policyType/{}/application/{}", rulesOfSegment),
  // SDK: there is no v2 read of a rule.
  route("GET", "v1", rule, ({ world, parameters: [setId = "", ruleId = ""] }) => {
    const { kind } = setOfId(world, setId);
    return ok(show(world, kind, find(world, kind, ruleId), "single"));
  }),
  route("POST", "any", "policySet/{}/rule", ({ world, body, version, parameters: [setId = ""] }) =>
    created(createRule(world, setId, body, version)),
  ),
  route("PUT", "any", rule, ({ world, body, version, parameters: [setId = "", ruleId = ""] }) => {
    updateRule(world, setId, ruleId, body, version);
    return done();
  }),
  route("DELETE", "v1", rule, ({ world, parameters: [setId = "", ruleId = ""] }) => {
    deleteRule(world, setOfId(world, setId), ruleId, world.actor);
    return done();
  }),
  route("PUT", "v1", `${rule}/reorder/{}`, ({ world, parameters: [setId = "", ruleId = "", order = ""] }) => {
    reorderOne(world, setId, ruleId, order, world.actor);
    return done();
  }),
  route("PUT", "v1", "policySet/{}/reorder", ({ world, body, parameters: [setId = ""] }) => {
    reorderAll(world, setId, body, world.actor);
    return done();
  }),
  route("GET", "v1", "clientTypes", () => ok({ ...clientTypes })),
  route("GET", "v1", "platform", () => ok({ ...platforms })),
  route("GET", "v2", "riskScoreValues", ({ request }) =>
    ok(riskScores.filter((score) => score !== "UNKNOWN" || request.query.get("excludeUnknown") !== "true")),
  ),
  route("GET", "v2", "samlAttribute/idp/{}", (call) => {
    const { id } = idp(call);
    const kind = zpaKind("zpa/saml-attribute");
    return paged(
      call,
      kind,
      sortedRows(call, kind).filter((row) => row.idpId === id),
    );
  }),
  route("GET", "v1", "idp/{}/scimattribute", scimAttributes),
  route("GET", "v1", "idp/{}/scimattribute/{}", ({ world, parameters: [, id = ""] }) => {
    const kind = zpaKind("zpa/scim-attribute");
    return ok(show(world, kind, find(world, kind, id), "single"));
  }),
  route("GET", "v1", "application/count/currentAndMaxLimit", ({ world }) =>
    ok({ currentAppsCount: String(world.tenant.collection("zpa/application-segment").size), maxAppsLimit: "20000" }),
  ),
  route("GET", "v1", "application/getAppsByType", facetsByType),
  route("GET", "v1", "application/{}/mappings", ({ world, parameters: [id = ""] }) => {
    const kind = zpaKind("zpa/application-segment");
    const referrers = referrersOf(world.tenant, kind.kind, find(world, kind, id));
    return ok(referrers.map((referrer) => ({ name: String(referrer.row.name), type: referrer.kind.word })));
  }),
  route("GET", "v1", "(appConnectorGroup|server|machineGroup|location)/summary", (call) =>
    bareList(call, call.parameters[0] ?? ""),
  ),
  route("GET", "v1", "(cloudConnectorGroup|branchConnectorGroup|workloadTagGroup)/summary", (call) =>
    bareList(call, call.parameters[0] ?? ""),
  ),
  userRoute("scimgroup/idpId/{}", scimGroups),
  userRoute("scimgroup/{}", ({ world, parameters: [id = ""] }) => okUser(find(world, zpaKind("zpa/scim-group"), id))),
  userRoute("scimattribute/idpId/{}/attributeId/{}", scimValues),
];

const pathPattern = /^\/zpa\/(mgmtconfig\/(v[12])\/admin|userconfig\/(v1))\/customers\/([^/]+)\/(.+?)\/*$/;

export function routeZpa(world: World, request: Request): Response {
  try {
    const match = pathPattern.exec(request.path);
    if (!match) throw noHandler();
    const [, , management, , customer = "", rest = ""] = match;
    if (customer !== world.tenant.identity.customerId) throw wrongCustomer();
    const version = (management ?? "v1") as Version;
    return dispatch(world, request, version, management === undefined ? "user" : "mgmt", rest);
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}

function dispatch(world: World, request: Request, version: Version, family: "mgmt" | "user", rest: string): Response {
  const call: Call = { world, request, version, body: bodyOf(request), parameters: [] };
  for (const candidate of special) {
    if (candidate.family !== family || candidate.method !== request.method) continue;
    if (candidate.version !== "any" && candidate.version !== version) continue;
    const match = candidate.path.exec(rest);
    if (match) return candidate.run({ ...call, parameters: match.slice(1) });
  }
  if (family === "user") throw noHandler();
  return onKind(call, rest);
}

function onKind(call: Call, rest: string): Response {
  const kind = zpaKinds.find(({ path }) => path !== undefined && (rest === path || rest.startsWith(`${path}/`)));
  if (!kind) throw noHandler();
  const id = rest.slice((kind.path ?? "").length + 1);
  if (id.includes("/")) throw noHandler();
  return id === "" ? onCollection(call, kind) : onObject(call, kind, id);
}

function onCollection(call: Call, kind: ZpaKind): Response {
  const { method } = call.request;
  if (method === "GET" && call.version === (kind.listVersion ?? "v1")) {
    return paged(call, kind, sortedRows(call, kind));
  }
  if (method === "POST" && kind.writable && call.version === "v1") return created(create(call.world, kind, call.body));
  throw noHandler();
}

/** Segment groups are the one kind with a v2 update (SDK). */
function onObject(call: Call, kind: ZpaKind, id: string): Response {
  const { world, request, version, body } = call;
  if (request.method === "GET" && version === "v1") return ok(show(world, kind, find(world, kind, id), "single"));
  if (!kind.writable) throw noHandler();
  if (request.method === "PUT" && (version === "v1" || kind.path === "segmentGroup")) {
    update(world, kind, id, body, version);
    return done();
  }
  if (request.method === "DELETE" && version === "v1") {
    remove(world, kind, id, request.query);
    return done();
  }
  throw noHandler();
}
