import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemClock } from "../../clients/clock.ts";
import { clockRateFrom } from "../../clients/connection.ts";
import type { Checked, Diagnostic } from "../../diagnostics/diagnostic.ts";
import { checked } from "../../diagnostics/diagnostic.ts";
import type { Configuration } from "../../documents/configuration.ts";
import { renderDriftJson } from "../../drift/render-json.ts";
import { buildDrift } from "../../drift/report.ts";
import type { GitHub } from "../../github/client.ts";
import { renderDriftIssue } from "../../github/issue/body.ts";
import { lastCleanScan } from "../../github/last-clean.ts";
import { newestRecord } from "../../github/ledger/newest.ts";
import { type Ledger, readLedger } from "../../github/ledger/read.ts";
import { type Repository, readRepository } from "../../github/repository.ts";
import { type Scan, type ScanTimes, scanFiles, scanOf } from "../../github/scan.ts";
import type { DriftReport } from "../../model/drift.ts";
import { attributed } from "../drift.ts";
import type { CommandResult, CommonOptions, Environment } from "../outcome.ts";
import { openPast } from "../past.ts";
import { prepare } from "../prepare.ts";
import { failed } from "../show.ts";
import { openTenant } from "../tenant.ts";
import { configurationAt, openWorkspaceAt } from "../workspace.ts";
import { type Clone, openClone } from "./clone.ts";
import { openFrom } from "./open.ts";

export interface DriftScanOptions extends CommonOptions {
  readonly outDir: string;
  /** How far back the audit log is asked, in days. */
  readonly days: number;
  readonly zmsSchema?: string;
}

interface Subject {
  readonly github: GitHub;
  readonly clone: Clone;
  readonly repository: Repository;
  readonly ruling: Configuration;
  readonly options: DriftScanOptions;
  readonly environment: Environment;
}

const minute = 60_000;
/** How long an apply is waited for, and how often it is looked at. */
const patience = { whole: 30 * minute, pause: minute };

/** Waits while an apply writes; undefined when it goes on for too long. */
const settledLedger = async ({
  github,
  clone,
  ruling,
  repository,
  environment,
}: Subject): Promise<Ledger | undefined> => {
  const clock = systemClock(clockRateFrom(environment.env, github.place.apiUrl));
  for (let waited = 0; ; waited += patience.pause) {
    const ledger = await readLedger(github, ruling.tenant, clone, { repository });
    if (ledger.running === null) return ledger;
    if (waited >= patience.whole) return undefined;
    environment.report(`the apply of #${ledger.running.pull} is running; looking again in a minute`);
    await clock.sleep(patience.pause, environment.signal);
  }
};

/** What was applied last against the tenant. */
const compareWith = async (subject: Subject, base: string): Promise<Checked<DriftReport>> => {
  const { clone, ruling, options, environment } = subject;
  const workspace = await openWorkspaceAt(options, environment, { commit: base, head: base }, ruling);
  if (!workspace.ok) return workspace;
  const tenant = await openTenant(workspace.value.configuration, clone.root, environment);
  if (!tenant.ok) return tenant;
  try {
    const past = await openPast(workspace.value, tenant.value.name, base);
    if (!past.ok) return past;
    const schema = options.zmsSchema === undefined ? {} : { zmsSchema: options.zmsSchema };
    const prepared = await prepare(workspace.value, tenant.value, environment, {
      past: past.value,
      isDrift: true,
      ...schema,
    });
    if (!prepared.ok) return prepared;
    const { api, clock } = tenant.value;
    const report = buildDrift(prepared.value.plan);
    return checked(await attributed(report, api, clock, environment.now(), options.days), []);
  } finally {
    await tenant.value.close();
  }
};

interface Scanned {
  readonly scan: Scan;
  readonly report?: DriftReport;
}

const scannedAs = (report: DriftReport, times: ScanTimes): Scanned => ({ scan: scanOf(report, times), report });

const without = (state: "skipped" | "void", reason: string, { ruling, environment }: Subject): Scanned => ({
  scan: {
    version: 1,
    state,
    tenant: ruling.tenant,
    digest: null,
    risk: 0,
    headline: `${ruling.tenant}: not scanned, ${reason}`,
    reason,
    at: new Date(environment.now()).toISOString(),
    base: null,
  },
});

/** An apply that began while the tenant was read makes the reading worthless; it is repeated once. */
const scanOnce = async (subject: Subject): Promise<Checked<Scanned>> => {
  const { github, ruling, repository, environment } = subject;
  for (const isLast of [false, true]) {
    const ledger = await settledLedger(subject);
    if (ledger === undefined) return checked(without("skipped", "an apply was running for half an hour", subject), []);
    // What was merged and never applied is no drift.
    if (ledger.base === null) return checked(without("skipped", "nothing was applied yet", subject), []);
    const newest = await newestRecord(github, ruling.tenant);
    const compared = await compareWith(subject, ledger.base);
    if (!compared.ok) return compared;
    if ((await newestRecord(github, ruling.tenant)) === newest) {
      const lastClean = await lastCleanScan(github, repository.defaultBranch);
      const times = { at: new Date(environment.now()).toISOString(), base: ledger.base };
      return checked(scannedAs(compared.value, lastClean === undefined ? times : { ...times, lastClean }), []);
    }
    environment.report(`an apply began during the scan${isLast ? "" : "; scanning once more"}`);
  }
  return checked(without("void", "an apply began during the scan, twice", subject), []);
};

const told = ({ scan, report }: Scanned, issue: string): string => {
  if (report === undefined) return `**No scan:** ${scan.reason ?? ""}. The drift issue stays as it is.`;
  return scan.state === "clean" ? "**No drift.** The tenant is as Git last applied it." : issue;
};

/** Compares what Git last applied with the tenant, for the drift issue. Writes nothing to GitHub or the tenant. */
export const driftScan = async (options: DriftScanOptions, environment: Environment): Promise<CommandResult> => {
  const fail = (diagnostics: readonly Diagnostic[]): CommandResult => failed(diagnostics, environment, options.format);
  const github = openFrom(environment);
  if (!github.ok) return fail(github.diagnostics);
  const repository = await readRepository(github.value);
  const clone = await openClone(options, github.value.place, environment, repository.defaultBranch);
  if (!clone.ok) return fail(clone.diagnostics);
  const ruling = await configurationAt(clone.value, clone.value.tip);
  if (!ruling.ok) return fail(ruling.diagnostics);
  const subject = {
    github: github.value,
    clone: clone.value,
    repository,
    ruling: ruling.value,
    options,
    environment,
  };
  const scanned = await scanOnce(subject);
  if (!scanned.ok) return fail(scanned.diagnostics);
  const { scan, report } = scanned.value;
  const folder = resolve(environment.cwd, options.outDir);
  mkdirSync(folder, { recursive: true });
  const issue = report === undefined ? "" : renderDriftIssue(report, scan);
  if (report !== undefined) writeFileSync(join(folder, scanFiles.drift), renderDriftJson(report));
  writeFileSync(join(folder, scanFiles.issue), issue);
  writeFileSync(join(folder, scanFiles.scan), `${JSON.stringify(scan, null, 2)}\n`);
  const output = `${JSON.stringify(scan, null, 2)}\n`;
  return { exitCode: 0, output, outputs: { state: scan.state }, summary: told(scanned.value, issue) };
};
