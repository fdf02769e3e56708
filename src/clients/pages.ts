import type { Json, JsonObject } from "../model/json.ts";
import { IncompleteReadError, UnexpectedAnswerError } from "./errors.ts";
import type { Api, ApiRequest, ApiResponse } from "./http.ts";
import { isObject } from "./vendor-fault.ts";

/**
 * How a list is read.
 * - `whole`: one answer holds everything
 * - `one`: the answer is no list, but the one object there is
 * - `until-empty`: ZIA's `page` and `pageSize`, without any total
 * - `total-pages`: ZPA's `page` and `pagesize`, with totals in an envelope
 */
export type Paging =
  | "whole"
  | "one"
  | { readonly style: "until-empty"; readonly size: number }
  | { readonly style: "total-pages"; readonly size: number };

export interface ListCall {
  readonly path: string;
  readonly query?: ApiRequest["query"];
  readonly paging: Paging;
  /** The property that identifies a row; `id` when absent. */
  readonly key?: string;
  /** For `whole`: one public source says the list is cut at 100 rows, so exactly 100 are asked about once more. */
  readonly maybePaged?: boolean;
}

/** Rows move between pages while others write; then the list is read again from the start. */
const maximumReads = 3;
/** A server that never stops inventing rows must not keep us for ever. */
const maximumPages = 5_000;

/** What one pass over the pages gave: rows, or the reason why they cannot be trusted. */
type Pass = { readonly rows: readonly JsonObject[] } | { readonly torn: string };

/** Reads a list whole. Never returns a part of it: what cannot be read completely is an error. */
export async function readList(api: Api, call: ListCall): Promise<readonly JsonObject[]> {
  let torn = "";
  for (let reads = 0; reads < maximumReads; reads += 1) {
    const pass = await readOnce(api, call);
    if ("rows" in pass) return pass.rows;
    torn = pass.torn;
  }
  throw new IncompleteReadError(
    `GET ${call.path} could not be read whole in ${maximumReads} tries because ${torn}; run again when nobody is writing`,
    { method: "GET", path: call.path, outcome: "not-executed" },
  );
}

function readOnce(api: Api, call: ListCall): Promise<Pass> {
  if (call.paging === "whole") return readWhole(api, call);
  if (call.paging === "one") return readOne(api, call);
  switch (call.paging.style) {
    case "until-empty":
      return readUntilEmpty(api, call, call.paging.size);
    case "total-pages":
      return readTotalPages(api, call, call.paging.size);
  }
}

async function readWhole(api: Api, call: ListCall): Promise<Pass> {
  const first = await readPage(api, call, {});
  if ((first.totalPages ?? 1) > 1) return { torn: `it has ${first.totalPages} pages where one was expected` };
  const gathered = gather(call);
  if (gathered.take(first) !== "new") return first.rows.length === 0 ? gathered.pass() : { torn: repeated };
  const suspicious = call.maybePaged === true && first.rows.length === 100;
  return suspicious ? readFurther(api, call, gathered, {}) : gathered.pass();
}

async function readOne(api: Api, call: ListCall): Promise<Pass> {
  const response = await api.request({ method: "GET", path: call.path, query: { ...call.query } });
  if (!isObject(response.body)) throw unexpected(call, response, "$ is not an object");
  return { rows: [response.body] };
}

/** The server may give fewer rows than asked for, so a short page is not the end; only one without news is. */
function readUntilEmpty(api: Api, call: ListCall, pageSize: number): Promise<Pass> {
  return readFurther(api, call, gather(call), { pageSize });
}

async function readFurther(api: Api, call: ListCall, gathered: Gathered, query: { pageSize?: number }): Promise<Pass> {
  for (let page = gathered.pages + 1; page <= maximumPages; page += 1) {
    const news = gathered.take(await readPage(api, call, { page, ...query }));
    if (news === "none") return gathered.pass();
    if (news === "mixed") return { torn: repeated };
  }
  return { torn: `it does not end after ${maximumPages} pages` };
}

async function readTotalPages(api: Api, call: ListCall, pagesize: number): Promise<Pass> {
  const gathered = gather(call);
  const first = await readPage(api, call, { page: 1, pagesize });
  if (first.totalPages === undefined) throw unexpected(call, first.response, "$.totalPages is missing");
  let current = first;
  for (let page = 1; ; page += 1) {
    if (current.totalPages !== first.totalPages || current.totalCount !== first.totalCount)
      return { torn: "its totals changed" };
    const news = gathered.take(current);
    if (current.rows.length > 0 && news !== "new") return { torn: repeated };
    if (page >= first.totalPages) break;
    if (current.rows.length < first.rows.length || current.rows.length === 0) return { torn: "a page came back short" };
    if (page >= maximumPages) return { torn: `it does not end after ${maximumPages} pages` };
    current = await readPage(api, call, { page: page + 1, pagesize });
  }
  const expected = first.totalCount ?? gathered.size;
  if (gathered.size === expected) return gathered.pass();
  return { torn: `${gathered.size} of ${expected} rows came` };
}

const repeated = "rows moved between its pages";

interface Gathered {
  /** Adds a page's rows and tells whether they were unknown: all, some or none of them. */
  take(page: Page): "new" | "mixed" | "none";
  pass(): Pass;
  readonly pages: number;
  readonly size: number;
}

function gather(call: ListCall): Gathered {
  const rows = new Map<string, JsonObject>();
  let pages = 0;
  return {
    take: (page) => {
      const before = rows.size;
      for (const [index, row] of page.rows.entries()) rows.set(idOf(row, index, page, call), row);
      pages += 1;
      const fresh = rows.size - before;
      if (fresh === 0) return "none";
      return fresh === page.rows.length ? "new" : "mixed";
    },
    pass: () => ({ rows: [...rows.values()] }),
    get pages() {
      return pages;
    },
    get size() {
      return rows.size;
    },
  };
}

interface Page {
  readonly response: ApiResponse;
  /** Where the rows stand in the answer, for messages. */
  readonly at: "$" | "$.list";
  readonly rows: readonly JsonObject[];
  readonly totalPages?: number;
  readonly totalCount?: number;
}

async function readPage(api: Api, call: ListCall, paging: Readonly<Record<string, number>>): Promise<Page> {
  const query = { ...call.query, ...paging };
  const response = await api.request({ method: "GET", path: call.path, query });
  const { body } = response;
  if (Array.isArray(body)) return { response, at: "$", rows: rowsOf(body, "$", call, response) };
  if (!isObject(body) || (body.list === undefined && body.totalPages === undefined)) {
    throw unexpected(call, response, "$ is neither a list nor a page of one");
  }
  const total = (name: "totalPages" | "totalCount") => countOf(body[name], `$.${name}`, call, response);
  return {
    response,
    at: "$.list",
    // The list is left out when it is empty.
    rows: rowsOf(body.list ?? [], "$.list", call, response),
    totalPages: total("totalPages"),
    totalCount: total("totalCount"),
  };
}

function rowsOf(value: Json, at: string, call: ListCall, response: ApiResponse): readonly JsonObject[] {
  if (!Array.isArray(value)) throw unexpected(call, response, `${at} is not a list`);
  const stray = value.findIndex((row) => !isObject(row));
  if (stray >= 0) throw unexpected(call, response, `${at}[${stray}] is not an object`);
  return value as readonly JsonObject[];
}

/** Totals are strings in most of ZPA and numbers in its user endpoints (recorded). */
function countOf(value: Json | undefined, at: string, call: ListCall, response: ApiResponse): number | undefined {
  if (value === undefined || value === null) return undefined;
  const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof count === "number" && Number.isInteger(count) && count >= 0) return count;
  throw unexpected(call, response, `${at} is not a count`);
}

function idOf(row: JsonObject, index: number, page: Page, call: ListCall): string {
  const key = call.key ?? "id";
  const id = row[key];
  if (typeof id === "number" || typeof id === "bigint" || (typeof id === "string" && id !== "")) return String(id);
  throw unexpected(call, page.response, `${page.at}[${index}].${key} is not an id`);
}

const unexpected = ({ path }: ListCall, { status, requestId }: ApiResponse, detail: string): UnexpectedAnswerError =>
  new UnexpectedAnswerError(`GET ${path} got an answer the API does not promise: ${detail}`, {
    method: "GET",
    path,
    status,
    requestId,
    detail,
    outcome: "not-executed",
  });
