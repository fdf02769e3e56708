import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { GitHub } from "../../github/client.ts";
import { GitHubError } from "../../github/failure.ts";
import { postIssue } from "../../github/issue/post.ts";
import { type Scan, scanFiles, scanSchema } from "../../github/scan.ts";
import { code, prose } from "../../plan/render/safe.ts";
import { minute } from "../../plan/render/words.ts";
import type { CommandResult, Environment } from "../outcome.ts";
import { showDiagnostics } from "../show.ts";
import { authorFrom } from "./author.ts";
import { openFrom } from "./open.ts";
import { problemNotes, sayAll } from "./parts.ts";

export interface DriftReportOptions {
  /** What the scan left. */
  readonly dir: string;
}

interface Found {
  readonly scan: Scan;
  readonly page: string;
}

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
};

const readScan = (dir: string): Found | undefined => {
  try {
    const scan = scanSchema.safeParse(JSON.parse(readIfThere(join(dir, scanFiles.scan))));
    const page = readIfThere(join(dir, scanFiles.issue));
    if (!scan.success) return undefined;
    const { state, tenant, digest } = scan.data;
    const isWhole = state !== "drift" || (page.trim() !== "" && tenant !== null && digest !== null);
    return isWhole ? { scan: scan.data, page } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const summaryOf = ({ scan, page }: Found): string => {
  switch (scan.state) {
    case "drift":
      return page;
    case "clean":
      return `**No drift** at ${minute(scan.at)}: the tenant is what Git says.\n`;
    case "skipped":
    case "void":
      return `**No scan that counts** at ${minute(scan.at)} (${code(scan.state)}): ${prose(scan.reason ?? "no reason given")}. The issue is left as it is.\n`;
  }
};

const lost =
  "**No scan that counts:** the scan left nothing that can be read. The issue is left as it is; look at the log of the scan.\n";

const disabled =
  "issues are switched off in this repository, so nobody is told of drift there; switch them on under Settings, Features";

const keep = async (github: GitHub, found: Found, environment: Environment): Promise<void> => {
  try {
    await postIssue(github, found.scan, found.page, { author: authorFrom(environment), now: environment.now() });
  } catch (error) {
    // Gone: what GitHub answers where a repository has no issues.
    if (!(error instanceof GitHubError) || error.facts.status !== 410) throw error;
    throw new GitHubError(error.message, { ...error.facts, hint: disabled });
  }
};

/** Keeps the one issue about drift up to date. A scan that failed or was skipped changes nothing in it. */
export const driftReport = async ({ dir }: DriftReportOptions, environment: Environment): Promise<CommandResult> => {
  const found = readScan(resolve(environment.cwd, dir));
  if (found === undefined)
    return { exitCode: 1, summary: lost, notes: `error: no scan of zerodrift can be read in "${dir}"\n` };
  const opened = openFrom(environment);
  if (!opened.ok)
    return { exitCode: 1, summary: summaryOf(found), notes: showDiagnostics(opened.diagnostics, environment) };
  const { problems } = await sayAll([() => keep(opened.value, found, environment)]);
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    summary: summaryOf(found),
    ...(problems.length === 0 ? {} : { notes: problemNotes(problems) }),
  };
};
