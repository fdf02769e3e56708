import { parse } from "csv-parse/sync";

/** One administrator action, as far as the report tells. */
export interface AuditEntry {
  /** ISO 8601; absent when the time could not be read. */
  readonly at?: string;
  readonly action: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly resource: string;
  readonly admin: string;
  readonly clientIp?: string;
  readonly interface?: string;
  readonly traceId?: string;
  readonly result?: string;
}

/**
 * Column names of the help portal, lower-case letters only. The exact header row is not on record, so near spellings are
 * accepted (assumed).
 */
const columnNames = {
  time: ["timestamp", "time", "date", "datetime"],
  action: ["action", "actiontype"],
  category: ["category"],
  subcategory: ["subcategory"],
  resource: ["resource", "resourcename", "objectname"],
  admin: ["adminid", "admin", "adminname", "user", "username", "adminuser"],
  clientIp: ["clientip", "clientipaddress", "ip"],
  interface: ["interface", "actioninterface"],
  traceId: ["traceid"],
  result: ["result", "actionresult"],
} as const;
type Column = keyof typeof columnNames;
type Layout = ReadonlyMap<Column, number>;

const required: readonly Column[] = ["action", "category", "resource", "admin"];
const normalise = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");

/** Undefined when the text has no header row that is understood; guessing would blame the wrong person. */
export function parseAuditCsv(text: string): AuditEntry[] | undefined {
  const rows = rowsIn(text);
  for (const [index, row] of rows.entries()) {
    const layout = layoutOf(row);
    if (layout !== undefined) return rows.slice(index + 1).flatMap((cells) => entryOf(cells, layout));
  }
  return undefined;
}

function rowsIn(text: string): readonly string[][] {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    return [];
  }
}

function layoutOf(row: readonly string[]): Layout | undefined {
  const names = row.map(normalise);
  const layout = new Map<Column, number>();
  for (const column of Object.keys(columnNames) as Column[]) {
    const spellings: readonly string[] = columnNames[column];
    const index = names.findIndex((name) => spellings.includes(name));
    if (index >= 0) layout.set(column, index);
  }
  return required.every((column) => layout.has(column)) ? layout : undefined;
}

/** No entry for a row without an action, e.g. a footer. */
function entryOf(cells: readonly string[], layout: Layout): AuditEntry[] {
  const read = (column: Column): string | undefined => cells[layout.get(column) ?? -1] || undefined;
  const action = read("action");
  if (action === undefined) return [];
  return [
    {
      at: timeOf(read("time")),
      action,
      category: read("category") ?? "",
      subcategory: read("subcategory"),
      resource: read("resource") ?? "",
      admin: read("admin") ?? "",
      clientIp: read("clientIp"),
      interface: read("interface"),
      traceId: read("traceId"),
      result: read("result"),
    },
  ];
}

const named = /(?:\bGMT|\bUTC|\bZ|\dZ|[+-]\d{2}:?\d{2})\b/;
const iso = /^\d{4}-\d{2}-\d{2}T/;

/** Epoch seconds or milliseconds, or text; text without a zone is taken as UTC (assumed), never as the runner's zone. */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10,13}$/.test(text)) return isoOf(Number(text) * (text.length > 10 ? 1 : 1_000));
  if (named.test(text)) return isoOf(Date.parse(text));
  return isoOf(Date.parse(iso.test(text) ? `${text}Z` : `${text} UTC`));
}

const isoOf = (ms: number): string | undefined => (Number.isNaN(ms) ? undefined : new Date(ms).toISOString());
