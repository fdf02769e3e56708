import { answer, bodyOf, jsonAnswer, positive, Refusal, type Request, type Response } from "../http.ts";
import { type Json, textsOf, type Wire } from "../json.ts";
import { scatter, shuffled, type World } from "../world.ts";
import { activate, status } from "./activation.ts";
import { cancelReport, downloadReport, pollReport, requestReport } from "./audit-log.ts";
import { createCategory, listCategories, lookUp, quota, updateCategory } from "./categories.ts";
import { editLocked, maintenance, unknownPath } from "./errors.ts";
import { filterRules } from "./filters.ts";
import type { Single, ZiaKind } from "./kind.ts";
import { urlCategory } from "./kinds/url-category.ts";
import { ziaKind, ziaKinds } from "./kinds.ts";
import { orderOf } from "./ordering.ts";
import { show, showLite } from "./read.ts";
import { changeEntries, replaceOne, theOne } from "./single.ts";
import { create, find, remove, update } from "./write.ts";

const ziaPrefix = "/zia/api/v1/";

type Handler = (world: World, request: Request, body: Json | undefined) => Response;

const ok = (value: Json | Wire[]): Response => jsonAnswer(200, value);

/** Calls that are not plain operations on a list of objects. */
const special: Readonly<Record<string, Handler>> = {
  "GET status": (world) => status(world),
  "POST status/activate": (world, _request, body) => activate(world, body),
  "GET auditlogEntryReport": (world) => pollReport(world),
  "POST auditlogEntryReport": (world, _request, body) => requestReport(world, body),
  "DELETE auditlogEntryReport": (world) => cancelReport(world),
  "GET auditlogEntryReport/download": (world, request) => downloadReport(world, request.headers.accept),
  "GET orgInformation/lite": (world) => ok(organisation(world)),
  "GET subscriptions": () => ok([{ id: "ZIA_BUSINESS", status: "SUBSCRIBED", licenses: 500, subscribed: true }]),
  // SDK and one recording: other names for rows of the look-ups.
  "GET users/references": (world, request) => ok(listLite(world, lookup("zia/user"), request)),
  "GET users/auditors": () => ok([]),
  "GET timeWindows": (world) => ok(timeWindows(world)),
  "GET timeWindows/lite": (world) => ok(timeWindows(world)),
  "GET ipSourceGroups/ipv6SourceGroups": (world) => ok(ipv6Groups(world, "zia/ip-source-group", "ipAddresses")),
  "GET ipSourceGroups/ipv6SourceGroups/lite": (world) => ok(ipv6Groups(world, "zia/ip-source-group", "ipAddresses")),
  "GET ipDestinationGroups/ipv6DestinationGroups": (world) =>
    ok(ipv6Groups(world, "zia/ip-destination-group", "addresses")),
  "GET urlCategories": (world, request) => ok(shuffled(world, listCategories(world, request.query))),
  // SDK: a bare word.
  "POST staticIP/validate": () => answer(200, { "content-type": "application/json" }, "SUCCESS"),
  "GET urlCategories/urlQuota": (world) => ok(quota(world)),
  "POST urlCategories": (world, _request, body) => ok(createCategory(world, body)),
  "POST urlLookup": (world, _request, body) => ok(lookUp(world, body)),
};

const lookup = (name: string): ZiaKind => {
  const kind = ziaKind(name);
  if (!kind) throw unknownPath();
  return kind;
};

/** SDK: the older, read-only face of time intervals spells one field differently. */
function timeWindows(world: World): Wire[] {
  const kind = lookup("zia/time-interval");
  const rows = world.tenant.collection(kind.kind).values();
  return rows.map((row) => {
    const { daysOfWeek, ...rest } = show(world, kind, row, "list");
    return daysOfWeek === undefined ? rest : { ...rest, dayOfWeek: daysOfWeek };
  });
}

/** SDK: a list of its own for groups of IPv6 addresses. That a group is told by its addresses is assumed. */
function ipv6Groups(world: World, name: string, key: string): Wire[] {
  const kind = lookup(name);
  const rows = world.tenant.collection(name).values();
  return rows
    .filter((row) => textsOf(row[key]).some((address) => address.includes(":")))
    .map((row) => show(world, kind, row, "list"));
}

/** Writes that do not touch the configuration and so take no edit lock. */
const operational = new Set([
  "POST auditlogEntryReport",
  "DELETE auditlogEntryReport",
  "POST urlLookup",
  "POST staticIP/validate",
]);

const organisation = (world: World): Wire => ({
  orgId: 8_061_240,
  name: world.tenant.identity.vanityDomain,
  cloudName: "zscalerthree.net",
  domains: [`${world.tenant.identity.vanityDomain}.example`],
  language: "ENGLISH",
  timezone: "GMT",
  orgDisabled: false,
});

export async function routeZia(world: World, request: Request): Promise<Response> {
  const path = request.path.slice(ziaPrefix.length).replace(/\/+$/, "");
  try {
    const key = `${request.method} ${path}`;
    if (request.method !== "GET" && !operational.has(key)) await enter(world);
    const body = bodyOf(request);
    return (special[key] ?? byKind(request.method, path))(world, request, body);
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}

/** Recorded: a write waits about 30 s for the tenant's edit lock before it is refused. */
async function enter(world: World): Promise<void> {
  if (world.settings.readOnly) throw maintenance();
  if (!world.isEditLocked()) return;
  await world.clock.wait(30_000, world.editLockReleased());
  if (world.isEditLocked()) throw editLocked();
}

const longestPathFirst = [...ziaKinds].sort((a, b) => b.path.length - a.path.length);

function byKind(method: string, path: string): Handler {
  const kind = longestPathFirst.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}/`));
  if (!kind) throw unknownPath();
  const below = path.slice(kind.path.length + 1);
  if (kind.single) return onSingle(kind, kind.single, method, below);
  return kind.perType === undefined ? onPath(kind, method, below) : onType(kind, kind.perType, method, below);
}

/** Recorded: one list per type, and none of all. */
function onType(kind: ZiaKind, types: readonly string[], method: string, path: string): Handler {
  const [type = "", ...rest] = path.split("/");
  if (!types.includes(type)) throw unknownPath();
  const isOfType = (row: Wire): boolean => row.type === type;
  return onPath({ ...kind, type, listed: isOfType }, method, rest.join("/"));
}

function onSingle(kind: ZiaKind, { put, list }: Single, method: string, below: string): Handler {
  if (method === "GET" && below === "") return (world) => ok(show(world, kind, theOne(world, kind), "single"));
  return (world, request, body) => {
    const action = request.query.get("action");
    if (action !== null && list?.method === method && list.below === below)
      return ok(changeEntries(world, kind, list.key, action, body));
    if (below !== "") throw unknownPath();
    if (method === "PUT" && put && action === null) return ok(replaceOne(world, kind, body));
    return notAllowed(world, request, body);
  };
}

function onPath(kind: ZiaKind, method: string, rest: string): Handler {
  if (rest === "") return onCollection(kind, method);
  if (method === "GET" && rest === "lite") return (world, request) => ok(listLite(world, kind, request));
  if (method === "GET" && rest === "count") {
    return (world, request) => ok(filterRules(world, kind, request.query).length);
  }
  const [id = "", below] = rest.split("/");
  // SDK: departments are the one kind with a lite single read.
  if (id === "lite" && below !== undefined && method === "GET" && kind.path === "departments") {
    return (world) => ok(showLite(kind, find(world, kind, below)));
  }
  if (below === "sublocations" && method === "GET") return (world) => ok(sublocations(world, kind, id));
  if (below !== undefined || !/^(-?\d+|CUSTOM_\d+|[A-Z][A-Z0-9_]*|[0-9a-f-]{36})$/.test(id)) throw unknownPath();
  return onObject(kind, method, id);
}

/** Invented: a method the sandbox does not offer on a known path. */
const notAllowed: Handler = () => answer(405);

function onCollection(kind: ZiaKind, method: string): Handler {
  if (method === "GET") return (world, request) => ok(list(world, kind, request));
  if (method === "POST" && kind.writable) return (world, _request, body) => ok(create(world, kind, body));
  return notAllowed;
}

function onObject(kind: ZiaKind, method: string, id: string): Handler {
  if (method === "GET") return (world) => ok(show(world, kind, find(world, kind, id), "single"));
  if (!kind.writable) return notAllowed;
  if (method === "PUT") {
    return (world, request, body) =>
      ok(
        kind === urlCategory
          ? updateCategory(world, id, body, request.query.get("action"))
          : update(world, kind, id, body),
      );
  }
  if (method !== "DELETE") return notAllowed;
  return (world) => {
    remove(world, kind, id, world.actor);
    return answer(204);
  };
}

function list(world: World, kind: ZiaKind, request: Request): Wire[] {
  const rows = filterRules(world, kind, request.query).filter((row) => kind.listed?.(row) ?? true);
  return page(world, kind, rows, request).map((row) => show(world, kind, row, "list"));
}

function listLite(world: World, kind: ZiaKind, request: Request): Wire[] {
  const rows = filterRules(world, kind, request.query);
  const visible = rows.filter((row) => (kind.listed?.(row) ?? true) || (kind.liteOnly?.(row) ?? false));
  return page(world, kind, visible, request).map((row) => showLite(kind, row));
}

function sublocations(world: World, kind: ZiaKind, parent: string): Wire[] {
  find(world, kind, parent);
  const rows = world.tenant.collection(kind.kind).values();
  return rows.filter((row) => String(row.parentId ?? 0) === parent).map((row) => show(world, kind, row, "list"));
}

/** Paged lists come in a stable order; the others whole and in no order, whatever paging is asked for. */
function page(world: World, kind: ZiaKind, rows: readonly Wire[], request: Request): Wire[] {
  if (!kind.paging) return shuffled(world, rows);
  const cap = world.settings.pageSizeCap ?? kind.paging.max;
  const size = Math.min(positive(request.query, "pageSize", kind.paging.size), kind.paging.max, cap);
  const first = (positive(request.query, "page", 1) - 1) * size;
  return sorted(kind, kind.paging.by, rows).slice(first, first + size);
}

function sorted(kind: ZiaKind, by: "name" | "id" | "order", rows: readonly Wire[]): Wire[] {
  const byId = (a: Wire, b: Wire): number => Number(a.id) - Number(b.id);
  // Recorded: firewall rules ascend by order; among ties nothing is promised.
  const tie = (rule: Wire): number => scatter(String(rule.id));
  const compare = {
    id: byId,
    name: (a: Wire, b: Wire) => compareText(String(a[kind.nameKey] ?? ""), String(b[kind.nameKey] ?? "")) || byId(a, b),
    order: (a: Wire, b: Wire) => orderOf(a) - orderOf(b) || tie(a) - tie(b),
  }[by];
  return [...rows].sort(compare);
}

const compareText = (a: string, b: string): number => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
};
