import { positive, type Request } from "../http.ts";
import type { Json, Wire } from "../json.ts";
import { scatter, type World } from "../world.ts";
import { badSearch } from "./errors.ts";

/** Recorded: without a size 20 rows come, and never more than 500. */
const defaultSize = 20;
const maxSize = 500;

interface Page<Row> {
  readonly rows: Row[];
  readonly totalPages: number;
  readonly totalCount: number;
}

export function pageOf<Row>(world: World, request: Request, rows: readonly Row[]): Page<Row> {
  const cap = Math.min(maxSize, world.settings.pageSizeCap ?? maxSize);
  const size = Math.min(positive(request.query, "pagesize", defaultSize), cap);
  const first = (positive(request.query, "page", 1) - 1) * size;
  return {
    rows: rows.slice(first, first + size),
    totalPages: Math.ceil(rows.length / size),
    totalCount: rows.length,
  };
}

/** Recorded: counts are texts; an empty result may lack the list. */
export function envelope(page: Page<Json>, isCounted: boolean): Wire {
  const counts: Wire = { totalPages: String(page.totalPages), totalCount: String(page.totalCount) };
  if (isCounted) counts.currentCount = String(page.rows.length);
  return page.rows.length > 0 ? { ...counts, list: page.rows } : counts;
}

/** Recorded: the userconfig family counts in numbers. */
export const numericEnvelope = (page: Page<Json>): Wire => ({
  totalPages: page.totalPages,
  totalCount: page.totalCount,
  list: page.rows,
});

/** Recorded: by name without case, blanks, dashes, underscores or cloud suffix; ties in an order nobody can rely on. */
const sortKey = (name: string): string =>
  name
    .replace(/\s+\([A-Za-z0-9_.-]*\)\s*$/, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();

export function byName(rows: readonly Wire[]): Wire[] {
  return rows
    .map((row) => ({ row, key: sortKey(String(row.name ?? "")), tie: scatter(String(row.id)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.tie - b.tie))
    .map(({ row }) => row);
}

type Operator = (left: string, right: string) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  EQ: (left, right) => left === right,
  NE: (left, right) => left !== right,
  GT: (left, right) => Number(left) > Number(right),
  LT: (left, right) => Number(left) < Number(right),
  GE: (left, right) => Number(left) >= Number(right),
  LE: (left, right) => Number(left) <= Number(right),
  CONTAINS: (left, right) => left.includes(right),
  LIKE: (left, right) => left.includes(right),
  STARTSWITH: (left, right) => left.startsWith(right),
  ENDSWITH: (left, right) => left.endsWith(right),
};

/** SDK and help: `field+OP+value`, plus signs or blanks between; a bare single word is looked for in names. */
export function searched(rows: readonly Wire[], search: string | null): Wire[] {
  if (!search) return [...rows];
  const match = /^(\w+)[+ ]([A-Z]+)[+ ](.*)$/s.exec(search);
  const [, key = "", operator = "", value = ""] = match ?? [];
  const compare = operators[operator];
  if (!match || !compare) {
    if (/[+ ]/.test(search.trim())) throw badSearch();
    return rows.filter((row) => String(row.name).toLowerCase().includes(search.toLowerCase()));
  }
  const wanted = [value, value.replaceAll("+", " ")].map((text) => text.toLowerCase());
  return rows.filter((row) => wanted.some((text) => compare(String(row[key] ?? "").toLowerCase(), text)));
}
