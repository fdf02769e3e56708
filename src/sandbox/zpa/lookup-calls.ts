import type { Response } from "../http.ts";
import { textsOf, type Wire } from "../json.ts";
import { type Call, ok, okUser, paged, sortedRows } from "./call.ts";
import { invalidArgument, noHandler } from "./errors.ts";
import { zpaKind, zpaKinds } from "./kinds.ts";
import { byName, envelope, numericEnvelope, pageOf } from "./paging.ts";
import { find } from "./write.ts";

export const idp = (call: Call): Wire => {
  const row = call.world.tenant.collection("zpa/idp").get(call.parameters[0]);
  // Issue report: an IdP that does not exist is an invalid argument.
  if (!row) throw invalidArgument("idpId");
  return row;
};

/** Recorded: SCIM groups come newest first unless sorted by name; `search` is plain text here. */
export function scimGroups(call: Call): Response {
  const { world, request } = call;
  const { id } = idp(call);
  const search = request.query.get("search")?.toLowerCase() ?? "";
  const rows = world.tenant
    .collection("zpa/scim-group")
    .values()
    .filter((row) => String(row.idpId) === id && String(row.name).toLowerCase().includes(search));
  const newest = [...rows].sort(
    (a, b) => Number(b.modifiedTime) - Number(a.modifiedTime) || Number(b.id) - Number(a.id),
  );
  const sorted = request.query.get("sortBy") === "name" ? byName(rows) : newest;
  return okUser(numericEnvelope(pageOf(world, request, sorted)));
}

export function scimAttributes(call: Call): Response {
  const { id } = idp(call);
  const kind = zpaKind("zpa/scim-attribute");
  const rows = call.world.tenant.collection(kind.kind).values();
  return paged(call, kind, byName(rows.filter((row) => row.idpId === id)));
}

export function scimValues(call: Call): Response {
  const attribute = find(call.world, zpaKind("zpa/scim-attribute"), call.parameters[1] ?? "");
  return okUser(numericEnvelope(pageOf(call.world, call.request, textsOf(attribute.$values))));
}

export const bareList = (call: Call, path: string): Response => {
  const kind = zpaKinds.find((candidate) => candidate.path === path);
  if (!kind) throw noHandler();
  const rows = sortedRows(call, kind).map(({ id, name, enabled }) => ({
    id: id ?? "",
    name: name ?? "",
    enabled: enabled ?? true,
  }));
  return ok(envelope(pageOf(call.world, call.request, rows), false));
};
