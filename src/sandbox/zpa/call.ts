import { answer, type Request, type Response } from "../http.ts";
import { type Json, stringifyJson, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import type { ZpaKind } from "./kind.ts";
import { byName, envelope, pageOf, searched } from "./paging.ts";
import { show } from "./read.ts";

export type Version = "v1" | "v2";

/** A call below the customer, taken apart. */
export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly version: Version;
  readonly body: Json | undefined;
  readonly parameters: readonly string[];
}

export const ok = (value: Json): Response =>
  answer(200, { "content-type": "application/json;charset=utf-8", "cache-control": "no-store" }, stringifyJson(value));

/** Recorded: the userconfig family labels its answers without a character set. */
export const okUser = (value: Json): Response =>
  answer(
    200,
    { "content-type": "application/json", "cache-control": "no-cache, no-store, max-age=0, must-revalidate" },
    stringifyJson(value),
  );

export const created = (value: Json): Response =>
  answer(201, { "content-type": "application/json;charset=utf-8", "cache-control": "no-store" }, stringifyJson(value));

/** Recorded: updates and deletes answer nothing. */
export const done = (): Response => answer(204, { "cache-control": "no-store" });

export const paged = ({ world, request }: Call, kind: ZpaKind, rows: readonly Wire[]): Response => {
  const page = pageOf(world, request, rows);
  const shown = page.rows.map((row) => show(world, kind, row, "list"));
  return ok(envelope({ ...page, rows: shown }, kind.counted === true));
};

export const sortedRows = (call: Call, kind: ZpaKind): Wire[] => {
  const collection = call.world.tenant.collection(kind.kind);
  const rows = collection.memo("by name", () => byName(collection.values()));
  const found = searched(rows, call.request.query.get("search"));
  return call.request.query.get("sortOrder") === "DESC" ? found.reverse() : found;
};
