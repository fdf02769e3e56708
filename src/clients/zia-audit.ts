import { type AuditEntry, parseAuditCsv } from "./audit-csv.ts";
import type { Clock } from "./clock.ts";
import { isApiError, NotFoundError } from "./errors.ts";
import type { Api } from "./http.ts";
import { isObject } from "./vendor-fault.ts";

export type { AuditEntry } from "./audit-csv.ts";

export interface AuditWindow {
  readonly from: Date | string;
  readonly to: Date | string;
}

export type AuditLog = { readonly entries: AuditEntry[] } | { readonly unavailable: string };

const reportPath = "/zia/api/v1/auditlogEntryReport";
const maximumWaitMs = 60_000;
const longestPollMs = 8_000;

/**
 * Who did what in ZIA between two moments. The log explains drift but nothing depends on it: whatever keeps us from it
 * (rights, time, an unknown layout) is a reason, not an error. The exchange is from SDK code and help pages; no recording
 * of a successful one exists.
 */
export async function readAuditLog(api: Api, clock: Clock, window: AuditWindow): Promise<AuditLog> {
  try {
    const body = { startTime: new Date(window.from).getTime(), endTime: new Date(window.to).getTime() };
    await api.request({ method: "POST", path: reportPath, body, repeatable: true });
    const unavailable = await awaitReport(api, clock);
    return unavailable === undefined ? await download(api) : { unavailable };
  } catch (error) {
    if (isApiError(error)) return { unavailable: error.message };
    throw error;
  }
}

/** Undefined when the report is complete, else why there is none. */
async function awaitReport(api: Api, clock: Clock): Promise<string | undefined> {
  let waited = 0;
  for (let wait = 1_000; ; wait = Math.min(wait * 2, longestPollMs)) {
    const { status, detail } = await readProgress(api);
    if (status === "COMPLETE") return undefined;
    if (status === "ERRORED" || status === "CANCELLED") return `the audit report ended as ${status}${detail}`;
    if (waited + wait > maximumWaitMs) return `the audit report was not ready after ${Math.round(waited / 1_000)} s`;
    waited += wait;
    await clock.sleep(wait);
  }
}

interface Progress {
  readonly status: string;
  readonly detail: string;
}

async function readProgress(api: Api): Promise<Progress> {
  try {
    const { body } = await api.request({ method: "GET", path: reportPath });
    const { status, errorMessage } = isObject(body) ? body : {};
    const message = typeof errorMessage === "string" ? (api.redact?.(errorMessage) ?? errorMessage) : undefined;
    return { status: typeof status === "string" ? status : "", detail: message === undefined ? "" : `: ${message}` };
  } catch (error) {
    // Recorded where no report was asked for; right after asking it may only mean "not yet".
    if (error instanceof NotFoundError) return { status: "INIT", detail: "" };
    throw error;
  }
}

/** Asked for as JSON, this endpoint answers 406 with an HTML page (recorded). */
async function download(api: Api): Promise<AuditLog> {
  const { text } = await api.request({ method: "GET", path: `${reportPath}/download`, accept: "text/csv" });
  const entries = parseAuditCsv(text);
  return entries === undefined ? { unavailable: "the audit report has columns that are not known" } : { entries };
}
