import { answer, jsonAnswer, type Response } from "../http.ts";
import { isWire, type Json, textsOf, type Wire } from "../json.ts";
import type { AuditEntry } from "../tenant.ts";
import type { World } from "../world.ts";
import { notFound, unbindable } from "./errors.ts";

/** The states and their spelling are inferred from the family of report calls. */
const states = ["INIT", "EXECUTING", "COMPLETE"];

const filterKeys = new Set(
  "startTime endTime page pageSize adminName objectName actionInterface actionTypes category subcategories actionResult clientIP traceId targetOrgId".split(
    " ",
  ),
);

/** SDK: accepted requests are answered with 204. */
export function requestReport(world: World, body: Json | undefined): Response {
  if (!isWire(body) || Object.keys(body).some((key) => !filterKeys.has(key))) throw unbindable();
  const entries = world.tenant.audit.filter((entry) => entry.product === "zia" && isWanted(entry, body));
  const size = Number(body.pageSize ?? 1000);
  const first = (Number(body.page ?? 1) - 1) * size;
  world.report = { filter: body, entries: entries.slice(first, first + size), polls: 0 };
  return answer(204);
}

function isWanted(entry: AuditEntry, filter: Wire): boolean {
  const isSame = (key: string, value: string): boolean => filter[key] === undefined || filter[key] === value;
  const isIn = (key: string, value: string): boolean =>
    textsOf(filter[key]).length === 0 || textsOf(filter[key]).includes(value);
  return (
    entry.time >= Number(filter.startTime ?? 0) &&
    entry.time <= Number(filter.endTime ?? Number.MAX_SAFE_INTEGER) &&
    isSame("adminName", entry.adminId) &&
    isSame("objectName", entry.resource) &&
    isSame("actionInterface", entry.interface) &&
    isSame("category", entry.category) &&
    isSame("actionResult", entry.result) &&
    isSame("clientIP", entry.clientIp) &&
    isIn("actionTypes", entry.action) &&
    isIn("subcategories", entry.subCategory)
  );
}

/** Recorded: without a request there is nothing to poll or download. */
const noReport = () => notFound("No Report to download");

export function pollReport(world: World): Response {
  const report = world.report;
  if (!report) throw noReport();
  const status = states[Math.min(report.polls, states.length - 1)] ?? "COMPLETE";
  report.polls++;
  const isComplete = status === "COMPLETE";
  return jsonAnswer(200, {
    status,
    progressItemsComplete: isComplete ? report.entries.length : 0,
    progressEndTime: isComplete ? world.clock.now() : 0,
  });
}

export function downloadReport(world: World, accept: string | undefined): Response {
  // Recorded: the CSV endpoint refuses a client that only takes JSON, with a page of HTML.
  if (accept !== undefined && !/text\/csv|text\/\*|\*\/\*|octet-stream/.test(accept)) {
    return answer(
      406,
      { "content-type": "text/html" },
      "<html><body><h1>HTTP Status 406 - Not Acceptable</h1></body></html>",
    );
  }
  const report = world.report;
  if (!report || report.polls < states.length) throw noReport();
  return answer(200, { "content-type": "text/csv" }, toCsv(report.entries));
}

export function cancelReport(world: World): Response {
  world.report = undefined;
  return answer(204);
}

const columns = "Timestamp,Action,Category,Sub-Category,Resource,Admin ID,Client IP,Interface,Trace ID,Result".split(
  ",",
);

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Column names from the help portal; that the first row holds them, the quoting and ISO times are invented. */
function toCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => [
    new Date(entry.time).toISOString(),
    entry.action,
    entry.category,
    entry.subCategory,
    entry.resource,
    entry.adminId,
    entry.clientIp,
    entry.interface,
    entry.traceId,
    entry.result,
  ]);
  return [columns, ...rows].map((row) => `${row.map(quote).join(",")}\n`).join("");
}
